package io.biplane.sql.types;

import java.util.Arrays;

/** An immutable byte string: the Java value of BYTES. Ordered by unsigned bytes. */
public final class Bytes implements Comparable<Bytes> {
    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** Over {@code value}, which the caller must not change afterwards. */
    public static Bytes wrap(byte[] value) {
        return new Bytes(value);
    }

    /** The bytes themselves, not to be changed. */
    public byte[] array() {
        return value;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** {@code \x} and hexadecimal digits, PostgreSQL's default output. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(2 + 2 * value.length).append("\\x");
        for (byte b : value) {
            text.append(Character.forDigit((b >> 4) & 15, 16))
                    .append(Character.forDigit(b & 15, 16));
        }
        return text.toString();
    }
}
