package io.biplane.kv.codec;

import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;

import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote, in the same order. One use, one owner. */
public final class ByteReader {
    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int u8() {
        return bytes[position++] & 0xff;
    }

    public int i32() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | u8();
        }
        return value;
    }

    public long i64() {
        return (long) i32() << 32 | i32() & 0xffffffffL;
    }

    public byte[] bytes() {
        int count = i32();
        byte[] value = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return value;
    }

    public Key key() {
        return Key.wrap(bytes());
    }

    public Timestamp timestamp() {
        return new Timestamp(i64(), i32());
    }

    public boolean atEnd() {
        return position == bytes.length;
    }
}
