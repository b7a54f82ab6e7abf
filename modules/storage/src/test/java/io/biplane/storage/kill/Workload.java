package io.biplane.storage.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.host.Disk;
import io.biplane.storage.chronicle.ChronicleEntries;
import io.biplane.storage.chronicle.ChronicleSizing;
import io.biplane.storage.codec.SerializedPayload;
import io.biplane.storage.engine.ChronicleEngine;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.WriteBatch;
import io.biplane.storage.fake.FakeDisk;
import io.biplane.storage.journal.ChronicleLogStore;
import io.biplane.storage.journal.EventBatch;
import io.biplane.storage.journal.StoredEvent;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the killed process writes: step {@code n} is a function of {@code n}, so that the checker knows every byte. */
final class Workload {
    static final String LOG = "raft-log-of-range-7";
    static final int EVENTS_PER_BATCH = 3;
    static final Key APPLIED = key("applied");
    private static final Span ALL = new Span(Key.MIN, Key.MAX);

    private Workload() {}

    static Key key(String text) {
        return Key.wrap(text.getBytes(UTF_8));
    }

    static ChronicleLogStore openJournal(Path directory) {
        return new ChronicleLogStore(ChronicleEntries.inFile(
                directory, "journal", new ChronicleSizing(10_000, 24, 512, 10)));
    }

    static Engine openEngine(Path directory) {
        Disk disk = FakeDisk.immediate();
        return ChronicleEngine.openFile(directory, new ChronicleSizing(20_000, 32, 256, 10), disk);
    }

    /** Some hundred bytes, now and then more than one piece of the map. */
    static byte[] content(String what, long n) {
        SimRandom random = new SimRandom(n, what);
        byte[] bytes = new byte[random.chance(0.01) ? 50_000 : 20 + random.nextInt(400)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.remaining() >= Long.BYTES) {
            buffer.putLong(random.nextLong());
        }
        return bytes;
    }

    static EventBatch journalBatch(long n) {
        List<StoredEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS_PER_BATCH; i++) {
            long number = (n - 1) * EVENTS_PER_BATCH + 1 + i;
            events.add(new StoredEvent(
                    number, "writer", "", new SerializedPayload(1, "e", content("j", number))));
        }
        return new EventBatch(events);
    }

    /** Up to where the log is deleted after step {@code n}; 0 when not at all yet. */
    static long deletedTo(long n) {
        return Math.max(0, (n / 20 * 20 - 10) * EVENTS_PER_BATCH);
    }

    static WriteBatch engineBatch(long n) {
        WriteBatch.Builder batch = WriteBatch.builder()
                .put(key("hot-" + n % 40), Timestamp.of(n), content("hot", n))
                .put(key("cold-" + n), Timestamp.of(n), content("cold", n))
                .delete(key("cold-" + (n - 30)), Timestamp.of(n))
                .putLocal(APPLIED, Long.toString(n).getBytes(UTF_8))
                .putLocal(key("side-" + n % 3), content("side", n));
        if (n % 16 == 0) {
            batch.collectGarbage(ALL, Timestamp.of(n - 10));
        }
        return batch.build();
    }

    static long applied(Engine engine) {
        return engine.local(APPLIED)
                .map(bytes -> Long.parseLong(new String(bytes, UTF_8)))
                .orElse(0L);
    }
}
