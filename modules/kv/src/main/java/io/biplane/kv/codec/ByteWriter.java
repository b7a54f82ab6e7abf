package io.biplane.kv.codec;

import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;

import java.util.Arrays;

/** Appends numbers and byte strings to a growing array; the counterpart of {@link ByteReader}. One use, one owner. */
public final class ByteWriter {
    private byte[] buffer;
    private int length;

    public ByteWriter(int capacityBytes) {
        buffer = new byte[Math.max(16, capacityBytes)];
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    public ByteWriter u8(int value) {
        reserve(1);
        buffer[length++] = (byte) value;
        return this;
    }

    public ByteWriter i32(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >> shift);
        }
        return this;
    }

    public ByteWriter i64(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >> shift);
        }
        return this;
    }

    /** Length, then the bytes. */
    public ByteWriter bytes(byte[] value) {
        i32(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    public ByteWriter key(Key key) {
        return bytes(key.bytes());
    }

    public ByteWriter timestamp(Timestamp timestamp) {
        return i64(timestamp.wallNanos()).i32(timestamp.logical());
    }

    /** A copy of what was written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }
}
