package io.biplane.kvserver.apply;

import io.biplane.raft.Payload;
import io.biplane.storage.engine.SpanSnapshot;

/**
 * What a Raft snapshot of a range carries.
 *
 * @param state as of the snapshot's index
 * @param content the range's rows and local records at that moment, the applied state among them
 */
public record SnapshotData(RangeState state, SpanSnapshot content) implements Payload {
    @Override
    public int sizeBytes() {
        return content.wireBytes();
    }

    @Override
    public String toString() {
        return content.toString();
    }
}
