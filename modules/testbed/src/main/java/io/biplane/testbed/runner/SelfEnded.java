package io.biplane.testbed.runner;

import io.biplane.testbed.cluster.SimNode;

import java.util.List;

/**
 * Nodes whose processes ended themselves over their clocks. Nobody starts such a process by itself,
 * as no operator's tool would: it stays down until {@code restart}, until the fault that was in
 * force when it ended is over, or until {@code heal}.
 */
final class SelfEnded {
    private final World world;
    private final NodeVerbs nodes;

    SelfEnded(World world, NodeVerbs nodes) {
        this.world = world;
        this.nodes = nodes;
    }

    /** Those that ended at an instant or later, and are not on one of the machines to leave out. */
    List<SimNode> since(long atNanos, List<String> leftOut) {
        return world.cluster().nodes().stream()
                .filter(node -> node.endedOverClockSince(atNanos) && !node.isRunning())
                .filter(node -> !leftOut.contains(node.name()))
                .toList();
    }

    /** Starts them; goes on once each serves, or has ended again. */
    void bringBack(List<SimNode> ended, String why, VerbExecutor.Progress progress, Runnable next) {
        if (ended.isEmpty()) {
            next.run();
            return;
        }
        for (SimNode node : ended) {
            progress.note(node.name() + " is started again: " + why);
            node.boot();
        }
        nodes.awaitUp(ended, next);
    }
}
