package io.biplane.kv.keys;

import io.biplane.base.key.Key;

import java.util.OptionalInt;

/**
 * Unsigned numbers in bytes that sort as the numbers do: small ones in one byte, others a length
 * byte and big-endian bytes. Source: CockroachDB {@code encoding.EncodeUvarintAscending}.
 */
public final class OrderedNumbers {
    /** First byte of the number zero. */
    static final int ZERO_BYTE = 0x88;

    /** Highest number that takes one byte. */
    static final int ONE_BYTE_MAX = 109;

    private static final int LENGTH_BYTE = ZERO_BYTE + ONE_BYTE_MAX;

    private OrderedNumbers() {}

    /** {@code prefix} followed by the number, at least 0. */
    public static Key append(Key prefix, long number) {
        if (number < 0) {
            throw new IllegalArgumentException("cannot encode the negative number " + number);
        }
        if (number <= ONE_BYTE_MAX) {
            return prefix.append((byte) (ZERO_BYTE + number));
        }
        int length = (64 - Long.numberOfLeadingZeros(number) + 7) / 8;
        byte[] bytes = new byte[length + 1];
        bytes[0] = (byte) (LENGTH_BYTE + length);
        for (int i = length; i >= 1; i--) {
            bytes[i] = (byte) (number >>> (8 * (length - i)));
        }
        return prefix.append(bytes);
    }

    /** How many bytes the number at {@code offset} takes; empty when there is none. */
    public static OptionalInt lengthAt(byte[] bytes, int offset) {
        if (offset >= bytes.length) {
            return OptionalInt.empty();
        }
        int first = bytes[offset] & 0xff;
        if (first < ZERO_BYTE || first > LENGTH_BYTE + 8) {
            return OptionalInt.empty();
        }
        int length = first <= LENGTH_BYTE ? 1 : 1 + first - LENGTH_BYTE;
        return offset + length <= bytes.length ? OptionalInt.of(length) : OptionalInt.empty();
    }

    /** The number at {@code offset}, which {@link #lengthAt} has found to be one. */
    public static long valueAt(byte[] bytes, int offset) {
        int first = bytes[offset] & 0xff;
        if (first <= LENGTH_BYTE) {
            return first - ZERO_BYTE;
        }
        long value = 0;
        for (int i = 1; i <= first - LENGTH_BYTE; i++) {
            value = value << 8 | (bytes[offset + i] & 0xff);
        }
        return value;
    }
}
