package io.biplane.sql.bind;

import io.biplane.sql.ast.Expr.TypeName;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.util.List;
import java.util.TreeMap;

/** The names types have in SQL. Sources: PostgreSQL 15 manual ch. 8; CockroachDB "Data types". */
public final class TypeNames {
    private static final List<String> KNOWN_BUT_UNSUPPORTED = List.of(
            "bit",
            "box2d",
            "char",
            "character",
            "date",
            "float4",
            "geography",
            "geometry",
            "inet",
            "interval",
            "json",
            "jsonb",
            "name",
            "oid",
            "real",
            "regclass",
            "serial",
            "serial2",
            "serial4",
            "serial8",
            "time",
            "timetz",
            "varbit");

    private static final TreeMap<String, Kind> KINDS = kinds();

    private TypeNames() {}

    private static TreeMap<String, Kind> kinds() {
        TreeMap<String, Kind> kinds = new TreeMap<>();
        add(kinds, Kind.BOOL, "bool", "boolean");
        add(kinds, Kind.INT8, "int8", "int", "integer", "bigint", "int64");
        add(kinds, Kind.INT4, "int4");
        add(kinds, Kind.INT2, "int2", "smallint");
        add(kinds, Kind.FLOAT8, "float8", "float");
        add(kinds, Kind.DECIMAL, "decimal", "numeric", "dec");
        add(kinds, Kind.STRING, "string", "text");
        add(kinds, Kind.VARCHAR, "varchar");
        add(kinds, Kind.BYTES, "bytes", "bytea", "blob");
        add(kinds, Kind.TIMESTAMP, "timestamp");
        add(kinds, Kind.TIMESTAMPTZ, "timestamptz");
        add(kinds, Kind.UUID, "uuid");
        return kinds;
    }

    private static void add(TreeMap<String, Kind> kinds, Kind kind, String... names) {
        for (String name : names) {
            kinds.put(name, kind);
        }
    }

    /** The type {@code name} stands for; fails with 42704, 0A000 or 42601. */
    public static SqlType resolve(TypeName name) {
        Kind kind = KINDS.get(name.name());
        if (kind == null) {
            if (KNOWN_BUT_UNSUPPORTED.contains(name.name())) {
                throw SqlError.unsupported("type " + name.name(), name.position())
                        .toException();
            }
            throw new SqlException(
                    SqlState.UNDEFINED_OBJECT,
                    "type \"" + name.name() + "\" does not exist",
                    name.position());
        }
        if (name.arguments().isEmpty()) {
            return SqlType.of(kind);
        }
        return withArguments(kind, name);
    }

    private static SqlType withArguments(Kind kind, TypeName name) {
        int width = name.arguments().get(0);
        int scale = name.arguments().size() > 1 ? name.arguments().get(1) : 0;
        if (kind.isText() && name.arguments().size() == 1 && width > 0) {
            return new SqlType(Kind.VARCHAR, width, 0);
        }
        if (kind == Kind.DECIMAL && width > 0 && scale <= width) {
            return new SqlType(Kind.DECIMAL, width, scale);
        }
        if (kind.isTime() && width == 6) {
            return SqlType.of(kind);
        }
        throw new SqlException(
                SqlState.SYNTAX_ERROR,
                "invalid modifier for type " + kind.sqlName(),
                name.position());
    }
}
