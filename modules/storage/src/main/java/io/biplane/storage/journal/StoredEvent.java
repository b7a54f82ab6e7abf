package io.biplane.storage.journal;

import io.biplane.kernel.host.Transport;
import io.biplane.storage.codec.SerializedPayload;

/**
 * One event as the journal keeps it. Timestamps of the wall clock are left out on purpose.
 *
 * @param sequenceNumber position in its log, from 1
 * @param writer identity of the writing actor's incarnation
 * @param manifest the event adapter's manifest; may be empty
 * @param payload the event itself, or its {@link SerializedPayload}
 */
public record StoredEvent(long sequenceNumber, String writer, String manifest, Object payload) {
    /** Number, lengths and writer identity in the encoded form, about. */
    private static final int OVERHEAD_BYTES = 64;

    /** What the event takes on disk: measured when serialized, told by the event when it knows, else assumed. */
    int bytes() {
        if (payload instanceof SerializedPayload serialized) {
            return OVERHEAD_BYTES + serialized.bytes().length;
        }
        return OVERHEAD_BYTES
                + (payload instanceof Transport.Sized sized
                        ? sized.wireBytes()
                        : Transport.DEFAULT_WIRE_BYTES);
    }
}
