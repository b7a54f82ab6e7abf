package io.biplane.sql.types;

import io.biplane.base.key.Key;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;

/**
 * Builds one key, part by part. The buffer and its length are the mutable state; one writer makes
 * one key. The markers and their order are documented at each method.
 */
public final class KeyWriter {
    /** First byte of NULL: below the first byte of every value. */
    static final int NULL_MARKER = 0x00;

    static final int FLOAT_NAN = 0x02;
    static final int FLOAT_NEGATIVE = 0x03;
    static final int FLOAT_ZERO = 0x04;
    static final int FLOAT_POSITIVE = 0x05;
    static final int BYTES_MARKER = 0x12;
    static final int ESCAPE = 0x00;
    static final int ESCAPED_ZERO = 0xFF;
    static final int TERMINATOR = 0x01;
    static final int DECIMAL_NEGATIVE = 0x1A;
    static final int DECIMAL_ZERO = 0x1B;
    static final int DECIMAL_POSITIVE = 0x1C;
    /**
     * Integers take the bytes 0x80 to 0xFD: 8 lengths below zero, 110 small values, 8 lengths
     * above.
     */
    static final int INT_MIN = 0x80;

    static final int INT_MAX = 0xFD;
    static final int INT_WIDTH_MAX = 8;
    static final int INT_ZERO = INT_MIN + INT_WIDTH_MAX;
    static final int INT_SMALL_MAX = INT_MAX - INT_ZERO - INT_WIDTH_MAX;

    private byte[] buffer;
    private int length;

    public KeyWriter() {
        buffer = new byte[24];
    }

    /** Starts with {@code prefix}. */
    public KeyWriter(Key prefix) {
        byte[] bytes = prefix.bytes();
        buffer = Arrays.copyOf(bytes, bytes.length + 24);
        length = bytes.length;
    }

    public Key toKey() {
        return Key.wrap(Arrays.copyOf(buffer, length));
    }

    KeyWriter raw(int value) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * length);
        }
        buffer[length++] = (byte) value;
        return this;
    }

    /** One byte, below all values. */
    public KeyWriter nullValue() {
        return raw(NULL_MARKER);
    }

    /**
     * An unsigned number: one byte up to 109, otherwise its length and its bytes, highest first.
     */
    public KeyWriter uvarint(long value) {
        if (value >= 0 && value <= INT_SMALL_MAX) {
            return raw(INT_ZERO + (int) value);
        }
        int width = INT_WIDTH_MAX - Long.numberOfLeadingZeros(value) / 8;
        return raw(INT_MAX - INT_WIDTH_MAX + width).lowBytes(value, width);
    }

    /** A signed number: as {@link #uvarint} from 0 up, with the complement's length below 0. */
    public KeyWriter varint(long value) {
        if (value >= 0) {
            return uvarint(value);
        }
        int width = Math.max(1, INT_WIDTH_MAX - Long.numberOfLeadingZeros(~value) / 8);
        return raw(INT_ZERO - width).lowBytes(value, width);
    }

    /**
     * A marker for the sign, then the IEEE bits, turned round for negative numbers. NaN is lowest.
     */
    public KeyWriter float8(double value) {
        if (Double.isNaN(value)) {
            return raw(FLOAT_NAN);
        }
        if (value == 0) {
            return raw(FLOAT_ZERO);
        }
        long bits = Double.doubleToLongBits(value);
        return value < 0
                ? raw(FLOAT_NEGATIVE).lowBytes(~bits, 8)
                : raw(FLOAT_POSITIVE).lowBytes(bits, 8);
    }

    /** A marker, the bytes with zeros escaped, and a terminator. */
    public KeyWriter bytes(byte[] value) {
        raw(BYTES_MARKER);
        for (byte b : value) {
            raw(b);
            if (b == ESCAPE) {
                raw(ESCAPED_ZERO);
            }
        }
        return raw(ESCAPE).raw(TERMINATOR);
    }

    /** The 16 bytes, after the marker of byte strings; the length is fixed. */
    public KeyWriter uuid(UUID value) {
        return raw(BYTES_MARKER)
                .lowBytes(value.getMostSignificantBits(), 8)
                .lowBytes(value.getLeastSignificantBits(), 8);
    }

    /**
     * 0.d₁d₂… × 10^e with d₁ and the last digit not 0: sign, e as a signed number, each digit plus
     * 2, and a 1 at the end.
     * For negative numbers e and the digits are turned round, the end marker too. Equal numbers of
     * different scale have the same key. Our own choice: a byte a digit is plain, and decimal keys
     * are rare.
     */
    public KeyWriter decimal(BigDecimal value) {
        if (value.signum() == 0) {
            return raw(DECIMAL_ZERO);
        }
        BigDecimal shortest = value.abs().stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        long exponent = (long) digits.length() - shortest.scale();
        boolean isNegative = value.signum() < 0;
        raw(isNegative ? DECIMAL_NEGATIVE : DECIMAL_POSITIVE);
        varint(isNegative ? -exponent : exponent);
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0' + 2;
            raw(isNegative ? 0xFF - digit : digit);
        }
        return raw(isNegative ? 0xFF - TERMINATOR : TERMINATOR);
    }

    private KeyWriter lowBytes(long value, int width) {
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            raw((int) (value >>> shift));
        }
        return this;
    }
}
