package io.biplane.kvserver.liveness;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The promises of support between this node's store and others. Immutable.
 *
 * @param given what this store promised each peer
 * @param received what each peer promised this store, as far as it has heard
 */
public record SupportView(
        NavigableMap<NodeId, Support> given, NavigableMap<NodeId, Support> received) {
    /** No promises. */
    public static final SupportView EMPTY = new SupportView(new TreeMap<>(), new TreeMap<>());

    public SupportView {
        given = Collections.unmodifiableNavigableMap(new TreeMap<>(given));
        received = Collections.unmodifiableNavigableMap(new TreeMap<>(received));
    }

    /**
     * A promise.
     *
     * @param epoch grows with each withdrawal
     * @param expiration end of the promise; {@link Timestamp#ZERO} once withdrawn
     */
    public record Support(long epoch, Timestamp expiration) {
        public boolean isWithdrawn() {
            return expiration.isZero();
        }
    }

    /**
     * Whether this store supports a peer's: a promise is in force until it is withdrawn, even past
     * its expiration. While true, a replica here must not vote against a leader on that peer.
     */
    public boolean supports(NodeId peer) {
        Support support = given.get(peer);
        return support != null && !support.isWithdrawn();
    }

    /** What {@code peer} promised; empty when nothing is in force. */
    public Optional<Support> from(NodeId peer) {
        Support support = received.get(peer);
        return support == null || support.isWithdrawn() ? Optional.empty() : Optional.of(support);
    }
}
