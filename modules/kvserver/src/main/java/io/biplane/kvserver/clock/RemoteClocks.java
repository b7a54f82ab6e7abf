package io.biplane.kvserver.clock;

import io.biplane.base.id.NodeId;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node has measured of its peers' clocks. Pure: times come in as arguments. Its state is one
 * window of pings a peer.
 */
final class RemoteClocks {
    /**
     * Pings of a peer that are looked at. Source: CockroachDB {@code rpc/context.go}, offsets are
     * stale after ten heartbeat intervals.
     */
    static final int WINDOW_PINGS = 10;

    /**
     * A round trip of more than so many tolerated offsets tells nothing of the offset. Source:
     * CockroachDB {@code maximumPingDurationMult}.
     */
    private static final int ROUND_TRIP_MAX_TOLERATED = 2;

    private final long toleratedNanos;
    private final long silenceNanos;
    private final TreeMap<NodeId, Peer> peers = new TreeMap<>();

    /** One peer's window. */
    private static final class Peer {
        /** Number of the last ping, from 1. */
        private long lastPing;

        /** Of the last ten pings, those that told something; oldest first. */
        private final ArrayDeque<Measured> window = new ArrayDeque<>();

        /** Monotonic instant of the last answer. */
        private long heardAtNanos;
    }

    /**
     * What one ping told.
     *
     * @param ping its number
     * @param anchorNanos the peer's wall clock less this machine's monotonic clock
     * @param uncertaintyNanos half the round trip
     */
    private record Measured(long ping, long anchorNanos, long uncertaintyNanos) {}

    /**
     * Where a peer's clock is from here.
     *
     * @param nanos positive when it is ahead of this machine's
     */
    record Offset(long nanos, long uncertaintyNanos) {}

    /**
     * How this node's clock stands.
     *
     * @param within measured peers that may be within the tolerated offset; whoever is in doubt is
     * @param measured peers that were measured and answer
     */
    record Standing(int within, int measured) {
        /** Whether not more than half of those measured are within. */
        boolean isUnreliable() {
            return measured > 0 && within <= measured / 2;
        }
    }

    /**
     * No measurements yet.
     *
     * @param toleratedNanos a peer further away counts against this node's clock
     * @param silenceNanos a peer that has not answered for so long is no peer
     */
    RemoteClocks(long toleratedNanos, long silenceNanos) {
        this.toleratedNanos = toleratedNanos;
        this.silenceNanos = silenceNanos;
    }

    /** A ping goes out; its number, to come back with the answer. */
    long ping(NodeId to) {
        Peer peer = peers.computeIfAbsent(to, node -> new Peer());
        peer.lastPing++;
        while (!peer.window.isEmpty()
                && peer.window.peekFirst().ping() <= peer.lastPing - WINDOW_PINGS) {
            peer.window.pollFirst();
        }
        return peer.lastPing;
    }

    /**
     * An answer is in.
     *
     * @param sentAtNanos monotonic instant at which the ping went out
     * @param peerWallNanos the peer's wall clock when it answered
     * @param nowNanos monotonic instant now
     */
    void answered(NodeId from, long ping, long sentAtNanos, long peerWallNanos, long nowNanos) {
        Peer peer = peers.get(from);
        if (peer == null || ping > peer.lastPing) {
            return; // of the process before, or of a peer that is gone
        }
        peer.heardAtNanos = nowNanos;
        long roundTripNanos = nowNanos - sentAtNanos;
        boolean late = ping <= peer.lastPing - WINDOW_PINGS;
        if (!late && roundTripNanos <= ROUND_TRIP_MAX_TOLERATED * toleratedNanos) {
            long half = roundTripNanos / 2;
            peer.window.addLast(new Measured(ping, peerWallNanos + half - nowNanos, half));
        }
    }

    /** The peer's process is gone, and what was measured of it. */
    void lost(NodeId peer) {
        peers.remove(peer);
    }

    /** Where a peer's clock is; empty when it was not measured or does not answer. */
    Optional<Offset> offset(NodeId of, long wallNanos, long nowNanos) {
        Peer peer = peers.get(of);
        if (peer == null || peer.window.isEmpty() || nowNanos - peer.heardAtNanos >= silenceNanos) {
            return Optional.empty();
        }
        Measured best = peer.window.peekFirst();
        for (Measured measured : peer.window) {
            best = measured.uncertaintyNanos() < best.uncertaintyNanos() ? measured : best;
        }
        long offset = best.anchorNanos() - (wallNanos - nowNanos);
        return Optional.of(new Offset(offset, best.uncertaintyNanos()));
    }

    /** How this node's clock stands among those of its peers. */
    Standing standing(long wallNanos, long nowNanos) {
        int within = 0;
        int measured = 0;
        for (NodeId peer : peers.keySet()) {
            Optional<Offset> offset = offset(peer, wallNanos, nowNanos);
            if (offset.isPresent()) {
                measured++;
                long surely = Math.abs(offset.get().nanos()) - offset.get().uncertaintyNanos();
                within += surely > toleratedNanos ? 0 : 1;
            }
        }
        return new Standing(within, measured);
    }
}
