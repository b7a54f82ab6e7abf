package io.biplane.base.key;

import java.util.Arrays;

/** An immutable key: bytes compared as unsigned numbers. The empty key is the lowest. */
public final class Key implements Comparable<Key> {
    /** The lowest key. */
    public static final Key MIN = new Key(new byte[0]);
    /** Above every key in use. Source: CockroachDB's {@code KeyMax}, two bytes of 0xFF. */
    public static final Key MAX = new Key(new byte[] {(byte) 0xff, (byte) 0xff});

    private final byte[] bytes;
    private int hash;

    private Key(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A key over {@code bytes}, which the caller must not change afterwards. */
    public static Key wrap(byte[] bytes) {
        return new Key(bytes);
    }

    /** The bytes themselves, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /** The lowest key above this one: this one with a zero byte behind it. */
    public Key next() {
        return new Key(Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** The lowest key above all keys that start with this one; {@link #MAX} when there is none. */
    public Key prefixEnd() {
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] != (byte) 0xff) {
                byte[] end = Arrays.copyOf(bytes, i + 1);
                end[i]++;
                return new Key(end);
            }
        }
        return MAX;
    }

    /** This key followed by {@code suffix}. */
    public Key append(byte... suffix) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + suffix.length);
        System.arraycopy(suffix, 0, joined, bytes.length, suffix.length);
        return new Key(joined);
    }

    public boolean startsWith(Key prefix) {
        int n = prefix.bytes.length;
        return bytes.length >= n && Arrays.equals(bytes, 0, n, prefix.bytes, 0, n);
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = Arrays.hashCode(bytes);
            hash = h;
        }
        return h;
    }

    /** Printable ASCII as it is, the rest as {@code \xNN}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(bytes.length + 8);
        for (byte b : bytes) {
            if (b >= 0x20 && b < 0x7f && b != '\\') {
                text.append((char) b);
            } else {
                text.append("\\x")
                        .append(Character.forDigit((b >> 4) & 15, 16))
                        .append(Character.forDigit(b & 15, 16));
            }
        }
        return text.toString();
    }
}
