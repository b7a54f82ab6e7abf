package io.biplane.kv.liveness;

import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.NodeId;
import io.biplane.kv.keys.Keyspace;
import io.biplane.storage.key.Timestamp;

import java.util.Optional;

/**
 * A node's own liveness record from the node's side: what it last stored, what it wants stored.
 * Immutable and pure.
 *
 * <p>A process raises the epoch once at its start, so that leases of the process before it are
 * over. When another node raised the epoch meanwhile, that epoch is taken over as it is.
 *
 * @param node whose
 * @param stored the record as it was last seen in the range; empty before the first look
 * @param started whether this process has stored a record with its new epoch
 * @param draining whether the node wants to be shown as draining
 */
record OwnRecord(NodeId node, Optional<LivenessRecord> stored, boolean started, boolean draining) {
    static OwnRecord of(NodeId node) {
        return new OwnRecord(node, Optional.empty(), false, false);
    }

    /** The record to store, alive until {@code expiration}. */
    LivenessRecord wanted(Timestamp expiration) {
        LivenessRecord base = stored.orElse(LivenessRecord.initial(node));
        long epoch = stored.isPresent() && !started ? base.epoch() + 1 : base.epoch();
        return base.withEpoch(epoch)
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

    OwnRecord withStored(LivenessRecord record) {
        return new OwnRecord(node, Optional.of(record), true, draining);
    }

    /** Somebody else changed the record, or it is from the process before. */
    OwnRecord withFound(LivenessRecord record) {
        return new OwnRecord(node, Optional.of(record), started, draining);
    }

    OwnRecord withDraining(boolean next) {
        return new OwnRecord(node, stored, started, next);
    }
}
