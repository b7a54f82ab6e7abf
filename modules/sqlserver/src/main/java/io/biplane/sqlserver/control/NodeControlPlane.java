package io.biplane.sqlserver.control;

import io.biplane.sql.admin.ControlPlane;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.admin.ControlRequest;
import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.exec.Promise;

import java.util.function.Supplier;

/**
 * SQL's port to the control plane on one node. One a tenant server; each request is carried out in the session that asks, with
 * that session's transactions.
 */
public final class NodeControlPlane implements ControlPlane {
    private final Supplier<Asking> asking;

    /**
     * @param asking the session whose statement runs at this moment
     */
    public NodeControlPlane(Supplier<Asking> asking) {
        this.asking = asking;
    }

    @Override
    public Promise<ControlReply> submit(TenantIdentity tenant, ControlRequest request) {
        Promise<ControlReply> reply;
        try {
            reply = carryOut(asking.get(), request);
        } catch (SqlException refused) {
            return Promise.ready(new ControlReply.Refused(refused.error()));
        }
        return reply.recover(NodeControlPlane::refusedUnlessUnknown);
    }

    /** A refusal is an answer; a statement whose outcome is unknown, or that nobody could take, fails. */
    private static Promise<ControlReply> refusedUnlessUnknown(SqlError error) {
        return switch (error.state()) {
            case STATEMENT_COMPLETION_UNKNOWN, CONNECTION_EXCEPTION, SERIALIZATION_FAILURE ->
                Promise.failed(error);
            default -> Promise.ready(new ControlReply.Refused(error));
        };
    }

    private static Promise<ControlReply> carryOut(Asking asking, ControlRequest request) {
        if (request instanceof ControlRequest.ShowVirtualClusters show) {
            return TenantStatements.show(asking, show);
        }
        if (request instanceof ControlRequest.CreateVirtualCluster create) {
            return TenantStatements.create(asking, create);
        }
        if (request instanceof ControlRequest.DropVirtualCluster drop) {
            return TenantStatements.drop(asking, drop);
        }
        if (request instanceof ControlRequest.RenameVirtualCluster rename) {
            return TenantStatements.rename(asking, rename);
        }
        if (request instanceof ControlRequest.AlterService alter) {
            return ServiceStatements.alter(asking, alter);
        }
        if (request instanceof ControlRequest.SetClusterSetting set) {
            return set.isOwn()
                    ? SettingStatements.setOwn(asking, set)
                    : SettingStatements.override(asking, set);
        }
        if (request instanceof ControlRequest.ShowClusterSetting show) {
            return SettingStatements.showOne(asking, show);
        }
        return SettingStatements.showAll(asking, (ControlRequest.ShowClusterSettings) request);
    }
}
