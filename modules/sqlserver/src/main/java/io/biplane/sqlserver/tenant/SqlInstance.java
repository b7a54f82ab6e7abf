package io.biplane.sqlserver.tenant;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.settings.registry.SettingNames;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.TxnOptions;
import io.biplane.sqlserver.control.ControlContext;
import io.biplane.sqlserver.control.VersionStatements;
import io.biplane.sqlserver.flow.FlowProtocol;
import io.biplane.sqlserver.record.InstanceRecord;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.transaction.KvPort;

import java.util.List;
import java.util.TreeMap;

/** What a tenant server does on its own account: its row in {@code system.sql_instances}, and automatic upgrades. */
final class SqlInstance {
    /** Source: docs/reference/operations.md §1: SQL instance sessions live about 40 s. */
    private static final long INSTANCE_LIFE_NANOS = 40_000_000_000L;

    private final TenantServerSetup setup;
    private final ControlContext context;
    private final KvPort kv;
    private boolean isUpgrading;
    private boolean isDraining;

    SqlInstance(TenantServerSetup setup, ControlContext context, KvPort kv) {
        this.setup = setup;
        this.context = context;
        this.kv = kv;
    }

    /** Renews the instance's row. A failure is left to the next beat. */
    void heartbeat() {
        putRow();
    }

    /** Writes the first row, and tells the other servers of it. */
    void signOn() {
        putRow().then(answered -> tellOthers(FlowProtocol.InstancesChanged.INSTANCE));
    }

    /**
     * From here on the row says so, as far as its version knows the column; who plans distributed queries is told. Source: CockroachDB
     * sets it first of all when a drain begins.
     */
    void showDraining() {
        isDraining = true;
        if (context.server().version().isAtLeast(InstanceRecord.HAS_DRAINING)) {
            putRow().then(answered -> tellOthers(FlowProtocol.InstancesChanged.INSTANCE));
        }
    }

    private Promise<BatchReply> putRow() {
        InstanceRecord record = new InstanceRecord(
                setup.binary(), setup.services().wallNanos() + INSTANCE_LIFE_NANOS, isDraining);
        return kv.send(List.of(new KvRequest.Put(
                SystemTables.sqlInstance(context.server().tenant(), setup.node()),
                record.encode(context.server().version()))));
    }

    /** Takes the row back. The answer, good or bad, ends the server. */
    void signOff() {
        kv.send(List.of(new KvRequest.Delete(
                        SystemTables.sqlInstance(context.server().tenant(), setup.node()))))
                .then(answered -> tellOthers(FlowProtocol.InstancesChanged.INSTANCE));
    }

    /** The system's servers are known by what they say of themselves. */
    void gossip(boolean draining) {
        if (context.server().tenant().isSystem()) {
            tellOthers(new FlowProtocol.Gossip(setup.node(), draining));
        }
    }

    private void tellOthers(FlowProtocol.ToDesk message) {
        FlowProtocol.tellOthers(
                setup.services(), setup.nodes(), setup.node(), context.server().tenant(), message);
    }

    /**
     * Raises the version when every SQL server of the virtual cluster can run the next one and no setting holds it back. Of all
     * nodes the lowest one that runs does it. Source: docs/reference/operations.md §4: target = min(lowest SQL
     * instance binary, storage version); for the system itself every node must be there.
     */
    void upgrade() {
        boolean isAllowed = context.server().settings().bool(SettingNames.AUTO_UPGRADE)
                && context.server()
                        .settings()
                        .value(SettingNames.PRESERVE_DOWNGRADE)
                        .isEmpty();
        if (isUpgrading || !isAllowed) {
            return;
        }
        isUpgrading = true;
        KvTransaction transaction = kv.begin(TxnOptions.implicit(true, 0));
        VersionStatements.instances(context, transaction).onComplete(outcome -> {
            transaction.rollback();
            isUpgrading = false;
            if (outcome instanceof Promise.Success<TreeMap<NodeId, ClusterVersion>> read) {
                raiseIfBehind(read.value());
            }
        });
    }

    private void raiseIfBehind(TreeMap<NodeId, ClusterVersion> binaries) {
        boolean isMine = !binaries.isEmpty() && binaries.firstKey().equals(setup.node());
        boolean isSystem = context.server().tenant().isSystem();
        boolean isComplete = !isSystem || binaries.size() == setup.nodes().size();
        if (!isMine || !isComplete) {
            return;
        }
        ClusterVersion target = isSystem ? setup.binary() : context.server().storageVersion();
        for (ClusterVersion binary : binaries.values()) {
            target = target.isAtLeast(binary) ? binary : target;
        }
        if (!context.server().version().isAtLeast(target)) {
            isUpgrading = true;
            VersionStatements.raise(context, target).onComplete(outcome -> isUpgrading = false);
        }
    }
}
