package io.biplane.sql.session;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.types.Bytes;
import io.biplane.sql.types.Casts;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** Values a client sent for placeholders, as values of the types that were inferred. */
final class ParameterValues {
    private ParameterValues() {}

    static Object[] convert(List<?> values, List<SqlType> types) {
        if (values.size() != types.size()) {
            throw new SqlException(
                    SqlState.UNDEFINED_PARAMETER,
                    "expected " + types.size() + " arguments, got " + values.size());
        }
        Object[] converted = new Object[types.size()];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = convert(values.get(i), types.get(i), i + 1);
        }
        return converted;
    }

    private static Object convert(Object value, SqlType type, int number) {
        if (value == Null.NULL) {
            return value;
        }
        Object normal = normal(value);
        Kind from = kind(normal);
        if (from == Kind.INT8 && type.kind().isTime()) {
            return normal;
        }
        if (from == Kind.UNKNOWN || !Casts.isCastable(from, type.kind())) {
            throw new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    "argument $" + number + " of class " + value.getClass().getSimpleName()
                            + " is no value of type " + type.kind().sqlName());
        }
        return Casts.cast(normal, from, type);
    }

    private static Object normal(Object value) {
        if (value instanceof Integer || value instanceof Short) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean bool) {
            return bool ? Boolean.TRUE : Boolean.FALSE;
        }
        return value instanceof byte[] bytes ? Bytes.wrap(bytes.clone()) : value;
    }

    private static Kind kind(Object value) {
        if (value instanceof Long) {
            return Kind.INT8;
        }
        if (value instanceof String) {
            return Kind.STRING;
        }
        if (value instanceof Double) {
            return Kind.FLOAT8;
        }
        if (value instanceof BigDecimal) {
            return Kind.DECIMAL;
        }
        if (value instanceof Boolean) {
            return Kind.BOOL;
        }
        if (value instanceof Bytes) {
            return Kind.BYTES;
        }
        return value instanceof UUID ? Kind.UUID : Kind.UNKNOWN;
    }
}
