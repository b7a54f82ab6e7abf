package io.biplane.storage.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.kernel.host.Disk;
import io.biplane.storage.chronicle.ChronicleEntries;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Logs in a Chronicle Map, one entry a batch under a new key, never put over another. Entries by the second byte of their
 * keys:
 *
 * <pre>
 *   n name            log number
 *   b number first    a batch; the value begins with the count of its events
 *   m number version  highest sequence number and how far the log is deleted, at the last deletion
 * </pre>
 *
 * <p>The {@code m} entry of the next version is written before the one of the last is removed, and batches are removed after both: killed
 * at any instant, a deletion happened or did not, and the highest sequence number is never forgotten. The index is rebuilt when the
 * file is opened.
 */
public final class ChronicleLogStore implements LogStore {
    private static final byte NAME = 'n';
    private static final byte BATCH = 'b';
    private static final byte META = 'm';

    private final ChronicleEntries entries;
    private final TreeMap<String, Log> logs = new TreeMap<>();

    /** One log: its number in keys, the version of its meta entry (0 when none), its index. */
    private static final class Log {
        private final long number;
        private final LogIndex<Long> index;
        private long metaVersion;

        Log(long number, LogIndex<Long> index, long metaVersion) {
            this.number = number;
            this.index = index;
            this.metaVersion = metaVersion;
        }
    }

    /** The logs in {@code entries}, which this store owns from now on. */
    public ChronicleLogStore(ChronicleEntries entries) {
        this.entries = entries;
        load();
    }

    /** What one pass over the map finds. */
    private static final class Found {
        private final TreeMap<String, Long> numbers = new TreeMap<>();
        private final TreeMap<Long, Long> metaVersions = new TreeMap<>();
        private final TreeMap<Long, TreeMap<Long, byte[]>> batchKeys = new TreeMap<>();
        private final List<byte[]> metaKeys = new ArrayList<>();
    }

    private void load() {
        Found found = new Found();
        List<byte[]> names = new ArrayList<>();
        entries.forEach((key, unusedBytes) -> {
            switch (key[1]) {
                case NAME -> names.add(key);
                case META -> {
                    found.metaKeys.add(key);
                    found.metaVersions.merge(number(key), second(key), Math::max);
                }
                default ->
                    found.batchKeys
                            .computeIfAbsent(number(key), unused -> new TreeMap<>())
                            .put(second(key), key);
            }
        });
        for (byte[] key : names) {
            String name = new String(key, 2, key.length - 2, UTF_8);
            found.numbers.put(name, ByteBuffer.wrap(read(key)).getLong());
        }
        found.numbers.forEach((name, number) -> logs.put(name, loadLog(number, found)));
        for (byte[] key : found.metaKeys) {
            if (second(key) < found.metaVersions.get(number(key))) {
                entries.remove(key);
            }
        }
    }

    private Log loadLog(long number, Found found) {
        long metaVersion = found.metaVersions.getOrDefault(number, 0L);
        LogIndex<Long> index = new LogIndex<>(0, 0);
        if (metaVersion > 0) {
            ByteBuffer meta = ByteBuffer.wrap(read(key(META, number, metaVersion)));
            index = new LogIndex<>(meta.getLong(), meta.getLong());
        }
        TreeMap<Long, byte[]> batches = found.batchKeys.getOrDefault(number, new TreeMap<>());
        for (var batch : batches.entrySet()) {
            long first = batch.getKey();
            long last = first + EventBatchCodec.count(read(batch.getValue())) - 1;
            if (last <= index.deletedTo()) {
                entries.remove(batch.getValue()); // a killed process had not come to it
            } else {
                index.append(new LogIndex.Entry<>(first, last, first));
            }
        }
        return new Log(number, index, metaVersion);
    }

    private static long number(byte[] key) {
        return ByteBuffer.wrap(key).getLong(2);
    }

    private static long second(byte[] key) {
        return ByteBuffer.wrap(key).getLong(10);
    }

    private static byte[] key(byte kind, long number, long second) {
        return ByteBuffer.allocate(18)
                .put((byte) 0)
                .put(kind)
                .putLong(number)
                .putLong(second)
                .array();
    }

    private byte[] read(byte[] key) {
        return entries.get(key)
                .orElseThrow(() -> new InvariantViolation(
                        "entry " + Arrays.toString(key) + " of a journal is missing"));
    }

    private Optional<Log> log(String name) {
        return Optional.ofNullable(logs.get(name));
    }

    private Log logForWriting(String name) {
        Log log = logs.get(name);
        if (log == null) {
            long number = logs.size() + 1L; // logs are never taken away
            byte[] bytes = name.getBytes(UTF_8);
            byte[] key = ByteBuffer.allocate(2 + bytes.length)
                    .put((byte) 0)
                    .put(NAME)
                    .put(bytes)
                    .array();
            store(key, ByteBuffer.allocate(8).putLong(number).array(), name);
            log = new Log(number, new LogIndex<>(0, 0), 0);
            logs.put(name, log);
        }
        return log;
    }

    private void store(byte[] key, byte[] value, String log) {
        if (!entries.put(key, value)) {
            throw new LogWriteException(
                    "the journal is full: no room for " + value.length + " bytes of " + log);
        }
    }

    @Override
    public synchronized void append(String name, EventBatch batch) {
        Log log = logForWriting(name);
        log.index.checkIsAbove(name, batch.first());
        store(key(BATCH, log.number, batch.first()), EventBatchCodec.encode(batch), name);
        log.index.append(new LogIndex.Entry<>(batch.first(), batch.last(), batch.first()));
    }

    @Override
    public synchronized void deleteTo(String name, long toSequenceNumber) {
        Optional<Log> existing = log(name);
        if (existing.isEmpty()) {
            return;
        }
        Log log = existing.get();
        long to = Math.min(toSequenceNumber, log.index.highest());
        if (to <= log.index.deletedTo()) {
            return;
        }
        byte[] meta =
                ByteBuffer.allocate(16).putLong(log.index.highest()).putLong(to).array();
        store(key(META, log.number, log.metaVersion + 1), meta, name);
        if (log.metaVersion > 0) {
            entries.remove(key(META, log.number, log.metaVersion));
        }
        log.metaVersion++;
        for (LogIndex.Entry<Long> dropped : log.index.deleteTo(to)) {
            entries.remove(key(BATCH, log.number, dropped.first()));
        }
    }

    @Override
    public synchronized long highestSequenceNumber(String name) {
        return log(name).map(log -> log.index.highest()).orElse(0L);
    }

    @Override
    public synchronized void replay(
            String name, long from, long to, long max, Consumer<StoredEvent> visitor) {
        Optional<Log> existing = log(name);
        if (existing.isEmpty()) {
            return;
        }
        Log log = existing.get();
        long start = Math.max(from, log.index.deletedTo() + 1);
        Replay replay = new Replay(start, to, max, visitor);
        log.index.forEach(start, to, entry -> {
            if (!replay.isDone()) {
                byte[] bytes = read(key(BATCH, log.number, entry.first()));
                replay.accept(EventBatchCodec.decode(bytes));
            }
        });
    }

    @Override
    public Optional<Disk> syncedBy() {
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        entries.close();
    }
}
