package io.biplane.kv.server;

import java.util.Locale;
import java.util.Optional;

/**
 * A yes-or-no permission of a virtual cluster beyond its own data, with its default for all but the
 * system one. The thirteenth capability, {@code span_config_bounds}, is not yes-or-no and gates
 * nothing here. Source: docs/reference/virtual-clusters.md §7.
 */
public enum Capability {
    CAN_ADMIN_RELOCATE_RANGE(false),
    CAN_ADMIN_SCATTER(true),
    CAN_ADMIN_SPLIT(true),
    CAN_ADMIN_UNSPLIT(false),
    CAN_CHECK_CONSISTENCY(false),
    CAN_DEBUG_PROCESS(false),
    CAN_PREPARE_TXNS(false),
    CAN_USE_NODELOCAL_STORAGE(false),
    CAN_VIEW_ALL_METRICS(false),
    CAN_VIEW_NODE_INFO(false),
    CAN_VIEW_TSDB_METRICS(false),
    EXEMPT_FROM_RATE_LIMITING(false);

    private final boolean grantedByDefault;

    Capability(boolean grantedByDefault) {
        this.grantedByDefault = grantedByDefault;
    }

    public boolean isGrantedByDefault() {
        return grantedByDefault;
    }

    /** The capability of that name, such as {@code can_admin_split}. */
    public static Optional<Capability> parse(String name) {
        for (Capability capability : values()) {
            if (capability.toString().equals(name)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
