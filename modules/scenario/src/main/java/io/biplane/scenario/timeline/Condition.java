package io.biplane.scenario.timeline;

import io.biplane.base.id.ClusterVersion;
import io.biplane.scenario.source.SourcePosition;

import java.util.Optional;

/** A state of the cluster that a step waits for. */
public sealed interface Condition {
    /** Where the file says it. */
    SourcePosition mark();

    /** A node is in a state: {@code dead(n3)}. */
    record Node(Target node, NodeState state, SourcePosition mark) implements Condition {}

    /**
     * A virtual cluster's active version is at least the given one, or any change of it happened:
     * {@code finalized(main)}.
     */
    record Finalized(String virtualCluster, Optional<ClusterVersion> version, SourcePosition mark)
            implements Condition {}

    /** Every running node has at least this binary: {@code all_binaries(24.2)}. */
    record AllBinaries(ClusterVersion version, SourcePosition mark) implements Condition {}

    /** A state change of that kind was traced: {@code event(lease.acquired)}. */
    record Event(String kind, SourcePosition mark) implements Condition {}

    /** States a condition can name. Source of the words: docs/reference/operations.md §1. */
    enum NodeState {
        /** Its process runs and serves. */
        LIVE,
        /** Recently not live. */
        SUSPECT,
        /** A drain has begun and not ended. */
        DRAINING,
        /** A drain has ended. */
        DRAINED,
        /** Silent for {@code server.time_until_store_dead}. */
        DEAD,
        /** Its process does not run. */
        DOWN
    }
}
