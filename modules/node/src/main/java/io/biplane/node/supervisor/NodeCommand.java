package io.biplane.node.supervisor;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kernel.trace.TraceName;
import io.biplane.node.drain.DrainListener;
import io.biplane.node.drain.DrainOptions;
import io.biplane.sql.session.StatementResult;

import java.util.function.Consumer;

/**
 * What an operator at the machine may ask of a node's process: the command line's side door. Listeners and consumers are called
 * within the node's own actor; who passes them from outside brings the call back to where it wants it.
 */
public interface NodeCommand {
    /** Drains the node, or joins the drain under way. */
    @TraceName("node.drain")
    record Drain(DrainOptions options, DrainListener listener)
            implements SystemClusterSupervisor.Command {}

    /**
     * Runs one statement as {@code root} in a session of its own.
     *
     * @param virtualCluster name
     * @param result told once, failures to connect included; not told when the process dies first
     */
    @TraceName("node.run-sql")
    record RunSql(String virtualCluster, String sql, Consumer<StatementResult> result)
            implements SystemClusterSupervisor.Command {}

    /** Makes the SQL server of a virtual cluster on this node fail, as a bug in it would. */
    @TraceName("node.crash-tenant")
    record CrashTenant(String virtualCluster) implements SystemClusterSupervisor.Command {}

    /** Asks this node, which holds the lease, to hand it over. */
    @TraceName("node.transfer-lease")
    record TransferLease(RangeId range, NodeId to) implements SystemClusterSupervisor.Command {}

    /** Asks this node, which leads the Raft group, to hand leadership over and leave the lease where it is. */
    @TraceName("node.transfer-leadership")
    record TransferLeadership(RangeId range, NodeId to)
            implements SystemClusterSupervisor.Command {}
}
