package io.biplane.raft.simulation;

import io.biplane.raft.Payload;
import io.biplane.raft.membership.Configuration;

/**
 * The state machine: how many blobs were applied, and a hash over them in order. Doubles as a
 * snapshot's data.
 */
record MachineState(long index, long term, long count, long hash, Configuration configuration)
        implements Payload {
    MachineState apply(long entryIndex, long entryTerm, Payload payload) {
        if (payload instanceof Blob blob) {
            return new MachineState(
                    entryIndex, entryTerm, count + 1, hash * 31 + blob.id(), configuration);
        }
        return new MachineState(entryIndex, entryTerm, count, hash, configuration);
    }

    MachineState with(Configuration next) {
        return new MachineState(index, term, count, hash, next);
    }

    @Override
    public int sizeBytes() {
        return 1000;
    }
}
