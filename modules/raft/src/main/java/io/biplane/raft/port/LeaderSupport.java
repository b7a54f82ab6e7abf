package io.biplane.raft.port;

import io.biplane.raft.ReplicaId;

/**
 * Store liveness, as one replica sees it: whose store its own store supports, and whose support its
 * own store has.
 *
 * <p>Called by the core on the shell's thread; answers must not change during one call into the
 * core. When support given or received changes, the shell calls {@code supportChanged}; longer
 * support in the same epoch need only be told while a membership change waits for it. Instants are
 * on the clock that the core's {@code nowNanos} is on.
 *
 * <p>Promises the core builds on: support received in an epoch is never withdrawn before the
 * instant given, and once withdrawn an epoch is never supported again. Source: CockroachDB's store
 * liveness (RFC "leader leases").
 */
public interface LeaderSupport {
    /** No store liveness: nobody supports anybody. */
    LeaderSupport NONE = new LeaderSupport() {
        @Override
        public long epochSupporting(ReplicaId leader) {
            return 0;
        }

        @Override
        public long supportedUntilNanos(ReplicaId follower, long epoch) {
            return 0;
        }
    };

    /** Epoch in which this store supports {@code leader}'s store at present, 0 if it does not. */
    long epochSupporting(ReplicaId leader);

    /**
     * Until when {@code follower}'s store supports this store in {@code epoch}; 0 if it does not.
     */
    long supportedUntilNanos(ReplicaId follower, long epoch);
}
