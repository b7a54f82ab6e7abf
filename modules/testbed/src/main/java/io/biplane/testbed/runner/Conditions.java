package io.biplane.testbed.runner;

import io.biplane.scenario.timeline.Condition;
import io.biplane.testbed.cluster.SimCluster;
import io.biplane.testbed.cluster.SimNode;
import io.biplane.testbed.observe.RunRecorder;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Answers whether a state that a step waits for holds now. */
final class Conditions {
    private final SimCluster cluster;
    private final Targets targets;
    private final RunRecorder recorder;

    Conditions(SimCluster cluster, Targets targets, RunRecorder recorder) {
        this.cluster = cluster;
        this.targets = targets;
        this.recorder = recorder;
    }

    boolean holds(Condition condition) {
        if (condition instanceof Condition.Event event) {
            return recorder.countSinceZero(event.kind()) > 0;
        }
        if (condition instanceof Condition.Finalized finalized) {
            boolean changed = recorder.finalizations() > 0;
            return finalized.version().isPresent()
                    ? cluster.activeVersion(finalized.virtualCluster())
                            .isAtLeast(finalized.version().get())
                    : changed;
        }
        if (condition instanceof Condition.AllBinaries binaries) {
            return cluster.nodes().stream()
                    .filter(SimNode::isRunning)
                    .allMatch(node -> node.binary().isAtLeast(binaries.version()));
        }
        Condition.Node node = (Condition.Node) condition;
        Optional<List<String>> names = targets.resolve(List.of(node.node()), new TreeSet<>());
        return names.isPresent()
                && names.get().stream().allMatch(name -> is(cluster.node(name), node.state()));
    }

    private boolean is(SimNode node, Condition.NodeState state) {
        return switch (state) {
            case LIVE -> node.isReady() && !node.isDraining();
            case DRAINING -> node.isDraining() && !node.isDrained();
            case DRAINED -> node.isDrained();
            case DOWN -> !node.isRunning();
            case SUSPECT, DEAD -> recorder.lastNodeState(node.name()).equals(state.name());
        };
    }
}
