package io.biplane.kvserver.liveness;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.change.NodeState;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node knows of all nodes' liveness. Immutable.
 *
 * @param records newest known record of each node
 * @param liveSince since when, by this node's clock, each node has been seen alive without a gap;
 *     absent for those that are not
 */
public record LivenessView(
        NavigableMap<NodeId, LivenessRecord> records, NavigableMap<NodeId, Timestamp> liveSince) {
    /** Knows no node. */
    public static final LivenessView EMPTY = new LivenessView(new TreeMap<>(), new TreeMap<>());

    /**
     * A node that was not alive is suspect for so long after it came back. Source: CockroachDB
     * {@code server.time_after_store_suspect}, 30 s.
     */
    public static final long SUSPECT_NANOS = 30_000_000_000L;

    public LivenessView {
        records = Collections.unmodifiableNavigableMap(new TreeMap<>(records));
        liveSince = Collections.unmodifiableNavigableMap(new TreeMap<>(liveSince));
    }

    public Optional<LivenessRecord> record(NodeId node) {
        return Optional.ofNullable(records.get(node));
    }

    /** Whether the node's record has not expired. */
    public boolean isLive(NodeId node, Timestamp now) {
        LivenessRecord record = records.get(node);
        return record != null && record.isLive(now);
    }

    /** Whether the node gives its leases away. */
    public boolean isDraining(NodeId node) {
        LivenessRecord record = records.get(node);
        return record != null && record.draining();
    }

    /** The state that is shown of a node; an unknown node is unavailable. */
    public NodeState state(NodeId node, Timestamp now, long storeDeadNanos) {
        LivenessRecord record = records.get(node);
        if (record == null) {
            return NodeState.UNAVAILABLE;
        }
        if (record.membership() == Membership.DECOMMISSIONED) {
            return NodeState.DECOMMISSIONED;
        }
        if (!record.isLive(now)) {
            boolean dead = !record.expiration().plusNanos(storeDeadNanos).isAfter(now);
            return dead ? NodeState.DEAD : NodeState.UNAVAILABLE;
        }
        if (record.membership() == Membership.DECOMMISSIONING) {
            return NodeState.DECOMMISSIONING;
        }
        if (record.draining()) {
            return NodeState.DRAINING;
        }
        Timestamp since = liveSince.get(node);
        boolean suspect = since != null
                && !since.isZero()
                && since.plusNanos(SUSPECT_NANOS).isAfter(now);
        return suspect ? NodeState.SUSPECT : NodeState.LIVE;
    }

    /**
     * This view with a record learnt at {@code now}; the same view when the record is no news.
     *
     * <p>A node first seen alive is not suspect; one whose known record had expired before the new
     * one came is.
     */
    public LivenessView with(LivenessRecord record, Timestamp now) {
        LivenessRecord known = records.get(record.node());
        if (known != null && !record.supersedes(known)) {
            return this;
        }
        TreeMap<NodeId, LivenessRecord> nextRecords = new TreeMap<>(records);
        nextRecords.put(record.node(), record);
        TreeMap<NodeId, Timestamp> nextSince = new TreeMap<>(liveSince);
        if (!record.isLive(now)) {
            nextSince.remove(record.node());
        } else if (known == null || known.expiration().isZero()) {
            nextSince.put(record.node(), Timestamp.ZERO);
        } else if (!known.isLive(now)) {
            nextSince.put(record.node(), now);
        }
        return new LivenessView(nextRecords, nextSince);
    }
}
