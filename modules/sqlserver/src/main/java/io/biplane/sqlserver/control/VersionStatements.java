package io.biplane.sqlserver.control;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.kv.server.ServiceMode;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.version.VersionRules;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.ScanPage;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.sqlserver.record.InstanceRecord;
import io.biplane.sqlserver.record.RowCodec;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.record.TenantRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** SET CLUSTER SETTING version: finalizing an upgrade, of the storage cluster or of one virtual cluster. */
public final class VersionStatements {
    private VersionStatements() {}

    /** Raises the context virtual cluster's version; every refusal is traced as {@code version.refused}. */
    static Promise<ControlReply> raise(ControlContext context, Optional<String> value) {
        if (value.isEmpty()) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, "cannot RESET cluster version setting");
        }
        return raise(context, ClusterVersion.parse(value.get()));
    }

    /** Raises the context virtual cluster's version; nothing happens when it has it already. */
    public static Promise<ControlReply> raise(ControlContext context, ClusterVersion to) {
        ServerView server = context.server();
        Promise<ControlReply> raised = current(context)
                .flatMap(from -> to.equals(from)
                        ? Promise.<ControlReply>ready(ControlReply.Done.DONE)
                        : checked(context, from, to));
        return raised.recover(error -> {
            server.services()
                    .emit(new SqlServerChange.FinalizationRefused(server.name(), error.message()));
            return Promise.failed(error);
        });
    }

    /** The active version as stored, not as cached. */
    private static Promise<ClusterVersion> current(ControlContext context) {
        Key key = versionKey(context.server().tenant());
        return Transactions.run(
                context.kv(),
                transaction -> transaction
                        .get(List.of(key))
                        .map(values -> values.get(0)
                                .map(bytes -> ClusterVersion.parse(RowCodec.decodeOne(bytes)))
                                .orElseGet(() -> context.server().version())));
    }

    private static Promise<ControlReply> checked(
            ControlContext context, ClusterVersion from, ClusterVersion to) {
        ServerView server = context.server();
        String preserve = server.settings().value(SettingNames.PRESERVE_DOWNGRADE);
        VersionRules.Raise raise = new VersionRules.Raise(from, to, server.binary(), preserve);
        Optional<String> early = server.tenant().isSystem()
                ? Optional.empty()
                : VersionRules.refusalToRaiseAbove(server.storageVersion(), from, to);
        boolean isDowngrade = !to.isAtLeast(from);
        Optional<String> refusal =
                isDowngrade || early.isEmpty() ? VersionRules.refusalToRaise(raise) : early;
        refuse(refusal);
        return server.tenant().isSystem()
                ? raiseStorage(context, from, to)
                : raiseTenant(context, from, to);
    }

    /** First no virtual cluster may be left behind, then every node must know, then the row is written. */
    private static Promise<ControlReply> raiseStorage(
            ControlContext context, ClusterVersion from, ClusterVersion to) {
        return Transactions.run(context.kv(), VersionStatements::servedVersions)
                .flatMap(versions -> {
                    refuse(VersionRules.refusalToLeaveBehind(versions, to));
                    return context.coordinator().ask(new CoordinatorPort.RaiseStorageVersion(to));
                })
                .map(Transactions::done)
                .flatMap(done -> write(context, from, to))
                .flatMap(done ->
                        Transactions.published(context, CoordinatorPort.RefreshSystem.INSTANCE));
    }

    /** Versions of the virtual clusters that are served, by name. */
    private static Promise<TreeMap<String, ClusterVersion>> servedVersions(
            KvTransaction transaction) {
        return Transactions.tenants(transaction).flatMap(tenants -> {
            List<TenantRecord> served = new ArrayList<>();
            List<Key> keys = new ArrayList<>();
            for (TenantRecord tenant : tenants) {
                if (!tenant.id().isSystem() && tenant.serviceMode() != ServiceMode.NONE) {
                    served.add(tenant);
                    keys.add(versionKey(tenant.id()));
                }
            }
            return keys.isEmpty()
                    ? Promise.ready(new TreeMap<>())
                    : transaction.get(keys).map(values -> byName(served, values));
        });
    }

    private static TreeMap<String, ClusterVersion> byName(
            List<TenantRecord> served, List<Optional<byte[]>> values) {
        TreeMap<String, ClusterVersion> versions = new TreeMap<>();
        for (int i = 0; i < served.size(); i++) {
            String name = served.get(i).name();
            values.get(i)
                    .ifPresent(bytes ->
                            versions.put(name, ClusterVersion.parse(RowCodec.decodeOne(bytes))));
        }
        return versions;
    }

    /** All SQL servers of the virtual cluster must know the version, then the row is written. */
    private static Promise<ControlReply> raiseTenant(
            ControlContext context, ClusterVersion from, ClusterVersion to) {
        return Transactions.run(context.kv(), transaction -> instances(context, transaction))
                .flatMap(binaries -> {
                    refuse(VersionRules.refusalByInstances(binaries, to));
                    return write(context, from, to);
                })
                .flatMap(done ->
                        Transactions.published(context, CoordinatorPort.RefreshOwn.INSTANCE));
    }

    /** Binaries of the virtual cluster's SQL servers whose sessions have not expired, by node. */
    public static Promise<TreeMap<NodeId, ClusterVersion>> instances(
            ControlContext context, KvTransaction transaction) {
        TenantId tenant = context.server().tenant();
        long nowNanos = context.server().services().wallNanos();
        return Transactions.scan(transaction, SystemTables.sqlInstances(tenant), new ArrayList<>())
                .map(rows -> {
                    TreeMap<NodeId, ClusterVersion> binaries = new TreeMap<>();
                    for (ScanPage.Pair row : rows) {
                        InstanceRecord instance = InstanceRecord.decode(row.value());
                        if (instance.expiresAtNanos() > nowNanos) {
                            binaries.put(
                                    SystemTables.instanceOf(tenant, row.key()), instance.binary());
                        }
                    }
                    return binaries;
                });
    }

    /** Writes the version unless somebody else has, and takes the hold on downgrades back. */
    private static Promise<ControlReply> write(
            ControlContext context, ClusterVersion from, ClusterVersion to) {
        TenantId tenant = context.server().tenant();
        Key key = versionKey(tenant);
        return Transactions.run(
                        context.kv(),
                        transaction -> transaction.get(List.of(key)).map(values -> {
                            ClusterVersion now = values.get(0)
                                    .map(bytes -> ClusterVersion.parse(RowCodec.decodeOne(bytes)))
                                    .orElse(from);
                            if (to.isAtLeast(now)) {
                                transaction.put(key, RowCodec.encode(to.toString()));
                                transaction.delete(SystemTables.setting(
                                        tenant, SettingNames.PRESERVE_DOWNGRADE));
                            }
                            return true;
                        }))
                .map(done -> {
                    context.server()
                            .services()
                            .emit(new SqlServerChange.VersionFinalized(
                                    context.server().name(), to));
                    return ControlReply.Done.DONE;
                });
    }

    private static Key versionKey(TenantId tenant) {
        return SystemTables.setting(tenant, SettingNames.VERSION);
    }

    private static void refuse(Optional<String> refusal) {
        refusal.ifPresent(text -> {
            throw new SqlException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, text);
        });
    }
}
