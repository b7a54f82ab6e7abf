package io.biplane.node.supervisor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;

import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kvserver.clock.NodeClock;
import io.biplane.kvserver.clock.NodeClockSetup;
import io.biplane.settings.kv.KvConfig;
import io.biplane.settings.registry.SettingNames;

import java.util.List;

/**
 * A process's hybrid clock and the actor that watches it. It comes before everything else of the
 * process.
 */
record ClockWatch(HybridClock clock, ActorRef<NodeClock.Command> actor) {
    /** Spawns the watch as a child of the guardian, which gets its news. */
    static ClockWatch spawn(
            NodeBoot boot,
            HostServices services,
            NodeMetadata memory,
            ActorContext<SystemClusterSupervisor.Command> context) {
        KvConfig config = boot.kv().settings().config();
        HybridClock clock = new HybridClock(services::wallNanos, config.maxOffsetNanos());
        List<NodeId> peers =
                boot.nodes().stream().filter(node -> !node.equals(boot.id())).toList();
        NodeClockSetup setup = new NodeClockSetup(
                boot.id(),
                peers,
                config,
                clock,
                persistIntervalNanos(memory),
                services,
                context.messageAdapter(
                        NodeClock.News.class, SystemClusterSupervisor.ClockNews::new));
        return new ClockWatch(clock, context.spawn(NodeClock.create(setup), "clock"));
    }

    /** The setting as this node last knew it. */
    static long persistIntervalNanos(NodeMetadata memory) {
        return memory.control().systemSettings().durationNanos(SettingNames.CLOCK_BOUND_INTERVAL);
    }
}
