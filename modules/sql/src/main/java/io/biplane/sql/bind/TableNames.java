package io.biplane.sql.bind;

import io.biplane.sql.ast.Query.TableName;
import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import java.util.List;

/** Table names: {@code t}, {@code public.t}, {@code defaultdb.t}, {@code defaultdb.public.t}. */
public final class TableNames {
    private static final String DATABASE = "defaultdb";
    private static final String SCHEMA = "public";

    private TableNames() {}

    /** The table {@code name} means; 42P01 if there is none. */
    public static TableDescriptor resolve(CatalogSnapshot catalog, TableName name) {
        checkQualifiers(name);
        return catalog.table(name.table()).orElseThrow(() -> undefined(name));
    }

    public static SqlException undefined(TableName name) {
        return new SqlException(
                SqlState.UNDEFINED_TABLE,
                "relation \"" + String.join(".", name.parts()) + "\" does not exist",
                name.position());
    }

    /** Refuses databases and schemas there are not: 3D000, 3F000. */
    public static void checkQualifiers(TableName name) {
        List<String> parts = name.parts();
        int qualifiers = parts.size() - 1;
        if (qualifiers == 0) {
            return;
        }
        String last = parts.get(qualifiers - 1);
        if (qualifiers > 2) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    "improper qualified name (too many dotted names)",
                    name.position());
        }
        boolean isSchemaKnown = last.equals(SCHEMA) || qualifiers == 1 && last.equals(DATABASE);
        if (!isSchemaKnown) {
            throw new SqlException(
                    SqlState.INVALID_SCHEMA_NAME,
                    "unknown schema \"" + last + "\"",
                    name.position());
        }
        if (qualifiers == 2 && !parts.get(0).equals(DATABASE)) {
            throw new SqlException(
                    SqlState.INVALID_CATALOG_NAME,
                    "database \"" + parts.get(0) + "\" does not exist",
                    name.position());
        }
    }
}
