package io.biplane.kvserver.store;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.liveness.LivenessView;
import io.biplane.kvserver.replica.Replica;

import java.util.TreeSet;

/**
 * Has replicas look again when what they depend on has changed at a peer: told by whoever sees a view change, and found by itself
 * where a liveness record runs out, which happens by time alone.
 */
final class PeerExpiry implements StoreQueue {
    private final StoreSetup setup;
    private final Replicas replicas;
    private final PeerMarks marks = new PeerMarks();
    /** When the next living node's record runs out. */
    private long dueNanos = Long.MAX_VALUE;

    PeerExpiry(StoreSetup setup, Replicas replicas) {
        this.setup = setup;
        this.replicas = replicas;
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    /** Finds the records that have run out, and when to look next. */
    @Override
    public void run(long nowNanos) {
        LivenessView view = setup.views().liveness().current();
        Timestamp now = setup.views().clock().peek();
        TreeSet<NodeId> news = marks.newsOfLiveness(view, now);
        if (!news.isEmpty()) {
            alert(news, new TreeSet<>());
        }
        long expiryWall = PeerMarks.nextExpiryWallNanos(view, now);
        dueNanos = expiryWall == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : nowNanos + Math.max(1, expiryWall + 1 - now.wallNanos());
    }

    /** Something has changed at peers that replicas depend on, or that leaders here have members on. */
    void alert(TreeSet<NodeId> dependedOn, TreeSet<NodeId> supporters) {
        for (Hosted hosted : replicas.all()) {
            boolean isConcerned = dependedOn.stream().anyMatch(hosted::dependsOn)
                    || hosted.isLeader() && supporters.stream().anyMatch(hosted::hasMemberOn);
            if (isConcerned) {
                hosted.ref().tell(Replica.LookAgain.INSTANCE);
            }
        }
    }
}
