package io.biplane.kvserver.change;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.settings.kv.ClockText;

import java.util.List;
import java.util.Locale;

/** Changes that replicas, liveness and a node's clock tell of. */
public sealed interface KvServerChange extends StateChange {
    /**
     * The node that tells it took a range's lease, or was given it.
     *
     * @param sequence grows with each new holder
     * @param epoch as {@link io.biplane.kv.api.Lease#epoch}
     */
    record LeaseAcquired(
            RangeId range, long sequence, LeaseKind leaseKind, Timestamp start, long epoch)
            implements KvServerChange {
        @Override
        public String kind() {
            return "lease.acquired";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf(
                    "range",
                    range,
                    "seq",
                    sequence,
                    "kind",
                    leaseKind.name().toLowerCase(Locale.ROOT),
                    "start",
                    start,
                    "epoch",
                    epoch);
        }
    }

    /** The node that tells it handed a range's lease over. */
    record LeaseTransferred(RangeId range, NodeId to) implements KvServerChange {
        @Override
        public String kind() {
            return "lease.transferred";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("range", range, "to", to);
        }
    }

    /** The lease of a range ran out under another holder; the node that tells it is about to take it. */
    record LeaseExpired(RangeId range) implements KvServerChange {
        @Override
        public String kind() {
            return "lease.expired";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("range", range);
        }
    }

    /** The node that tells it leads a range's Raft group from now on. */
    record LeaderElected(RangeId range, long term) implements KvServerChange {
        @Override
        public String kind() {
            return "raft.leader";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("range", range, "term", term);
        }
    }

    /** The node that tells it leads a range's Raft group no more. */
    record LeaderSteppedDown(RangeId range, long term) implements KvServerChange {
        @Override
        public String kind() {
            return "raft.stepdown";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("range", range, "term", term);
        }
    }

    /** A range has other replicas than before. */
    record ReplicasChanged(RangeId range, List<ReplicaDescriptor> replicas)
            implements KvServerChange {
        public ReplicasChanged {
            replicas = List.copyOf(replicas);
        }

        @Override
        public String kind() {
            return "range.replicas";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("range", range, "replicas", text());
        }

        /** {@code n1,n2,n3}, a learner with {@code L} behind it, incoming and outgoing voters with {@code +} and {@code -}. */
        private String text() {
            StringBuilder text = new StringBuilder();
            for (ReplicaDescriptor replica : replicas) {
                text.append(text.isEmpty() ? "" : ",").append(replica.node());
                text.append(
                        switch (replica.type()) {
                            case VOTER -> "";
                            case LEARNER -> "L";
                            case VOTER_INCOMING -> "+";
                            case VOTER_OUTGOING -> "-";
                        });
            }
            return text.toString();
        }
    }

    /** A snapshot of a range is on its way to a replica. */
    record SnapshotSent(RangeId range, NodeId to, long bytes) implements KvServerChange {
        @Override
        public String kind() {
            return "range.snapshot";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("range", range, "to", to, "bytes", bytes);
        }
    }

    /** A snapshot of a range has arrived. */
    record SnapshotDelivered(RangeId range, NodeId to) implements KvServerChange {
        @Override
        public String kind() {
            return "range.snapshot_delivered";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("range", range, "to", to);
        }
    }

    /** A snapshot of a range will not arrive. */
    record SnapshotFailed(RangeId range, NodeId to, String reason) implements KvServerChange {
        @Override
        public String kind() {
            return "range.snapshot_failed";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("range", range, "to", to, "reason", reason);
        }
    }

    /** A node is shown in another state: by itself while it is up, else by the lowest live node. */
    record NodeStateChanged(NodeId node, NodeState state) implements KvServerChange {
        @Override
        public String kind() {
            return "node.state";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("node", node, "state", state);
        }
    }

    /** The node that tells it could not renew its liveness record. */
    record HeartbeatFailed() implements KvServerChange {
        @Override
        public String kind() {
            return "liveness.heartbeat_failed";
        }

        @Override
        public List<Field> fields() {
            return List.of();
        }
    }

    /**
     * A node that is not live lost its epoch, and with it its epoch leases.
     *
     * @param epoch the new one
     */
    record EpochBumped(NodeId node, long epoch) implements KvServerChange {
        @Override
        public String kind() {
            return "liveness.epoch_bumped";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("node", node, "epoch", epoch);
        }
    }

    /**
     * A starting node waits until its clock is past all that an earlier process may have used.
     *
     * @param untilBound whether it waits for the bound the earlier process wrote down, else for the max offset
     */
    record ClockWaitBegun(boolean untilBound, long leftNanos) implements KvServerChange {
        @Override
        public String kind() {
            return "clock.waiting";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("until_bound", untilBound, "left", ClockText.duration(leftNanos));
        }
    }

    /** A node's clock is too far from its peers', and the setting lets it go on. */
    record ClockUnreliable(String reason) implements KvServerChange {
        @Override
        public String kind() {
            return "clock.unreliable";
        }

        @Override
        public List<Field> fields() {
            return Field.listOf("reason", reason);
        }
    }
}
