package io.biplane.kv.route;

import io.biplane.base.id.NodeId;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Which nodes have stopped answering, as the RPC layer's connections and breakers tell a client.
 * Pure.
 *
 * <p>A node is silent from an unanswered request until any answer of it. A silent node is asked
 * last, except for one request each probe interval. Source: CockroachDB {@code rpc/peer.go}
 * (breaker with probe), docs/reference/operations.md §1.
 */
final class PeerHealth {
    private final ToIntFunction<NodeId> distance;
    private final long probeNanos;
    private final Comparator<NodeId> byPreference = this::compare;

    /** Silent nodes, and when each may be asked again. */
    private final TreeMap<NodeId, Long> silentUntilNanos = new TreeMap<>();

    /** When each node last answered. */
    private final TreeMap<NodeId, Long> heardAtNanos = new TreeMap<>();

    PeerHealth(ToIntFunction<NodeId> distance, long probeNanos) {
        this.distance = distance;
        this.probeNanos = probeNanos;
    }

    void answered(NodeId node, long nowNanos) {
        silentUntilNanos.remove(node);
        heardAtNanos.put(node, nowNanos);
    }

    /** Whether the node has answered anything since. */
    boolean heardSince(NodeId node, long sinceNanos) {
        Long heard = heardAtNanos.get(node);
        return heard != null && heard > sinceNanos;
    }

    void silent(NodeId node, long nowNanos) {
        silentUntilNanos.put(node, nowNanos + probeNanos);
    }

    /** Whether to leave the node out for now. */
    boolean isAvoided(NodeId node, long nowNanos) {
        Long until = silentUntilNanos.get(node);
        return until != null && nowNanos < until;
    }

    /**
     * A request is about to go to the node; when it is silent, that is the probe of this interval.
     */
    void asking(NodeId node, long nowNanos) {
        silentUntilNanos.computeIfPresent(node, (key, until) -> nowNanos + probeNanos);
    }

    /** Nearest first; silent ones last. */
    void sortByPreference(List<NodeId> nodes) {
        nodes.sort(byPreference);
    }

    private int compare(NodeId one, NodeId other) {
        if (!silentUntilNanos.isEmpty()) {
            int bySilence = Boolean.compare(
                    silentUntilNanos.containsKey(one), silentUntilNanos.containsKey(other));
            if (bySilence != 0) {
                return bySilence;
            }
        }
        int byDistance = Integer.compare(distance.applyAsInt(one), distance.applyAsInt(other));
        return byDistance != 0 ? byDistance : one.compareTo(other);
    }
}
