package io.biplane.kvserver.command;

import io.biplane.raft.Payload;
import io.biplane.storage.engine.WriteBatch;

/**
 * What a Raft entry of a range carries: the effect of an evaluated batch, with what decides whether it may still take effect.
 *
 * <p>Source of the two guards: CockroachDB {@code kvserverpb.RaftCommand} (proposer lease sequence, max lease index).
 *
 * @param id whose proposal
 * @param leaseSequence the lease it was evaluated under, or for a new lease the one it follows; applied under another it
 *     has no effect
 * @param leaseIndex position among the commands of that lease; applied behind a higher one it has no effect, so a command
 *     proposed twice takes effect once. 0 for a lease change, which needs only the sequence
 * @param batch rows and local records to write
 * @param trigger what else changes
 */
public record ReplicatedCommand(
        ProposalId id, long leaseSequence, long leaseIndex, WriteBatch batch, Trigger trigger)
        implements Payload {
    /** Framing, ids and guards. Our choice: what {@link PayloadCodec} writes. */
    private static final int OVERHEAD_BYTES = 48;

    /** The same effect at another position. */
    public ReplicatedCommand at(long newLeaseIndex) {
        return new ReplicatedCommand(id, leaseSequence, newLeaseIndex, batch, trigger);
    }

    @Override
    public int sizeBytes() {
        return OVERHEAD_BYTES + batch.sizeBytes();
    }

    @Override
    public String toString() {
        return id + " lease " + leaseSequence + "/" + leaseIndex + " " + batch
                + (trigger == Trigger.None.INSTANCE ? "" : " " + trigger);
    }
}
