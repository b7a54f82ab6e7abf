package io.biplane.kvserver.liveness;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.liveness.SupportView.Support;

import java.util.TreeMap;

/**
 * Store liveness of one store, as one who asks for support and one who gives it. Pure; immutable.
 *
 * <p>What must be durable: {@code epoch} before it is asked with, {@code given} before a promise is
 * answered or a withdrawal is acted on. {@code received} is not kept: after a restart the epoch is
 * new, and so are all promises.
 *
 * @param epoch the highest epoch this store has asked support for or heard of
 * @param processEpoch the epoch this process asks a peer for first; above all that processes before
 *     asked for
 * @param view promises given and received
 */
public record SupportCore(long epoch, long processEpoch, SupportView view) {
    /** A store that never ran. */
    public static final SupportCore INITIAL = new SupportCore(0, 0, SupportView.EMPTY);

    /**
     * This store as a new process finds it: what it promised stands, what it was promised is void.
     */
    public SupportCore restarted() {
        return new SupportCore(
                epoch + 1, epoch + 1, new SupportView(view.given(), new TreeMap<>()));
    }

    /**
     * The epoch to ask a peer for. Each peer has its own: asking one for a higher epoch ends its
     * promise for the present one, which must not happen because another peer withdrew.
     */
    public long epochFor(NodeId peer) {
        Support known = view.received().get(peer);
        return known == null ? processEpoch : Math.max(processEpoch, known.epoch());
    }

    /**
     * A peer asks for support.
     *
     * @return this with the promise in {@code given}, or unchanged when the peer's epoch is over;
     *     either way {@code given} holds the answer
     */
    public SupportCore onBeat(NodeId from, long askedEpoch, Timestamp askedUntil) {
        Support known = view.given().get(from);
        if (known != null && known.epoch() > askedEpoch) {
            return this;
        }
        boolean renewal = known != null && known.epoch() == askedEpoch;
        Timestamp until = renewal ? known.expiration().max(askedUntil) : askedUntil;
        return withGiven(from, new Support(askedEpoch, until));
    }

    /**
     * A peer's answer. One of an earlier epoch is of no use; one of a later epoch says that support
     * was withdrawn.
     */
    public SupportCore onAnswer(NodeId from, Support answer) {
        Support known = view.received().get(from);
        boolean old = known != null
                && (known.epoch() > answer.epoch()
                        || known.epoch() == answer.epoch()
                                && known.expiration().isAfter(answer.expiration()));
        if (old) {
            return this;
        }
        TreeMap<NodeId, Support> received = new TreeMap<>(view.received());
        received.put(from, answer);
        return new SupportCore(
                Math.max(epoch, answer.epoch()),
                processEpoch,
                new SupportView(view.given(), received));
    }

    /** Withdraws all promises that have run out by this store's clock. */
    public SupportCore withdrawn(Timestamp now) {
        SupportCore next = this;
        for (NodeId peer : view.given().keySet()) {
            Support support = view.given().get(peer);
            if (!support.isWithdrawn() && !support.expiration().isAfter(now)) {
                next = next.withGiven(peer, new Support(support.epoch() + 1, Timestamp.ZERO));
            }
        }
        return next;
    }

    /** When the next promise runs out; {@link Timestamp#MAX} when none is in force. */
    public Timestamp nextExpiration() {
        Timestamp next = Timestamp.MAX;
        for (Support support : view.given().values()) {
            boolean sooner = !support.isWithdrawn() && next.isAfter(support.expiration());
            next = sooner ? support.expiration() : next;
        }
        return next;
    }

    private SupportCore withGiven(NodeId peer, Support support) {
        TreeMap<NodeId, Support> given = new TreeMap<>(view.given());
        given.put(peer, support);
        return new SupportCore(epoch, processEpoch, new SupportView(given, view.received()));
    }
}
