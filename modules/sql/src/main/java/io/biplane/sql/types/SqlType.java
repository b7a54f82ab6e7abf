package io.biplane.sql.types;

import io.biplane.base.invariant.Invariant;

/**
 * A type of a column or expression.
 *
 * @param kind what values are
 * @param width most characters of a VARCHAR, digits of a DECIMAL, 0 for no limit
 * @param scale digits behind the point of a DECIMAL with a width, otherwise 0
 */
public record SqlType(Kind kind, int width, int scale) {
    /** Families of values. The Java class of a value depends on the kind only. */
    public enum Kind {
        /** {@code Boolean}. */
        BOOL("bool", 16),
        /** {@code Long}. */
        INT8("int8", 20),
        /** {@code Long}, range-checked when stored or cast. */
        INT4("int4", 23),
        /** {@code Long}, range-checked when stored or cast. */
        INT2("int2", 21),
        /** {@code Double}. */
        FLOAT8("float8", 701),
        /** {@code BigDecimal}. */
        DECIMAL("decimal", 1700),
        /** {@code String}. */
        STRING("string", 25),
        /** {@code String} of at most {@code width} code points when stored or cast. */
        VARCHAR("varchar", 1043),
        /** {@link Bytes}. */
        BYTES("bytes", 17),
        /** {@code Long}: microseconds since 2000-01-01 00:00, no time zone. */
        TIMESTAMP("timestamp", 1114),
        /** {@code Long}: microseconds since 2000-01-01 00:00 UTC. */
        TIMESTAMPTZ("timestamptz", 1184),
        /** {@code java.util.UUID}. */
        UUID("uuid", 2950),
        /** NULL and string literals whose type is not settled; never a column's. */
        UNKNOWN("unknown", 705);

        private final String sqlName;
        private final int oid;

        Kind(String sqlName, int oid) {
            this.sqlName = sqlName;
            this.oid = oid;
        }

        public String sqlName() {
            return sqlName;
        }

        /** PostgreSQL's object id of the type, from {@code pg_type}; docs/reference/sql.md §2.6. */
        public int oid() {
            return oid;
        }

        public boolean isInteger() {
            return this == INT8 || this == INT4 || this == INT2;
        }

        public boolean isNumeric() {
            return isInteger() || this == FLOAT8 || this == DECIMAL;
        }

        public boolean isText() {
            return this == STRING || this == VARCHAR;
        }

        public boolean isTime() {
            return this == TIMESTAMP || this == TIMESTAMPTZ;
        }
    }

    public static final SqlType BOOL = of(Kind.BOOL);
    public static final SqlType INT8 = of(Kind.INT8);
    public static final SqlType INT4 = of(Kind.INT4);
    public static final SqlType INT2 = of(Kind.INT2);
    public static final SqlType FLOAT8 = of(Kind.FLOAT8);
    public static final SqlType DECIMAL = of(Kind.DECIMAL);
    public static final SqlType STRING = of(Kind.STRING);
    public static final SqlType VARCHAR = of(Kind.VARCHAR);
    public static final SqlType BYTES = of(Kind.BYTES);
    public static final SqlType TIMESTAMP = of(Kind.TIMESTAMP);
    public static final SqlType TIMESTAMPTZ = of(Kind.TIMESTAMPTZ);
    public static final SqlType UUID = of(Kind.UUID);
    public static final SqlType UNKNOWN = of(Kind.UNKNOWN);

    public SqlType {
        Invariant.check(
                width >= 0 && scale >= 0 && scale <= Math.max(width, 0),
                "type " + kind + "(" + width + "," + scale + ")");
    }

    public static SqlType of(Kind kind) {
        return new SqlType(kind, 0, 0);
    }

    /** The same kind without width and scale: the type of an expression. */
    public SqlType base() {
        return width == 0 ? this : of(kind);
    }

    /** As {@code SHOW CREATE TABLE} prints it, in upper case. */
    @Override
    public String toString() {
        String name = kind.sqlName().toUpperCase(java.util.Locale.ROOT);
        if (width == 0) {
            return name;
        }
        return scale == 0 ? name + "(" + width + ")" : name + "(" + width + "," + scale + ")";
    }
}
