package io.biplane.storage.snapshot;

import io.biplane.storage.codec.SerializedPayload;

/**
 * One snapshot as the store keeps it.
 *
 * @param sequenceNumber of the last event it covers
 * @param timestampMillis the machine's wall clock when it was saved; used only to select
 * @param payload the serialized state
 */
public record StoredSnapshot(long sequenceNumber, long timestampMillis, SerializedPayload payload) {
    private static final int OVERHEAD_BYTES = 48;

    /** Size on disk. */
    int bytes() {
        return OVERHEAD_BYTES + payload.bytes().length;
    }
}
