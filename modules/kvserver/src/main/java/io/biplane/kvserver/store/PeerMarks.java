package io.biplane.kvserver.store;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.liveness.LivenessRecord;
import io.biplane.kvserver.liveness.LivenessView;
import io.biplane.kvserver.liveness.SupportView;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Remembers what the store last saw of each peer, to tell the replicas only of what matters to them: a peer that came alive or
 * died, an epoch raised, support given up or regained. Renewals, the bulk of all changes, matter to nobody.
 */
final class PeerMarks {
    private record Mark(boolean isLive, long epoch, boolean isDraining) {}

    private final TreeMap<NodeId, Mark> liveness = new TreeMap<>();
    private final TreeMap<NodeId, Long> given = new TreeMap<>();
    private final TreeMap<NodeId, Long> received = new TreeMap<>();

    /** Nodes whose liveness differs from what was seen last in a way that matters. */
    TreeSet<NodeId> newsOfLiveness(LivenessView view, Timestamp now) {
        TreeSet<NodeId> news = new TreeSet<>();
        for (LivenessRecord record : view.records().values()) {
            Mark mark = new Mark(record.isLive(now), record.epoch(), record.draining());
            if (!mark.equals(liveness.put(record.node(), mark))) {
                news.add(record.node());
            }
        }
        return news;
    }

    /** When the next record of a living node runs out, in hybrid wall time; {@code Long.MAX_VALUE} for never. */
    static long nextExpiryWallNanos(LivenessView view, Timestamp now) {
        long next = Long.MAX_VALUE;
        for (LivenessRecord record : view.records().values()) {
            if (record.isLive(now)) {
                next = Math.min(next, record.expiration().wallNanos());
            }
        }
        return next;
    }

    /** Peers that this store supports in another epoch than it did, or no more. */
    TreeSet<NodeId> newsOfGiven(SupportView view) {
        return news(given, view.given());
    }

    /** Peers that support this store in another epoch than they did, or no more. */
    TreeSet<NodeId> newsOfReceived(SupportView view) {
        return news(received, view.received());
    }

    private static TreeSet<NodeId> news(
            TreeMap<NodeId, Long> seen, Map<NodeId, SupportView.Support> now) {
        TreeSet<NodeId> news = new TreeSet<>();
        now.forEach((node, support) -> {
            Long epoch = support.isWithdrawn() ? 0L : support.epoch();
            if (!epoch.equals(seen.put(node, epoch))) {
                news.add(node);
            }
        });
        return news;
    }
}
