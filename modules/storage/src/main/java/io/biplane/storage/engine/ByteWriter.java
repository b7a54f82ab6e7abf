package io.biplane.storage.engine;

import java.util.Arrays;

/** Bytes written one behind the other into an array that grows; numbers big-endian. */
final class ByteWriter {
    private byte[] bytes;
    private int size;

    ByteWriter(int expectedBytes) {
        bytes = new byte[Math.max(16, expectedBytes)];
    }

    void writeByte(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    void writeInt(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void writeLong(long value) {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    /** Length, then content. */
    void writeBytes(byte[] value) {
        writeInt(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
