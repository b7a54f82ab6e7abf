package io.biplane.kvserver.clock;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.clock.HybridClock;
import io.biplane.settings.kv.KvConfig;

import java.util.List;

/**
 * What the watch over a node's clock is made from.
 *
 * @param self its node
 * @param peers the other nodes
 * @param config limits, ping interval and patience
 * @param clock the node's hybrid clock, watched from now on
 * @param persistIntervalNanos {@code server.clock.persist_upper_bound_interval} as last known; 0
 *     persists nothing
 * @param services the machine
 * @param listener told {@link NodeClock.News}
 */
public record NodeClockSetup(
        NodeId self,
        List<NodeId> peers,
        KvConfig config,
        HybridClock clock,
        long persistIntervalNanos,
        HostServices services,
        ActorRef<NodeClock.News> listener) {
    public NodeClockSetup {
        peers = List.copyOf(peers);
    }
}
