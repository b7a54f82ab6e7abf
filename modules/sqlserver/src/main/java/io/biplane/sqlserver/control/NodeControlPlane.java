package io.biplane.sqlserver.control;

import io.biplane.sql.admin.ControlPlane;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.exec.Promise;

/** A session's handle on the control plane of its node: carries each statement out with that session's own transactions. */
public final class NodeControlPlane
        implements ControlPlane, ControlStatement.Handler<Promise<ControlReply>> {
    private final ControlContext context;

    /** The handle of the session that the context belongs to. */
    public NodeControlPlane(ControlContext context) {
        this.context = context;
    }

    @Override
    public Promise<ControlReply> submit(ControlStatement statement) {
        Promise<ControlReply> reply;
        try {
            reply = statement.accept(this);
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

    @Override
    public Promise<ControlReply> showVirtualClusters(
            ControlStatement.ShowVirtualClusters statement) {
        return TenantStatements.show(context, statement);
    }

    @Override
    public Promise<ControlReply> createVirtualCluster(
            ControlStatement.CreateVirtualCluster statement) {
        return TenantStatements.create(context, statement);
    }

    @Override
    public Promise<ControlReply> dropVirtualCluster(ControlStatement.DropVirtualCluster statement) {
        return TenantStatements.drop(context, statement);
    }

    @Override
    public Promise<ControlReply> renameVirtualCluster(
            ControlStatement.RenameVirtualCluster statement) {
        return TenantStatements.rename(context, statement);
    }

    @Override
    public Promise<ControlReply> alterService(ControlStatement.AlterService statement) {
        return ServiceStatements.alter(context, statement);
    }

    @Override
    public Promise<ControlReply> setClusterSetting(ControlStatement.SetClusterSetting statement) {
        return statement.target().isPresent()
                ? SettingStatements.override(
                        context, statement, statement.target().get())
                : SettingStatements.setOwn(context, statement);
    }

    @Override
    public Promise<ControlReply> showClusterSetting(ControlStatement.ShowClusterSetting statement) {
        return SettingStatements.showOne(context, statement);
    }

    @Override
    public Promise<ControlReply> showClusterSettings(
            ControlStatement.ShowClusterSettings statement) {
        return SettingStatements.showAll(context, statement);
    }
}
