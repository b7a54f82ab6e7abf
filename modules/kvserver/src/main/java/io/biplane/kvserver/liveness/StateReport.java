package io.biplane.kvserver.liveness;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.change.NodeState;

import java.util.TreeMap;

/**
 * Puts changes of nodes' states into the trace ({@code node.state}). A node reports itself while it
 * is alive; of the others that are not, the living node of the lowest id reports, so that each
 * change shows about once. Looked at when news comes and at each heartbeat, so expiry shows up to
 * one interval late.
 */
final class StateReport {
    private final NodeLivenessSetup setup;
    private final long startedAtNanos;
    private final TreeMap<NodeId, NodeState> shown = new TreeMap<>();

    StateReport(NodeLivenessSetup setup) {
        this.setup = setup;
        this.startedAtNanos = setup.services().monotonicNanos();
    }

    /**
     * When this process began, by the simulation's time: grows from one process of a node to the
     * next.
     */
    long startedAtNanos() {
        return startedAtNanos;
    }

    void refresh() {
        LivenessView view = setup.view().current();
        Timestamp now = setup.clock().peek();
        boolean speaksForOthers = isLowestLive(view, now);
        for (NodeId node : view.records().keySet()) {
            NodeState state = view.state(node, now, setup.settings().current().storeDeadNanos());
            NodeState before = shown.put(node, state);
            boolean isDown = state == NodeState.UNAVAILABLE || state == NodeState.DEAD;
            boolean mine = node.equals(setup.self()) ? !isDown : isDown && speaksForOthers;
            if (state != before && mine) {
                setup.services().emit(new KvServerChange.NodeStateChanged(node, state));
            }
        }
    }

    private boolean isLowestLive(LivenessView view, Timestamp now) {
        for (NodeId node : view.records().keySet()) {
            if (view.isLive(node, now)) {
                return node.equals(setup.self());
            }
        }
        return false;
    }
}
