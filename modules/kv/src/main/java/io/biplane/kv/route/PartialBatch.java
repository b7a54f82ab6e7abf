package io.biplane.kv.route;

import io.biplane.base.id.NodeId;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One batch on its way to one range: which replica is asked next, and what may still be under way.
 *
 * <p>Replicas are asked in rounds. A round begins with the leaseholder, if one is known, then the
 * others, nearest first, those that did not answer lately last. A node that refused is not asked
 * again within the round.
 */
final class PartialBatch {
    final long id;
    final long sendId;
    final BatchRequest batch;

    /** What the leg's answer is for. */
    final Purpose purpose;

    private final List<NodeId> order = new ArrayList<>();
    private final TreeSet<NodeId> asked = new TreeSet<>();

    /** Attempts of a write that were given up unanswered and may yet take effect; their ids. */
    private final TreeSet<Long> strays = new TreeSet<>();

    private Doubt doubt;

    private RangeDescriptor range;

    /** Rounds that ended without success. */
    private int failedRounds;

    /** What is unknown about the attempts of a write, beyond the strays. */
    enum Doubt {
        /** None took effect. */
        NONE,
        /**
         * One may have taken effect, but none will from now on: the node that had it is gone or has
         * said so.
         */
        PAST,
        /** One may take effect at any time. */
        PENDING
    }

    /** What a leg is for. */
    sealed interface Purpose {
        /** The whole of its send's batch. */
        enum Whole implements Purpose {
            INSTANCE
        }

        /** A part of its send's read. */
        record Piece(ReadSplit.Part part) implements Purpose {}

        /** Finding ranges for whoever waits for that key. */
        record Lookup(io.biplane.base.key.Key key) implements Purpose {}
    }

    /**
     * A leg.
     *
     * @param doubt what earlier legs of the same send left open
     */
    PartialBatch(
            long id,
            long sendId,
            BatchRequest batch,
            Purpose purpose,
            RangeDescriptor range,
            Doubt doubt) {
        this.doubt = doubt;
        this.id = id;
        this.sendId = sendId;
        this.batch = batch;
        this.purpose = purpose;
        this.range = range;
    }

    RangeDescriptor range() {
        return range;
    }

    /** Takes a newer descriptor of the same range. */
    void rangeIs(RangeDescriptor newer) {
        range = newer;
    }

    /** Begins a round. */
    void begin(Optional<NodeId> leaseholder, PeerHealth peers) {
        asked.clear();
        order.clear();
        List<NodeId> nodes = new ArrayList<>();
        for (ReplicaDescriptor replica : range.replicas()) {
            nodes.add(replica.node());
        }
        peers.sortByPreference(nodes);
        leaseholder.filter(nodes::remove).ifPresent(order::add);
        order.addAll(nodes);
    }

    /** The next replica to ask in this round; empty when it is over. */
    Optional<NodeId> next() {
        for (NodeId node : order) {
            if (!asked.contains(node)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    boolean wasAsked(NodeId node) {
        return asked.contains(node);
    }

    void asking(NodeId node) {
        asked.add(node);
    }

    int failRound() {
        return ++failedRounds;
    }

    /** An attempt was given up; its message may still arrive. */
    void strayed(long attemptId) {
        if (batch.writes()) {
            strays.add(attemptId);
        }
    }

    /** An attempt ended, and what came of it is unknown. */
    void lost() {
        if (batch.writes() && doubt == Doubt.NONE) {
            doubt = Doubt.PAST;
        }
    }

    /** The attempt has been answered after all. */
    void returned(long attemptId) {
        strays.remove(attemptId);
    }

    Doubt doubt() {
        return strays.isEmpty() ? doubt : Doubt.PENDING;
    }
}
