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

/**
 * Gives leases and leaderships away in passes, a step for each replica at a time, to living nodes that are not draining. A pass ends
 * when nothing is left or its time is up.
 */
final class Drain implements StoreQueue {
    /** A pass orders again so often what has not moved. Our choice: a Raft tick. */
    private static final long PUSH_NANOS = 500_000_000L;

    /** One pass under way: who is to hear how it ended, and when at the latest. */
    private record Pass(ActorRef<Store.DrainProgress> replyTo, long untilNanos) {}

    private final StoreSetup setup;
    private final Replicas replicas;
    /** Attempts a range; each goes to another candidate, so that one that lags does not hold the range. */
    private final TreeMap<RangeId, Integer> attempts = new TreeMap<>();

    private Optional<Pass> pass = Optional.empty();
    /** When what has not moved is ordered again; {@code Long.MAX_VALUE} outside a pass. */
    private long pushAtNanos = Long.MAX_VALUE;

    private boolean isDraining;

    Drain(StoreSetup setup, Replicas replicas) {
        this.setup = setup;
        this.replicas = replicas;
    }

    /** Begins a pass; the node counts as draining until {@link #stop}. */
    void begin(long untilNanos, ActorRef<Store.DrainProgress> replyTo) {
        isDraining = true;
        replicas.setDraining(true);
        pass = Optional.of(new Pass(replyTo, untilNanos));
        run(setup.services().monotonicNanos());
        endPassIfDone();
    }

    /** The node may take leases again; nobody waits for the pass any more. */
    void stop() {
        isDraining = false;
        pass = Optional.empty();
        replicas.setDraining(false);
    }

    boolean isDraining() {
        return isDraining;
    }

    @Override
    public long dueNanos() {
        return pass.isPresent() ? Math.min(pass.get().untilNanos(), pushAtNanos) : Long.MAX_VALUE;
    }

    @Override
    public void run(long nowNanos) {
        if (pass.isEmpty()) {
            return;
        }
        if (nowNanos >= pass.get().untilNanos()) {
            endPass();
            return;
        }
        push(
                replicas.byRange(),
                setup.views().liveness().current(),
                setup.views().clock().peek());
        pushAtNanos = nowNanos + PUSH_NANOS;
    }

    /** To be called when a lease or leadership may have moved. */
    void endPassIfDone() {
        if (pass.isPresent() && remaining() == 0) {
            endPass();
        }
    }

    private void endPass() {
        pass.orElseThrow().replyTo().tell(new Store.DrainProgress(remaining()));
        pass = Optional.empty();
        pushAtNanos = Long.MAX_VALUE;
    }

    private int remaining() {
        return (int) replicas.all().stream()
                .filter(hosted -> hosted.holdsLease() || hosted.isLeader())
                .count();
    }

    /** Orders the next step of every replica that still has something to give. */
    private void push(Map<RangeId, Hosted> replicas, LivenessView liveness, Timestamp now) {
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
        if (!hosted.holdsLease() && holder.isPresent() && !holder.get().equals(setup.self())) {
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
                        && !node.equals(setup.self())
                        && liveness.isLive(node, now)
                        && !liveness.isDraining(node)) {
                    candidates.add(node);
                }
            }
        }
        return candidates;
    }
}
