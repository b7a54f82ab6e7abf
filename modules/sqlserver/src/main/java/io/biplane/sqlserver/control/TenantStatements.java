package io.biplane.sqlserver.control;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.TenantId;
import io.biplane.kv.server.ServiceMode;
import io.biplane.settings.registry.SettingNames;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.ast.TenantSpec;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.types.SqlType;
import io.biplane.sqlserver.record.DataState;
import io.biplane.sqlserver.record.RowCodec;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.record.TenantRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SHOW, CREATE, DROP and RENAME VIRTUAL CLUSTER. */
final class TenantStatements {
    /** First id of an application virtual cluster. Source: docs/reference/virtual-clusters.md §1. */
    private static final long FIRST_ID = 3;

    /** Source: docs/reference/virtual-clusters.md §2. */
    private static final List<ControlReply.Column> COLUMNS = List.of(
            new ControlReply.Column("id", SqlType.INT8),
            new ControlReply.Column("name", SqlType.STRING),
            new ControlReply.Column("data_state", SqlType.STRING),
            new ControlReply.Column("service_mode", SqlType.STRING));

    private TenantStatements() {}

    static Promise<ControlReply> show(
            ControlContext context, ControlStatement.ShowVirtualClusters statement) {
        return Transactions.run(
                        context.kv(),
                        transaction -> Transactions.tenants(transaction)
                                .map(tenants -> chosen(tenants, statement.target())))
                .map(rows -> new ControlReply.Rows(COLUMNS, rows));
    }

    private static List<Object[]> chosen(List<TenantRecord> tenants, TenantSpec target) {
        List<TenantRecord> chosen = target == TenantSpec.All.ALL
                ? tenants
                : List.of(Transactions.find(tenants, target));
        List<Object[]> rows = new ArrayList<>();
        for (TenantRecord tenant : chosen) {
            if (tenant.dataState() != DataState.DROPPING) {
                rows.add(new Object[] {
                    tenant.id().value(),
                    tenant.name(),
                    tenant.dataState().word(),
                    tenant.serviceMode().toString()
                });
            }
        }
        return rows;
    }

    /**
     * The new virtual cluster's own rows come first, in its own range; its row in {@code system.tenants} makes it exist. A crash
     * between the two leaves rows that the next attempt overwrites.
     */
    static Promise<ControlReply> create(
            ControlContext context, ControlStatement.CreateVirtualCluster statement) {
        return Transactions.run(
                        context.kv(),
                        transaction -> Transactions.tenants(transaction)
                                .map(tenants -> newId(tenants, statement)))
                .flatMap(id -> id.isEmpty()
                        ? Promise.<ControlReply>ready(ControlReply.Done.DONE)
                        : create(context, id.get(), statement));
    }

    private static Promise<ControlReply> create(
            ControlContext context, TenantId id, ControlStatement.CreateVirtualCluster statement) {
        if (id.compareTo(context.server().lastTenant()) > 0) {
            return Promise.failed(SqlError.unsupported(
                    "virtual cluster " + id.value() + ", which needs a split,", 0));
        }
        return Transactions.run(context.kv(), transaction -> {
                    addOwnRows(transaction, id, context.server().storageVersion());
                    return Promise.ready(id);
                })
                .flatMap(done -> Transactions.run(
                        context.kv(),
                        transaction -> Transactions.tenants(transaction)
                                .map(tenants -> insert(transaction, tenants, id, statement))))
                .flatMap(isNew -> isNew
                        ? Transactions.published(context, CoordinatorPort.RefreshSystem.INSTANCE)
                        : create(context, statement));
    }

    /** Inserts the row; false when somebody took the id meanwhile. */
    private static Boolean insert(
            KvTransaction transaction,
            List<TenantRecord> tenants,
            TenantId id,
            ControlStatement.CreateVirtualCluster statement) {
        Optional<TenantId> free = newId(tenants, statement);
        if (!free.equals(Optional.of(id))) {
            return false;
        }
        TenantRecord row =
                new TenantRecord(id, statement.name().text(), DataState.READY, ServiceMode.NONE);
        transaction.insert(SystemTables.tenant(id), row.encode());
        return true;
    }

    /** The next id; empty when the name exists and that is all right. */
    private static Optional<TenantId> newId(
            List<TenantRecord> tenants, ControlStatement.CreateVirtualCluster statement) {
        TenantSpec byName = new TenantSpec.ByName(statement.name().text());
        if (Transactions.lookUp(tenants, byName).isPresent()) {
            if (statement.isIfNotExists()) {
                return Optional.empty();
            }
            throw new SqlException(
                    SqlState.DUPLICATE_OBJECT,
                    "tenant with name \"" + statement.name().text() + "\" already exists");
        }
        long highest = FIRST_ID - 1;
        for (TenantRecord tenant : tenants) {
            highest = Math.max(highest, tenant.id().value());
        }
        return Optional.of(new TenantId(highest + 1));
    }

    private static void addOwnRows(KvTransaction transaction, TenantId id, ClusterVersion version) {
        transaction.put(
                SystemTables.setting(id, SettingNames.VERSION),
                RowCodec.encode(version.toString()));
        transaction.put(SystemTables.user(id, "root"), RowCodec.encode(""));
    }

    static Promise<ControlReply> drop(
            ControlContext context, ControlStatement.DropVirtualCluster statement) {
        if (statement.isImmediate()) {
            return Promise.failed(SqlError.unsupported("DROP VIRTUAL CLUSTER … IMMEDIATE", 0));
        }
        return Transactions.run(
                        context.kv(),
                        transaction -> Transactions.tenants(transaction)
                                .map(tenants -> drop(transaction, tenants, statement)))
                .flatMap(dropped ->
                        Transactions.published(context, CoordinatorPort.RefreshSystem.INSTANCE));
    }

    private static Boolean drop(
            KvTransaction transaction,
            List<TenantRecord> tenants,
            ControlStatement.DropVirtualCluster statement) {
        Optional<TenantRecord> found = Transactions.lookUp(tenants, statement.target());
        if (found.isEmpty() && statement.isIfExists()) {
            return false;
        }
        TenantRecord tenant = Transactions.find(tenants, statement.target());
        if (tenant.dataState() == DataState.DROPPING) {
            throw prerequisite(
                    "tenant \"" + tenant.id().value() + "\" is already in data state DROP");
        }
        if (tenant.serviceMode() != ServiceMode.NONE) {
            throw prerequisiteError("cannot drop tenant \"" + tenant.name() + "\" ("
                            + tenant.id().value() + ") in service mode " + tenant.serviceMode())
                    .hint("Use ALTER VIRTUAL CLUSTER STOP SERVICE before dropping a tenant.")
                    .toException();
        }
        transaction.put(
                SystemTables.tenant(tenant.id()),
                tenant.withDataState(DataState.DROPPING).encode());
        return true;
    }

    static Promise<ControlReply> rename(
            ControlContext context, ControlStatement.RenameVirtualCluster statement) {
        return Transactions.run(
                        context.kv(),
                        transaction -> Transactions.tenants(transaction)
                                .map(tenants -> rename(transaction, tenants, statement)))
                .flatMap(renamed ->
                        Transactions.published(context, CoordinatorPort.RefreshSystem.INSTANCE));
    }

    private static Boolean rename(
            KvTransaction transaction,
            List<TenantRecord> tenants,
            ControlStatement.RenameVirtualCluster statement) {
        TenantRecord tenant = Transactions.find(tenants, statement.target());
        TenantSpec newName = new TenantSpec.ByName(statement.newName().text());
        if (Transactions.lookUp(tenants, newName).isPresent()) {
            throw new SqlException(
                    SqlState.DUPLICATE_OBJECT,
                    "name \"" + statement.newName().text() + "\" is already taken");
        }
        if (tenant.serviceMode() != ServiceMode.NONE) {
            throw prerequisiteError("cannot rename tenant in service mode " + tenant.serviceMode())
                    .hint("Use ALTER VIRTUAL CLUSTER STOP SERVICE before renaming a tenant.")
                    .toException();
        }
        transaction.put(
                SystemTables.tenant(tenant.id()),
                tenant.withName(statement.newName().text()).encode());
        return true;
    }

    private static SqlException prerequisite(String message) {
        return prerequisiteError(message).toException();
    }

    private static SqlError prerequisiteError(String message) {
        return SqlError.of(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, message);
    }
}
