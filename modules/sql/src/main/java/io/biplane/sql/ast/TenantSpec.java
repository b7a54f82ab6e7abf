package io.biplane.sql.ast;

import io.biplane.base.id.TenantId;

/** How a statement names a virtual cluster. */
public sealed interface TenantSpec {
    /** Name of the system virtual cluster. */
    String SYSTEM_NAME = "system";

    record ByName(String name) implements TenantSpec {
        @Override
        public boolean isSystem() {
            return name.equals(SYSTEM_NAME);
        }
    }

    /** {@code [N]}. */
    record ById(long id) implements TenantSpec {
        @Override
        public boolean isSystem() {
            return id == TenantId.SYSTEM.value();
        }
    }

    /** {@code ALL}, where a statement allows it. */
    enum All implements TenantSpec {
        ALL;

        @Override
        public boolean isSystem() {
            return false;
        }
    }

    /** Whether it names the system virtual cluster and nothing else. */
    boolean isSystem();
}
