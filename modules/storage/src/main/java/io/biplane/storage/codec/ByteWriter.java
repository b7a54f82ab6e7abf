package io.biplane.storage.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes written one behind the other into an array that grows; numbers big-endian. */
public final class ByteWriter {
    /** The first {@link #size} are written. */
    private byte[] bytes;

    private int size;

    public ByteWriter(int expectedBytes) {
        bytes = new byte[Math.max(16, expectedBytes)];
    }

    public void writeByte(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    public void writeInt(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    public void writeLong(long value) {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    /** Length, then content. */
    public void writeBytes(byte[] value) {
        writeInt(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** UTF-8, as {@link #writeBytes}. */
    public void writeText(String text) {
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
