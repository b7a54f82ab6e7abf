package io.biplane.raft.simulation;

import io.biplane.raft.Payload;

/** A proposal. */
record Blob(long id) implements Payload {
    @Override
    public int sizeBytes() {
        return 100;
    }
}
