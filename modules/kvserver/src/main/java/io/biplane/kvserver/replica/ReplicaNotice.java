package io.biplane.kvserver.replica;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.RangeDescriptor;

/** What a replica tells its store. */
public sealed interface ReplicaNotice {
    RangeId range();

    /** The replica wants {@code Tick} at this instant, which is earlier than any it asked for and did not get yet. */
    @TraceName("replica-notice.deadline-set")
    record DeadlineSet(RangeId range, long atNanos) implements ReplicaNotice {}

    /** Lease, leader, descriptor or sleep changed. */
    @TraceName("replica-notice.status-changed")
    record StatusChanged(ReplicaStatus status) implements ReplicaNotice {
        @Override
        public RangeId range() {
            return status.range();
        }
    }

    /** The replica can serve or redirect from now on, under this descriptor. */
    @TraceName("replica-notice.available")
    record Available(RangeDescriptor descriptor) implements ReplicaNotice {
        @Override
        public RangeId range() {
            return descriptor.id();
        }
    }

    /**
     * The replica is no member of the range any more and has stopped.
     *
     * @param nextReplicaId a replica of this range below this id must not be started here again
     */
    @TraceName("replica-notice.gone")
    record Gone(RangeId range, long nextReplicaId) implements ReplicaNotice {}

    /** A membership change asked for has ended, one way or the other. */
    @TraceName("replica-notice.replicas-changed")
    record ReplicasChanged(RangeId range, boolean isDone, String detail) implements ReplicaNotice {}

    /** A lease or leadership transfer could not begin. */
    @TraceName("replica-notice.transfer-refused")
    record TransferRefused(RangeId range, NodeId to, String reason) implements ReplicaNotice {}
}
