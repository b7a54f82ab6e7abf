package io.biplane.kvserver.store;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kvserver.liveness.LivenessView;
import io.biplane.kvserver.replica.Replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gives leases and leaderships away, a step for each replica at a time, to living nodes that are not draining. */
final class Drain {
    /** One pass under way: who is to hear how it ended, and when at the latest. */
    record Pass(ActorRef<Store.DrainProgress> replyTo, long untilNanos) {}

    private final NodeId self;
    /** Attempts a range; each goes to another candidate, so that one that lags does not hold the range. */
    private final TreeMap<RangeId, Integer> attempts = new TreeMap<>();

    Drain(NodeId self) {
        this.self = self;
    }

    /** Orders the next step of every replica that still has something to give. */
    void push(Map<RangeId, Hosted> replicas, LivenessView liveness, Timestamp now) {
        for (Map.Entry<RangeId, Hosted> entry : replicas.entrySet()) {
            Hosted hosted = entry.getValue();
            if (!hosted.holdsLease() && !hosted.isLeader()) {
                continue;
            }
            Optional<NodeId> target = target(entry.getKey(), hosted, liveness, now);
            if (target.isEmpty()) {
                continue;
            }
            hosted.ref()
                    .tell(
                            hosted.holdsLease()
                                    ? new Replica.TransferLease(target.get())
                                    : new Replica.TransferLeadership(target.get()));
        }
    }

    /** A leader without the lease sends leadership after the lease; otherwise candidates take turns. */
    private Optional<NodeId> target(
            RangeId range, Hosted hosted, LivenessView liveness, Timestamp now) {
        Optional<NodeId> holder =
                hosted.status().flatMap(status -> status.lease()).map(lease -> lease.holder());
        if (!hosted.holdsLease() && holder.isPresent() && !holder.get().equals(self)) {
            return holder;
        }
        List<NodeId> candidates = candidates(hosted.descriptor(), liveness, now);
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        int attempt = attempts.merge(range, 1, Integer::sum) - 1;
        long turn = range.value() + attempt;
        return Optional.of(candidates.get((int) (turn % candidates.size())));
    }

    private List<NodeId> candidates(
            Optional<RangeDescriptor> descriptor, LivenessView liveness, Timestamp now) {
        List<NodeId> candidates = new ArrayList<>();
        if (descriptor.isPresent()) {
            for (ReplicaDescriptor replica : descriptor.get().replicas()) {
                NodeId node = replica.node();
                if (replica.type() == ReplicaDescriptor.Type.VOTER
                        && !node.equals(self)
                        && liveness.isLive(node, now)
                        && !liveness.isDraining(node)) {
                    candidates.add(node);
                }
            }
        }
        return candidates;
    }
}
