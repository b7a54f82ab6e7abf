package io.biplane.storage.journal;

import io.biplane.storage.codec.ByteReader;
import io.biplane.storage.codec.ByteWriter;
import io.biplane.storage.codec.SerializedPayload;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of serialized events as bytes: count, first sequence number, writer of the first, then per event manifest, writer when it
 * differs, and payload.
 */
final class EventBatchCodec {
    private EventBatchCodec() {}

    static byte[] encode(EventBatch batch) {
        ByteWriter out = new ByteWriter(batch.bytes());
        String writer = batch.events().get(0).writer();
        out.writeInt(batch.events().size());
        out.writeLong(batch.first());
        out.writeText(writer);
        for (StoredEvent event : batch.events()) {
            boolean same = event.writer().equals(writer);
            out.writeByte((byte) (same ? 0 : 1));
            if (!same) {
                out.writeText(event.writer());
            }
            out.writeText(event.manifest());
            ((SerializedPayload) event.payload()).writeTo(out);
        }
        return out.toBytes();
    }

    static EventBatch decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int count = in.getInt();
        long first = in.getLong();
        String writer = ByteReader.readText(in);
        List<StoredEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String own = in.get() == 0 ? writer : ByteReader.readText(in);
            String manifest = ByteReader.readText(in);
            events.add(new StoredEvent(first + i, own, manifest, SerializedPayload.readFrom(in)));
        }
        return new EventBatch(events);
    }

    /** The number of events, without reading them. */
    static int count(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }
}
