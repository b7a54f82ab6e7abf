package io.biplane.sql.types;

import io.biplane.base.key.Key;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;

/**
 * Takes a key apart again. Its position is the only mutable state. A key that {@link KeyWriter}
 * cannot have written fails with XX001: such bytes come from a damaged store, not from a bug here.
 */
public final class KeyReader {
    private final byte[] bytes;
    private int position;

    /** Starts at {@code offset}, usually behind an index prefix. */
    public KeyReader(Key key, int offset) {
        this(key.bytes(), offset);
    }

    /** Reads bytes that are no key but are written like one. They must not change meanwhile. */
    public KeyReader(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.position = offset;
    }

    public boolean isAtEnd() {
        return position >= bytes.length;
    }

    /** Whether a NULL came next; if so it is consumed. */
    public boolean skipNull() {
        if (position < bytes.length && bytes[position] == KeyWriter.NULL_MARKER) {
            position++;
            return true;
        }
        return false;
    }

    /** The inverse of {@link KeyWriter#varint} and of {@link KeyWriter#uvarint}. */
    public long varint() {
        int first = next();
        if (first >= KeyWriter.INT_ZERO && first <= KeyWriter.INT_ZERO + KeyWriter.INT_SMALL_MAX) {
            return first - KeyWriter.INT_ZERO;
        }
        if (first > KeyWriter.INT_ZERO && first <= KeyWriter.INT_MAX) {
            return number(0, first - (KeyWriter.INT_MAX - KeyWriter.INT_WIDTH_MAX));
        }
        if (first >= KeyWriter.INT_MIN && first < KeyWriter.INT_ZERO) {
            return number(-1, KeyWriter.INT_ZERO - first);
        }
        throw damaged();
    }

    /** The inverse of {@link KeyWriter#float8}; a negative zero has become a positive one. */
    public double float8() {
        return switch (next()) {
            case KeyWriter.FLOAT_NAN -> Double.NaN;
            case KeyWriter.FLOAT_ZERO -> 0.0;
            case KeyWriter.FLOAT_NEGATIVE -> Double.longBitsToDouble(~number(0, 8));
            case KeyWriter.FLOAT_POSITIVE -> Double.longBitsToDouble(number(0, 8));
            default -> throw damaged();
        };
    }

    /** The inverse of {@link KeyWriter#bytes}. */
    public byte[] bytes() {
        expect(KeyWriter.BYTES_MARKER);
        int start = position;
        int zeros = skipToTerminator();
        int end = position - 2;
        if (zeros == 0) {
            return Arrays.copyOfRange(bytes, start, end);
        }
        byte[] value = new byte[end - start - zeros];
        for (int from = start, to = 0; from < end; from++, to++) {
            value[to] = bytes[from];
            if (bytes[from] == KeyWriter.ESCAPE) {
                from++; // what follows says that the zero is one
            }
        }
        return value;
    }

    /** Moves behind the terminator that comes next; the number of escaped zeros before it. */
    private int skipToTerminator() {
        int zeros = 0;
        while (true) {
            if (next() == KeyWriter.ESCAPE) {
                int escaped = next();
                if (escaped == KeyWriter.TERMINATOR) {
                    return zeros;
                }
                if (escaped != KeyWriter.ESCAPED_ZERO) {
                    throw damaged();
                }
                zeros++;
            }
        }
    }

    public UUID uuid() {
        expect(KeyWriter.BYTES_MARKER);
        return new UUID(number(0, 8), number(0, 8));
    }

    /** The inverse of {@link KeyWriter#decimal}, without trailing zeros. */
    public BigDecimal decimal() {
        int sign = next();
        if (sign == KeyWriter.DECIMAL_ZERO) {
            return BigDecimal.ZERO;
        }
        if (sign != KeyWriter.DECIMAL_NEGATIVE && sign != KeyWriter.DECIMAL_POSITIVE) {
            throw damaged();
        }
        boolean isNegative = sign == KeyWriter.DECIMAL_NEGATIVE;
        long exponent = isNegative ? -varint() : varint();
        StringBuilder digits = new StringBuilder();
        while (true) {
            int b = isNegative ? 0xFF - next() : next();
            if (b == KeyWriter.TERMINATOR) {
                break;
            }
            digits.append((char) ('0' + b - 2));
        }
        int scale = Math.toIntExact(digits.length() - exponent);
        BigDecimal magnitude = new BigDecimal(new BigInteger(digits.toString()), scale);
        return isNegative ? magnitude.negate() : magnitude;
    }

    private long number(long sign, int width) {
        long value = sign;
        for (int i = 0; i < width; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    private void expect(int marker) {
        if (next() != marker) {
            throw damaged();
        }
    }

    private int next() {
        if (position >= bytes.length) {
            throw damaged();
        }
        return bytes[position++] & 0xFF;
    }

    private static SqlException damaged() {
        return new SqlException(SqlState.DATA_CORRUPTED, "malformed key");
    }
}
