package io.biplane.sqlserver.control;

import io.biplane.sql.admin.ControlPlane;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.admin.ControlRequest;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.exec.Promise;

/** A session's handle on the control plane of its node: carries each request out with that session's own transactions. */
public final class NodeControlPlane implements ControlPlane {
    private final ControlContext context;

    /** The handle of the session that the context belongs to. */
    public NodeControlPlane(ControlContext context) {
        this.context = context;
    }

    @Override
    public Promise<ControlReply> submit(ControlRequest request) {
        Promise<ControlReply> reply;
        try {
            reply = carryOut(context, request);
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

    private static Promise<ControlReply> carryOut(ControlContext context, ControlRequest request) {
        if (request instanceof ControlRequest.ShowVirtualClusters show) {
            return TenantStatements.show(context, show);
        }
        if (request instanceof ControlRequest.CreateVirtualCluster create) {
            return TenantStatements.create(context, create);
        }
        if (request instanceof ControlRequest.DropVirtualCluster drop) {
            return TenantStatements.drop(context, drop);
        }
        if (request instanceof ControlRequest.RenameVirtualCluster rename) {
            return TenantStatements.rename(context, rename);
        }
        if (request instanceof ControlRequest.AlterService alter) {
            return ServiceStatements.alter(context, alter);
        }
        if (request instanceof ControlRequest.SetClusterSetting set) {
            return set.isOwn()
                    ? SettingStatements.setOwn(context, set)
                    : SettingStatements.override(context, set);
        }
        if (request instanceof ControlRequest.ShowClusterSetting show) {
            return SettingStatements.showOne(context, show);
        }
        return SettingStatements.showAll(context, (ControlRequest.ShowClusterSettings) request);
    }
}
