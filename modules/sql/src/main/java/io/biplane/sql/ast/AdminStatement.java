package io.biplane.sql.ast;

import io.biplane.sql.ast.Query.Name;

import java.util.Optional;

/** Statements about virtual clusters and cluster settings. */
public sealed interface AdminStatement extends Statement {
    /** How a virtual cluster is named. */
    sealed interface ClusterSpec {}

    record ClusterName(Name name) implements ClusterSpec {}

    record ClusterId(String digits, int position) implements ClusterSpec {}

    enum AllClusters implements ClusterSpec {
        ALL
    }

    record ShowVirtualClusters(ClusterSpec target) implements AdminStatement {}

    record CreateVirtualCluster(boolean isIfNotExists, Name name) implements AdminStatement {}

    record DropVirtualCluster(ClusterSpec target, boolean isIfExists, boolean isImmediate)
            implements AdminStatement {}

    record RenameVirtualCluster(ClusterSpec target, Name newName) implements AdminStatement {}

    record AlterService(ClusterSpec target, Service service) implements AdminStatement {}

    /** What a service statement asks for. */
    enum Service {
        START_SHARED,
        START_EXTERNAL,
        STOP
    }

    /**
     * {@code value} is empty for DEFAULT and RESET; {@code target} for the session's own cluster.
     */
    record SetClusterSetting(
            Optional<ClusterSpec> target, Name setting, Optional<String> value, boolean isReset)
            implements AdminStatement {}

    record ShowClusterSetting(Optional<ClusterSpec> target, Name setting)
            implements AdminStatement {}

    record ShowClusterSettings(Optional<ClusterSpec> target, boolean isAll)
            implements AdminStatement {}
}
