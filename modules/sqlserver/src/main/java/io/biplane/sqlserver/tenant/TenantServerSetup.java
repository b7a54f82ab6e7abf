package io.biplane.sqlserver.tenant;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.route.KvClient;
import io.biplane.sqlserver.control.CoordinatorClient;
import io.biplane.sqlserver.cost.SqlCostModel;
import io.biplane.sqlserver.transaction.TxnIds;

import java.util.List;
import java.util.function.Function;

/**
 * What all tenant servers of a node are made from.
 *
 * @param node where they run
 * @param binary version of the process
 * @param nodes of the cluster
 * @param storage ways to the ranges
 * @param coordinator way to the node's coordinator
 * @param costs CPU time of SQL work
 * @param services the machine
 */
public record TenantServerSetup(
        NodeId node,
        ClusterVersion binary,
        List<NodeId> nodes,
        Storage storage,
        ActorRef<CoordinatorClient.Question> coordinator,
        SqlCostModel costs,
        HostServices services) {
    public TenantServerSetup {
        nodes = List.copyOf(nodes);
    }

    /**
     * How a tenant server reaches storage: a client of its own, which holds the one reference to the node's wall.
     *
     * @param client behaviour of the client of one tenant
     * @param clock the node's
     * @param maxOffsetNanos greatest difference of two nodes' clocks
     * @param ids names transactions
     * @param lastTenant the highest virtual cluster whose keyspace ends at a range border
     */
    public record Storage(
            Function<TenantId, Behavior<KvClient.Command>> client,
            HybridClock clock,
            long maxOffsetNanos,
            TxnIds ids,
            TenantId lastTenant) {}
}
