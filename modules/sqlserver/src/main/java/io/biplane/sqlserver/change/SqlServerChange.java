package io.biplane.sqlserver.change;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.trace.StateChange;
import io.biplane.sqlserver.drain.ServerDrain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Changes that SQL servers, their sessions and the statements of the control plane tell of. */
public sealed interface SqlServerChange extends StateChange {
    /** The SQL server of a virtual cluster serves on a node. */
    record TenantStarted(TenantId tenant, String name, NodeId node) implements SqlServerChange {
        @Override
        public String kind() {
            return "tenant.started";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", tenant.value(), "name", name, "node", node);
        }
    }

    /** The SQL server of a virtual cluster has ended on a node, as a drain or an operator wanted. */
    record TenantStopped(TenantId tenant, String name, NodeId node) implements SqlServerChange {
        @Override
        public String kind() {
            return "tenant.stopped";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", tenant.value(), "name", name, "node", node);
        }
    }

    /** The SQL server of a virtual cluster fails on a node; it is started again. */
    record TenantCrashed(TenantId tenant, String name, NodeId node) implements SqlServerChange {
        @Override
        public String kind() {
            return "tenant.crashed";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", tenant.value(), "name", name, "node", node);
        }
    }

    /** The SQL server of a virtual cluster does not start: this binary must not serve the cluster's version. */
    record ServerRefused(String virtualCluster, String reason) implements SqlServerChange {
        @Override
        public String kind() {
            return "version.refused";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("scope", virtualCluster, "reason", reason);
        }
    }

    /** A statement that was to raise a virtual cluster's version was refused. */
    record FinalizationRefused(String virtualCluster, String reason) implements SqlServerChange {
        @Override
        public String kind() {
            return "version.refused";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("scope", virtualCluster, "reason", reason);
        }
    }

    /** A virtual cluster's version was raised for good. */
    record VersionFinalized(String virtualCluster, ClusterVersion version)
            implements SqlServerChange {
        @Override
        public String kind() {
            return "version.finalized";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("scope", virtualCluster, "version", version);
        }
    }

    /**
     * A cluster setting was set or reset.
     *
     * @param virtualCluster whose, or the words of an override for others
     * @param value empty when it was reset to its default
     */
    record SettingChanged(String virtualCluster, String setting, Optional<String> value)
            implements SqlServerChange {
        @Override
        public String kind() {
            return "setting.changed";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf(
                    "tenant", virtualCluster, "name", setting, "value", value.orElse("default"));
        }
    }

    /** A client's session begins. */
    record SessionOpened(String virtualCluster, String client) implements SqlServerChange {
        @Override
        public String kind() {
            return "session.opened";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", virtualCluster, "client", client);
        }
    }

    /**
     * A session has ended.
     *
     * @param reason an SQLSTATE, or {@code client} when the client closed it
     */
    record SessionClosed(String virtualCluster, String client, String reason)
            implements SqlServerChange {
        @Override
        public String kind() {
            return "session.closed";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", virtualCluster, "client", client, "reason", reason);
        }
    }

    /** A statement was in no plan cache and had to be planned. */
    record PlanMissed(String virtualCluster) implements SqlServerChange {
        @Override
        public String kind() {
            return "plan.cold";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", virtualCluster);
        }
    }

    /** A user was not in a server's cache and had to be read. */
    record UserCacheMissed(String virtualCluster) implements SqlServerChange {
        @Override
        public String kind() {
            return "kv.cache_miss";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", virtualCluster, "kind", "users");
        }
    }

    /** Descriptors of tables were not in a session's cache and had to be read. */
    record DescriptorCacheMissed(String virtualCluster) implements SqlServerChange {
        @Override
        public String kind() {
            return "kv.cache_miss";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", virtualCluster, "kind", "descriptors");
        }
    }

    /**
     * A draining server takes no part of a query.
     *
     * @param gateway where the query runs
     */
    record FlowRefused(String virtualCluster, NodeId gateway) implements SqlServerChange {
        @Override
        public String kind() {
            return "flow.refused";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", virtualCluster, "gateway", gateway);
        }
    }

    /**
     * A draining server ends a part of a query that is not done.
     *
     * @param gateway where the query runs
     */
    record FlowCut(String virtualCluster, NodeId gateway) implements SqlServerChange {
        @Override
        public String kind() {
            return "flow.cut";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", virtualCluster, "gateway", gateway);
        }
    }

    /**
     * A distributed query runs again, on its gateway alone.
     *
     * @param code SQLSTATE of what its first run ended with
     */
    record FlowRerun(String virtualCluster, String code) implements SqlServerChange {
        @Override
        public String kind() {
            return "flow.rerun";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("tenant", virtualCluster, "code", code);
        }
    }

    /** The drain of a virtual cluster's SQL server entered a phase. */
    record ServerDrainEntered(NodeId node, String virtualCluster, ServerDrain.Phase phase)
            implements SqlServerChange {
        @Override
        public String kind() {
            return "drain.phase";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf(
                    "node",
                    node,
                    "tenant",
                    virtualCluster,
                    "phase",
                    phase.name().toLowerCase(Locale.ROOT));
        }
    }
}
