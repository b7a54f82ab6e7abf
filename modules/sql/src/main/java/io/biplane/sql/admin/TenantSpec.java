package io.biplane.sql.admin;

/** How a statement names a virtual cluster. */
public sealed interface TenantSpec {
    record ByName(String name) implements TenantSpec {}

    /** {@code [N]}. */
    record ById(long id) implements TenantSpec {}

    /** {@code ALL}, where a statement allows it. */
    enum All implements TenantSpec {
        ALL
    }
}
