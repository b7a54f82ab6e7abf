package io.biplane.sqlserver.control;

import io.biplane.kv.server.ServiceMode;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.record.TenantRecord;

import java.util.List;

/** ALTER VIRTUAL CLUSTER … START SERVICE, STOP SERVICE. Source: docs/reference/virtual-clusters.md §4. */
final class ServiceStatements {
    private ServiceStatements() {}

    /** What the statement's first transaction found and did. */
    private record Step(TenantRecord tenant, ServiceRules.Decision decision) {}

    static Promise<ControlReply> alter(
            ControlContext context, ControlStatement.AlterService statement) {
        return Transactions.run(
                        context.kv(),
                        transaction -> Transactions.tenants(transaction)
                                .map(tenants -> decide(transaction, tenants, statement)))
                .flatMap(step -> finish(context, step));
    }

    private static Step decide(
            KvTransaction transaction,
            List<TenantRecord> tenants,
            ControlStatement.AlterService statement) {
        TenantRecord tenant = Transactions.find(tenants, statement.target());
        ServiceRules.Decision decision = ServiceRules.decide(tenant, statement.action());
        if (decision instanceof ServiceRules.Refuse refuse) {
            throw new SqlException(refuse.error());
        }
        if (decision instanceof ServiceRules.Enter enter) {
            write(transaction, tenant, enter.mode());
        } else if (decision == ServiceRules.StopAndWait.INSTANCE
                && tenant.serviceMode() != ServiceMode.STOPPING) {
            write(transaction, tenant, ServiceMode.STOPPING);
        }
        return new Step(tenant, decision);
    }

    private static void write(KvTransaction transaction, TenantRecord tenant, ServiceMode mode) {
        transaction.put(
                SystemTables.tenant(tenant.id()), tenant.withServiceMode(mode).encode());
    }

    private static Promise<ControlReply> finish(ControlContext context, Step step) {
        if (step.decision() == ServiceRules.Nothing.INSTANCE) {
            return Promise.ready(ControlReply.Done.DONE);
        }
        Promise<ControlReply> published =
                Transactions.published(context, CoordinatorPort.RefreshSystem.INSTANCE);
        return step.decision() == ServiceRules.StopAndWait.INSTANCE
                ? published.flatMap(done -> awaitStopped(context, step.tenant()))
                : published;
    }

    private static Promise<ControlReply> awaitStopped(ControlContext context, TenantRecord tenant) {
        return context.coordinator()
                .ask(new CoordinatorPort.AwaitStopped(tenant.id()))
                .map(Transactions::done)
                .flatMap(done -> Transactions.run(
                        context.kv(),
                        transaction -> Transactions.tenants(transaction)
                                .map(tenants -> enterNone(transaction, tenants, tenant))))
                .flatMap(done ->
                        Transactions.published(context, CoordinatorPort.RefreshSystem.INSTANCE));
    }

    /** Another session's STOP may have come first; then nothing is left to do. */
    private static Boolean enterNone(
            KvTransaction transaction, List<TenantRecord> tenants, TenantRecord tenant) {
        for (TenantRecord now : tenants) {
            boolean isStopping =
                    now.id().equals(tenant.id()) && now.serviceMode() == ServiceMode.STOPPING;
            if (isStopping) {
                write(transaction, now, ServiceMode.NONE);
                return true;
            }
        }
        return false;
    }
}
