package io.biplane.kvserver.liveness;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.keys.Keyspace;

import java.util.Optional;

/**
 * A node's own liveness record from the node's side: what lies in the range as far as it knows, what
 * it wants stored. Immutable and pure.
 *
 * <p>A process claims an epoch once, above that of the first record it finds, so that leases of the
 * process before it are over. Until its claim is known to be stored no record speaks for it: others
 * may see the new epoch, and take the leases of the old one, long before the answer arrives here. A
 * found epoch at or above the claim is taken over as it is, whether a write of this process whose
 * answer is late stored it or another node raised it. docs/decisions/0027.
 *
 * @param node whose
 * @param stored the record as it was last seen in the range; empty before the first look
 * @param claimedEpoch the epoch this process begins with; 0 while it is not known
 * @param draining whether the node wants to be shown as draining
 */
record OwnRecord(
        NodeId node, Optional<LivenessRecord> stored, long claimedEpoch, boolean draining) {
    static OwnRecord of(NodeId node) {
        return new OwnRecord(node, Optional.empty(), 0, false);
    }

    /** Whether a record of this process, not of one before, is known to be stored. */
    boolean started() {
        return stored.isPresent() && isOfThisProcess(stored.get());
    }

    /** Whether a record of the node speaks for this process. */
    boolean isOfThisProcess(LivenessRecord record) {
        return claimedEpoch != 0 && record.epoch() >= claimedEpoch;
    }

    /** The record to store, alive until {@code expiration}. */
    LivenessRecord wanted(Timestamp expiration) {
        LivenessRecord base = stored.orElse(LivenessRecord.initial(node));
        return base.withEpoch(Math.max(base.epoch(), claimedEpoch))
                .withExpiration(expiration.max(base.expiration()))
                .withDraining(draining);
    }

    /** The request that stores it: a conditional write on what is known to be there. */
    KvRequest request(LivenessRecord wanted) {
        return stored.isEmpty()
                ? new KvRequest.PutIfAbsent(Keyspace.liveness(node), wanted.bytes())
                : new KvRequest.ConditionalPut(
                        Keyspace.liveness(node), stored.get().bytes(), wanted.bytes());
    }

    /** A write of this process took effect; no news if its answer comes after those of later ones. */
    OwnRecord withStored(LivenessRecord record) {
        if (stored.isPresent() && !record.supersedes(stored.get())) {
            return this;
        }
        long claim = claimedEpoch == 0 ? record.epoch() : claimedEpoch;
        return new OwnRecord(node, Optional.of(record), claim, draining);
    }

    /** The range holds another record: of the process before, by a write of ours, or by another node. */
    OwnRecord withFound(LivenessRecord record) {
        long claim = claimedEpoch == 0 ? record.epoch() + 1 : claimedEpoch;
        return new OwnRecord(node, Optional.of(record), claim, draining);
    }

    OwnRecord withDraining(boolean next) {
        return new OwnRecord(node, stored, claimedEpoch, next);
    }
}
