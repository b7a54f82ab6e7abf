package io.biplane.kvserver.replica;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kvserver.lease.LeaseCore;
import io.biplane.kvserver.liveness.SupportView;
import io.biplane.kvserver.member.Peers;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.port.LeaderSupport;

import java.util.Optional;
import java.util.TreeMap;

/**
 * Store liveness as one Raft core sees it. Promises are given in hybrid time and Raft runs on monotonic time; an instant is carried
 * over by its distance from now when it is first seen, and stays where it is. Hybrid time, drawn on by what peers send, moves
 * unevenly against monotonic time: carried over again and again, promises until the same instant would seem to differ, and a leader
 * would take one quorum's support for less than another's.
 */
final class StoreSupport implements LeaderSupport {
    private final ReplicaContext context;
    private final Peers peers;
    /** Ends of promises received, in hybrid time, and where they lie in monotonic time. */
    private final TreeMap<Timestamp, Long> carriedOver = new TreeMap<>();

    StoreSupport(ReplicaContext context, Peers peers) {
        this.context = context;
        this.peers = peers;
    }

    /** Whether the range wants leader leases at the active version; otherwise nobody supports anybody. */
    private boolean isWanted() {
        return peers.descriptor()
                .filter(known -> LeaseCore.kindFor(
                                known.span(), context.node().views().version().current())
                        == LeaseKind.LEADER)
                .isPresent();
    }

    @Override
    public long epochSupporting(ReplicaId leader) {
        SupportView view = context.node().views().support().current();
        Optional<NodeId> node = peers.nodeOf(leader);
        if (node.isEmpty() || !isWanted() || !view.supports(node.get())) {
            return 0;
        }
        return view.given().get(node.get()).epoch();
    }

    @Override
    public long supportedUntilNanos(ReplicaId follower, long epoch) {
        SupportView view = context.node().views().support().current();
        Optional<NodeId> node = peers.nodeOf(follower);
        if (node.isEmpty()) {
            return 0;
        }
        return view.from(node.get())
                .filter(support -> support.epoch() == epoch)
                .map(support -> carriedOver(support.expiration(), view))
                .orElse(0L);
    }

    private long carriedOver(Timestamp end, SupportView view) {
        Long known = carriedOver.get(end);
        if (known != null) {
            return known;
        }
        carriedOver
                .keySet()
                .removeIf(old -> view.received().values().stream()
                        .noneMatch(support -> support.expiration().equals(old)));
        long untilNanos = monotonic(end);
        carriedOver.put(end, untilNanos);
        return untilNanos;
    }

    private long monotonic(Timestamp instant) {
        long fromNow =
                instant.wallNanos() - context.node().views().clock().peek().wallNanos();
        return Math.max(0, context.nowNanos() + fromNow);
    }

    /** A monotonic instant in hybrid time; {@link Timestamp#ZERO} for one without meaning. */
    static Timestamp hybrid(ReplicaContext context, long instantNanos) {
        if (instantNanos == Long.MIN_VALUE) {
            return Timestamp.ZERO;
        }
        if (instantNanos == Long.MAX_VALUE) {
            return Timestamp.MAX;
        }
        long wall = context.node().views().clock().peek().wallNanos();
        return Timestamp.of(Math.max(0, wall + instantNanos - context.nowNanos()));
    }
}
