package io.biplane.sql.catalog;

import io.biplane.sql.types.KeyEncoding;
import io.biplane.sql.types.KeyReader;
import io.biplane.sql.types.KeyWriter;
import io.biplane.sql.types.SqlType.Kind;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Column values within a row's value. As in keys, except where a key loses something: decimals keep
 * their scale, floats the sign of zero.
 */
final class ValueCodec {
    private ValueCodec() {}

    static void write(KeyWriter writer, Kind kind, Object value) {
        if (kind == Kind.DECIMAL) {
            BigDecimal decimal = (BigDecimal) value;
            writer.varint(decimal.scale());
            writer.bytes(decimal.unscaledValue().toByteArray());
        } else if (kind == Kind.FLOAT8) {
            writer.varint(Double.doubleToLongBits((Double) value));
        } else {
            KeyEncoding.appendValue(writer, kind, value);
        }
    }

    static Object read(KeyReader reader, Kind kind) {
        if (kind == Kind.DECIMAL) {
            int scale = (int) reader.varint();
            return new BigDecimal(new BigInteger(reader.bytes()), scale);
        }
        if (kind == Kind.FLOAT8) {
            return Double.longBitsToDouble(reader.varint());
        }
        return KeyEncoding.readValue(reader, kind);
    }
}
