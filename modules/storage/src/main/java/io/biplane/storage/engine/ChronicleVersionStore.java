package io.biplane.storage.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;
import io.biplane.storage.chronicle.ChronicleEntries;
import io.biplane.storage.chronicle.ReadCache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps each version as its own entry of a Chronicle Map. Entries by the second byte of their keys:
 *
 * <pre>
 *   v key wall logical   a value        t key wall logical   a tombstone (empty)
 *   l version key        a local record, in files only: the heap index holds the bytes anyway
 *   p                    the batch being made, in files only: done again when the process was killed half way
 * </pre>
 *
 * <p>A local record is written under its next version before the entry of the last one is removed, so that there is a
 * whole one at any instant.
 */
final class ChronicleVersionStore implements VersionStore {
    private static final byte VALUE = 'v';
    private static final byte TOMBSTONE = 't';
    private static final byte LOCAL = 'l';
    private static final byte[] PENDING = "\0p".getBytes(US_ASCII);
    /** Reserved byte and kind. */
    private static final int PREFIX_BYTES = 2;
    /** Our choice: the rows of the delivered scenarios fit, and fifty stores still take little. */
    private static final long CACHE_BYTES = 4L << 20;

    private final ChronicleEntries entries;
    private final ReadCache<Version> cache = new ReadCache<>(CACHE_BYTES);
    /** Version under which each local record lies in the file. */
    private final TreeMap<Key, Long> localVersions = new TreeMap<>();

    private boolean pending;

    /** A slot that can hold its own version. */
    private static final class Stub extends ReadCache.Holder<Version> implements Slot {
        private final Timestamp at;
        private final int valueBytes;
        private final boolean tombstone;

        Stub(Timestamp at, int valueBytes, boolean tombstone) {
            this.at = at;
            this.valueBytes = valueBytes;
            this.tombstone = tombstone;
        }

        @Override
        public Timestamp at() {
            return at;
        }

        @Override
        public int valueBytes() {
            return valueBytes;
        }

        @Override
        public boolean tombstone() {
            return tombstone;
        }
    }

    ChronicleVersionStore(ChronicleEntries entries) {
        this.entries = entries;
    }

    /** A volume with what the entries hold; finishes the batch a killed process left half done. */
    static MvccVolume load(ChronicleEntries entries) {
        ChronicleVersionStore store = new ChronicleVersionStore(entries);
        MvccVolume volume = store.buildIndex();
        Optional<byte[]> unfinished = entries.get(PENDING);
        if (unfinished.isPresent()) {
            volume.redo(WriteBatchCodec.decode(unfinished.get()));
            entries.remove(PENDING);
        }
        return volume;
    }

    /** A key of the map with the version it stands for, for sorting. */
    private record Found(Key key, Stub stub) implements Comparable<Found> {
        @Override
        public int compareTo(Found other) {
            int byKey = key.compareTo(other.key);
            return byKey != 0 ? byKey : stub.at.compareTo(other.stub.at);
        }
    }

    private MvccVolume buildIndex() {
        List<Found> found = new ArrayList<>();
        List<byte[]> localKeys = new ArrayList<>();
        entries.forEach((entryKey, valueBytes) -> {
            if (entryKey[1] == LOCAL) {
                localKeys.add(entryKey);
            } else if (entryKey[1] != PENDING[1]) {
                found.add(decode(entryKey, valueBytes));
            }
        });
        found.sort(null);
        // Handing TreeMap a sorted map builds it in linear time.
        TreeMap<Key, VersionChain> versions = new TreeMap<>();
        VersionChain last = null;
        for (Found one : found) {
            if (last == null || !last.key().equals(one.key())) {
                last = new VersionChain(one.key());
                versions.put(one.key(), last);
            }
            last.insert(one.stub());
        }
        return new MvccVolume(this, versions, newestLocals(localKeys));
    }

    private static Found decode(byte[] entryKey, int valueBytes) {
        int keyEnd = entryKey.length - VersionChain.TIMESTAMP_BYTES;
        ByteBuffer buffer = ByteBuffer.wrap(entryKey);
        Timestamp at = new Timestamp(buffer.getLong(keyEnd), buffer.getInt(keyEnd + 8));
        return new Found(
                Key.wrap(Arrays.copyOfRange(entryKey, PREFIX_BYTES, keyEnd)),
                new Stub(at, valueBytes, entryKey[1] == TOMBSTONE));
    }

    /** Reads the newest version of each local record and drops older ones that a killed process left. */
    private TreeMap<Key, byte[]> newestLocals(List<byte[]> entryKeys) {
        for (byte[] entryKey : entryKeys) {
            Key key = Key.wrap(Arrays.copyOfRange(entryKey, PREFIX_BYTES + 8, entryKey.length));
            localVersions.merge(key, ByteBuffer.wrap(entryKey).getLong(PREFIX_BYTES), Math::max);
        }
        TreeMap<Key, byte[]> locals = new TreeMap<>();
        for (Map.Entry<Key, Long> local : localVersions.entrySet()) {
            locals.put(local.getKey(), read(localKey(local.getKey(), local.getValue())));
        }
        for (byte[] entryKey : entryKeys) {
            Key key = Key.wrap(Arrays.copyOfRange(entryKey, PREFIX_BYTES + 8, entryKey.length));
            if (ByteBuffer.wrap(entryKey).getLong(PREFIX_BYTES) < localVersions.get(key)) {
                entries.remove(entryKey);
            }
        }
        return locals;
    }

    @Override
    public Slot put(Version version) {
        Slot slot = new Stub(version.at(), version.valueBytes(), version.tombstone());
        store(versionKey(version.key(), slot), version.value());
        return slot;
    }

    private void store(byte[] entryKey, byte[] value) {
        if (!entries.put(entryKey, value)) {
            throw new StoreFullException(
                    "the store is full: no room for " + value.length + " bytes");
        }
    }

    @Override
    public Version load(Key key, Slot slot) {
        Stub stub = (Stub) slot;
        if (stub.held() != null) {
            return stub.held();
        }
        Version version = slot.tombstone()
                ? Version.tombstone(key, slot.at())
                : Version.of(key, slot.at(), read(versionKey(key, slot)));
        cache.keep(stub, version, stub.valueBytes);
        return version;
    }

    private byte[] read(byte[] entryKey) {
        return entries.get(entryKey)
                .orElseThrow(() -> new InvariantViolation(
                        "the index knows " + Key.wrap(entryKey) + ", the map does not"));
    }

    @Override
    public void remove(Key key, Slot slot) {
        entries.remove(versionKey(key, slot));
    }

    @Override
    public void putLocal(Key key, byte[] value) {
        if (entries.isInFile()) {
            long before = localVersions.getOrDefault(key, 0L);
            store(localKey(key, before + 1), value);
            localVersions.put(key, before + 1);
            if (before > 0) {
                entries.remove(localKey(key, before));
            }
        }
    }

    @Override
    public void removeLocal(Key key) {
        if (entries.isInFile()) {
            entries.remove(localKey(key, localVersions.remove(key)));
        }
    }

    @Override
    public void begin(WriteBatch batch) {
        if (entries.isInFile() && !isAtomicByItself(batch)) {
            store(PENDING, WriteBatchCodec.encode(batch));
            pending = true;
        }
    }

    /** One entry put or removed needs no help to be atomic. */
    private static boolean isAtomicByItself(WriteBatch batch) {
        if (batch.operations().size() > 1) {
            return false;
        }
        WriteOperation only = batch.operations().get(0);
        return only instanceof WriteOperation.Put
                || only instanceof WriteOperation.Remove
                || only instanceof WriteOperation.PutLocal
                || only instanceof WriteOperation.RemoveLocal;
    }

    @Override
    public void end() {
        if (pending) {
            entries.remove(PENDING);
            pending = false;
        }
    }

    @Override
    public void close() {
        if (entries.isInFile()) {
            entries.close();
        } // a map in memory is a simulated disk's and outlives the process
    }

    @Override
    public void dispose() {
        if (!entries.isInFile()) {
            entries.close();
        }
    }

    private static byte[] versionKey(Key key, Slot slot) {
        byte[] bytes = key.bytes();
        byte[] entryKey = new byte[PREFIX_BYTES + bytes.length + VersionChain.TIMESTAMP_BYTES];
        entryKey[1] = slot.tombstone() ? TOMBSTONE : VALUE;
        System.arraycopy(bytes, 0, entryKey, PREFIX_BYTES, bytes.length);
        int at = PREFIX_BYTES + bytes.length;
        putLong(entryKey, at, slot.at().wallNanos());
        putInt(entryKey, at + 8, slot.at().logical());
        return entryKey;
    }

    private static byte[] localKey(Key key, long version) {
        byte[] bytes = key.bytes();
        byte[] entryKey = new byte[PREFIX_BYTES + 8 + bytes.length];
        entryKey[1] = LOCAL;
        putLong(entryKey, PREFIX_BYTES, version);
        System.arraycopy(bytes, 0, entryKey, PREFIX_BYTES + 8, bytes.length);
        return entryKey;
    }

    private static void putLong(byte[] target, int at, long value) {
        putInt(target, at, (int) (value >>> 32));
        putInt(target, at + 4, (int) value);
    }

    private static void putInt(byte[] target, int at, int value) {
        target[at] = (byte) (value >>> 24);
        target[at + 1] = (byte) (value >>> 16);
        target[at + 2] = (byte) (value >>> 8);
        target[at + 3] = (byte) value;
    }
}
