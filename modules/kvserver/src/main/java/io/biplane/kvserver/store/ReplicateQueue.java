package io.biplane.kvserver.store;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kvserver.change.NodeState;
import io.biplane.kvserver.liveness.LivenessView;
import io.biplane.kvserver.member.Members;
import io.biplane.kvserver.replica.Replica;
import io.biplane.settings.kv.KvConfig;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Replaces replicas on nodes that are dead by liveness, and finishes membership changes left half done, for the ranges whose lease
 * and leadership are here; one range at a time. Source: CockroachDB {@code replicate_queue.go}, dead replica replacement.
 */
final class ReplicateQueue implements StoreQueue {
    private final StoreSetup setup;
    private final Replicas replicas;
    /** Ranges whose change came to nothing, and when they are tried again. */
    private final TreeMap<RangeId, Long> pausedUntilNanos = new TreeMap<>();

    private Optional<RangeId> underWay = Optional.empty();
    private long dueNanos = Long.MAX_VALUE;

    ReplicateQueue(StoreSetup setup, Replicas replicas) {
        this.setup = setup;
        this.replicas = replicas;
    }

    private KvConfig config() {
        return setup.settings().config();
    }

    void schedule(long nowNanos) {
        dueNanos = nowNanos + config().replication().queueIntervalNanos();
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    /** A change has ended: the next one may begin. One that came to nothing is not tried again at once. */
    void onEnded(RangeId range, boolean isDone, long nowNanos) {
        if (underWay.equals(Optional.of(range))) {
            if (!isDone) {
                pausedUntilNanos.put(range, nowNanos + config().replication().queueIntervalNanos());
            }
            underWay = Optional.empty();
            dueNanos = nowNanos;
        }
    }

    /** Repairs, and has replicas that know no leader ask whether they still belong to their ranges. */
    @Override
    public void run(long nowNanos) {
        schedule(nowNanos);
        scan(nowNanos);
        replicas.checkMemberships();
    }

    /** Looks for the first range to repair and orders its repair. */
    private void scan(long nowNanos) {
        pausedUntilNanos.values().removeIf(until -> until <= nowNanos);
        LivenessView liveness = setup.views().liveness().current();
        for (Map.Entry<RangeId, Hosted> entry : replicas.byRange().entrySet()) {
            Hosted hosted = entry.getValue();
            if (!hosted.holdsLease()
                    || !hosted.isLeader()
                    || hosted.descriptor().isEmpty()
                    || pausedUntilNanos.containsKey(entry.getKey())) {
                continue;
            }
            Optional<Replica.ChangeReplicas> repair = repair(hosted.descriptor().get(), liveness);
            if (repair.isPresent()) {
                underWay = Optional.of(entry.getKey());
                hosted.ref().tell(repair.get());
                return;
            }
        }
    }

    private Optional<Replica.ChangeReplicas> repair(
            RangeDescriptor descriptor, LivenessView liveness) {
        boolean isHalfDone = descriptor.replicas().stream()
                .anyMatch(replica -> replica.type() != ReplicaDescriptor.Type.VOTER);
        if (isHalfDone) {
            return Optional.of(new Replica.ChangeReplicas(Optional.empty(), Optional.empty()));
        }
        for (ReplicaDescriptor replica : descriptor.replicas()) {
            if (state(liveness, replica.node()) == NodeState.DEAD) {
                return target(descriptor, replica.node(), liveness, replicas.replicaCounts())
                        .map(target -> new Replica.ChangeReplicas(
                                Optional.of(target), Optional.of(replica.node())));
            }
        }
        return Optional.empty();
    }

    private NodeState state(LivenessView liveness, NodeId node) {
        Timestamp now = setup.views().clock().peek();
        return liveness.state(node, now, setup.views().settings().current().storeDeadNanos());
    }

    /** A living node without a replica: in a zone that has none if possible, then the emptiest, then the lowest id. */
    private Optional<NodeId> target(
            RangeDescriptor descriptor,
            NodeId leaving,
            LivenessView liveness,
            TreeMap<NodeId, Integer> counts) {
        List<String> taken = descriptor.replicas().stream()
                .map(ReplicaDescriptor::node)
                .filter(node -> !node.equals(leaving))
                .map(this::zone)
                .toList();
        Optional<NodeId> best = Optional.empty();
        long bestScore = Long.MAX_VALUE;
        for (NodeId node : liveness.records().keySet()) {
            if (Members.on(descriptor, node).isPresent()
                    || state(liveness, node) != NodeState.LIVE) {
                continue;
            }
            long crowded = taken.contains(zone(node)) ? 1L << 32 : 0;
            long score = crowded + counts.getOrDefault(node, 0);
            if (score < bestScore) {
                best = Optional.of(node);
                bestScore = score;
            }
        }
        return best;
    }

    private String zone(NodeId node) {
        return setup.cluster().zones().getOrDefault(node, "");
    }
}
