package io.biplane.kvserver.apply;

import io.biplane.base.id.RangeId;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.kvserver.command.AppliedState;
import io.biplane.kvserver.command.RangeRecords;
import io.biplane.kvserver.command.Trigger;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.WriteBatch;

import java.util.Optional;

/**
 * What a replica knows besides rows, as of one log index. Immutable.
 *
 * @param lease empty until the range's first one
 */
public record RangeState(AppliedState applied, RangeDescriptor descriptor, Optional<Lease> lease) {
    /** Sequence of the lease in force, 0 before the first. */
    public long leaseSequence() {
        return lease.map(Lease::sequence).orElse(0L);
    }

    /** What triggers judge and change. */
    Trigger.Metadata metadata() {
        return new Trigger.Metadata(descriptor, lease);
    }

    /** What the engine holds of a range; empty when there is nothing, as for a replica that waits for its snapshot. */
    public static Optional<RangeState> load(Engine engine, RangeId range) {
        return engine.local(RangeRecords.applied(range))
                .map(applied -> new RangeState(
                        AppliedState.of(applied),
                        RangeCodec.descriptor(
                                engine.local(RangeRecords.descriptor(range)).orElseThrow()),
                        engine.local(RangeRecords.lease(range)).map(RangeCodec::lease)));
    }

    /** Adds what makes the engine hold this state. */
    public void store(WriteBatch.Builder batch) {
        RangeId range = descriptor.id();
        batch.putLocal(RangeRecords.applied(range), applied.bytes());
        batch.putLocal(RangeRecords.descriptor(range), RangeCodec.bytes(descriptor));
        lease.ifPresent(held -> batch.putLocal(RangeRecords.lease(range), RangeCodec.bytes(held)));
    }
}
