package io.biplane.sql.admin;

import java.util.Optional;

/**
 * A statement for the control plane. Names are checked for syntax (docs/reference/virtual-clusters.md §1), the
 * caller's right to ask is checked; whether the target exists and is in the right state is for the
 * control plane.
 */
public sealed interface ControlRequest {
    /**
     * {@code SHOW VIRTUAL CLUSTERS} and {@code SHOW VIRTUAL CLUSTER spec}; answered by {@link
     * ControlReply.VirtualClusters}, ordered by id.
     */
    record ShowVirtualClusters(TenantSpec target) implements ControlRequest {}

    record CreateVirtualCluster(String name, boolean isIfNotExists) implements ControlRequest {}

    record DropVirtualCluster(TenantSpec target, boolean isIfExists, boolean isImmediate)
            implements ControlRequest {}

    record RenameVirtualCluster(TenantSpec target, String newName) implements ControlRequest {}

    /** {@code START SERVICE SHARED}, {@code START SERVICE EXTERNAL}, {@code STOP SERVICE}. */
    record AlterService(TenantSpec target, ServiceAction action) implements ControlRequest {}

    /** What {@link AlterService} asks for. */
    enum ServiceAction {
        START_SHARED,
        START_EXTERNAL,
        STOP
    }

    /**
     * {@code SET CLUSTER SETTING name = value}; without a value {@code RESET} or {@code = DEFAULT}.
     *
     * @param isOwn the session's own virtual cluster sets its own value; otherwise the operator
     *     overrides it for {@code target}
     * @param value as text in the setting's own notation: {@code true}, {@code 10s}, {@code 24.1}
     */
    record SetClusterSetting(TenantSpec target, boolean isOwn, String name, Optional<String> value)
            implements ControlRequest {}

    /**
     * {@code SHOW CLUSTER SETTING name [FOR VIRTUAL CLUSTER target]}:
     * {@link ControlReply.SettingValue}.
     */
    record ShowClusterSetting(TenantSpec target, boolean isOwn, String name)
            implements ControlRequest {}

    /**
     * {@code SHOW [ALL] CLUSTER SETTINGS [FOR VIRTUAL CLUSTER target]}:
     * {@link ControlReply.Settings}.
     *
     * @param isAll also the settings that are not public
     */
    record ShowClusterSettings(TenantSpec target, boolean isOwn, boolean isAll)
            implements ControlRequest {}
}
