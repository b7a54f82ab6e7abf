package io.biplane.sql.admin;

import io.biplane.sql.error.SqlError;

import java.util.List;
import java.util.Optional;

/** The control plane's answers. The session turns them into rows and command tags. */
public sealed interface ControlReply {
    /** Done; the session knows the command tag. */
    enum Done implements ControlReply {
        DONE
    }

    /** Ordered by id; those being dropped are left out. */
    record VirtualClusters(List<VirtualCluster> clusters) implements ControlReply {
        public VirtualClusters {
            clusters = List.copyOf(clusters);
        }
    }

    /**
     * One row of {@code SHOW VIRTUAL CLUSTERS}.
     *
     * @param name empty for an unnamed one, shown as NULL
     * @param dataState {@code add}, {@code ready}
     * @param serviceMode {@code none}, {@code external}, {@code shared}, {@code stopping}
     */
    record VirtualCluster(long id, Optional<String> name, String dataState, String serviceMode) {}

    /**
     * One setting's effective value, or its override.
     *
     * @param type letter of the setting's type: b, z, d, e, f, i, s, v (docs/reference/virtual-clusters.md §6)
     * @param value empty when {@code FOR VIRTUAL CLUSTER} was asked and nothing overrides
     */
    record SettingValue(String type, Optional<String> value) implements ControlReply {}

    /** Ordered by name. */
    record Settings(List<Setting> settings) implements ControlReply {
        public Settings {
            settings = List.copyOf(settings);
        }
    }

    /**
     * One row of {@code SHOW CLUSTER SETTINGS}.
     *
     * @param origin {@code default} or {@code override}; for another virtual cluster
     *     {@code no-override}, {@code
     *     per-tenant-override}, {@code all-tenants-override}
     */
    record Setting(
            String name,
            Optional<String> value,
            String type,
            String description,
            String defaultValue,
            String origin) {}

    /** Not done, for a reason the user should see. */
    record Refused(SqlError error) implements ControlReply {}
}
