package io.biplane.sqlserver.flow;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.flow.FlowBatch;
import io.biplane.sql.flow.FlowSpec;
import io.biplane.sqlserver.cost.Wire;

import java.util.List;

/** What the SQL servers of one virtual cluster say to each other. */
public final class FlowProtocol {
    private FlowProtocol() {}

    /** Name of the service on each node. */
    public static String service(TenantId tenant) {
        return "flows-" + tenant.value();
    }

    /** To a flow server on another node. */
    public sealed interface ToDesk extends FlowServer.Command {}

    /**
     * Work on a part of a query.
     *
     * @param flow unique among those of the gateway
     * @param gateway node that wants the rows
     * @param tenant on whose behalf; the flow server serves no other
     * @param replyTo takes the rows
     */
    @TraceName("flow.setup")
    public record Setup(
            long flow, NodeId gateway, TenantId tenant, FlowSpec spec, ActorRef<ToGateway> replyTo)
            implements ToDesk, Transport.Sized {
        /** Spans and a plan; a row of parameters. Our choice: near the size of CockroachDB's for a scan. */
        @Override
        public int wireBytes() {
            return 600 + 80 * spec.spans().size() + Wire.bytesOf(List.of(spec.parameters()));
        }
    }

    /** The gateway wants no more of a flow. */
    @TraceName("flow.cancel")
    public record Cancel(long flow, NodeId gateway) implements ToDesk {}

    /** Are you there? */
    @TraceName("flow.ping")
    public record Ping(NodeId from) implements ToDesk {}

    /** I am. */
    @TraceName("flow.pong")
    public record Pong(NodeId from) implements ToDesk {}

    /** The system virtual cluster's server on that node drains, or serves again. */
    @TraceName("flow.gossip")
    public record Gossip(NodeId from, boolean isDraining) implements ToDesk {}

    /** A row of {@code system.sql_instances} has changed: what a rangefeed on the table would tell. */
    @TraceName("flow.instances-changed")
    public enum InstancesChanged implements ToDesk {
        INSTANCE
    }

    /** To the session that wants the rows. */
    public sealed interface ToGateway {
        long flow();
    }

    /** Rows; {@code worker} takes {@link Credit} for them. */
    @TraceName("flow.rows")
    public record Rows(long flow, FlowBatch batch, ActorRef<ToWorker> worker)
            implements ToGateway, Transport.Sized {
        @Override
        public int wireBytes() {
            int bytes = 64;
            for (Object[] row : batch.rows()) {
                bytes += Wire.bytesOfRow(row);
            }
            return bytes;
        }
    }

    /** The flow has ended without its last rows. */
    @TraceName("flow.failed")
    public record Failed(long flow, SqlError error) implements ToGateway {}

    /** To a worker. */
    public sealed interface ToWorker {}

    /** A batch has been used up: one more may follow. */
    @TraceName("flow.credit")
    public enum Credit implements ToWorker {
        INSTANCE
    }

    /** Tells the desks of one virtual cluster on all other nodes. */
    public static void tellOthers(
            HostServices services,
            List<NodeId> nodes,
            NodeId self,
            TenantId tenant,
            ToDesk message) {
        for (NodeId node : nodes) {
            if (!node.equals(self)) {
                services.transport().send(node.hostName(), service(tenant), message);
            }
        }
    }
}
