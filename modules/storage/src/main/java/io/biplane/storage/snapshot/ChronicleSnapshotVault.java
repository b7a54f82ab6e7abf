package io.biplane.storage.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import akka.persistence.SnapshotSelectionCriteria;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.kernel.host.Disk;
import io.biplane.storage.chronicle.ChronicleEntries;
import io.biplane.storage.codec.ByteWriter;
import io.biplane.storage.codec.SerializedPayload;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Snapshots in a Chronicle Map, each under a key of its own: sequence number, timestamp, a version that grows with each
 * saving, persistence id. One that takes another's place is written before the other is removed.
 */
final class ChronicleSnapshotVault implements SnapshotVault {
    private static final int PREFIX_BYTES = 26;

    private final ChronicleEntries entries;
    private final TreeMap<String, TreeMap<Long, Place>> byId = new TreeMap<>();
    /** Highest version in any key. */
    private long version;

    private record Place(long timestampMillis, long version) {}

    ChronicleSnapshotVault(ChronicleEntries entries) {
        this.entries = entries;
        List<byte[]> replaced = new ArrayList<>();
        entries.forEach((key, unusedBytes) -> {
            ByteBuffer in = ByteBuffer.wrap(key, 2, key.length - 2);
            long number = in.getLong();
            Place place = new Place(in.getLong(), in.getLong());
            String id = new String(key, PREFIX_BYTES, key.length - PREFIX_BYTES, UTF_8);
            version = Math.max(version, place.version());
            Optional<Place> other = Optional.ofNullable(of(id).get(number));
            if (other.isPresent() && other.get().version() > place.version()) {
                replaced.add(key);
            } else {
                other.ifPresent(old -> replaced.add(key(id, number, old)));
                of(id).put(number, place);
            }
        });
        replaced.forEach(entries::remove); // a killed process had not come to it
    }

    private TreeMap<Long, Place> of(String persistenceId) {
        return byId.computeIfAbsent(persistenceId, unused -> new TreeMap<>());
    }

    private static byte[] key(String persistenceId, long number, Place place) {
        byte[] id = persistenceId.getBytes(UTF_8);
        return ByteBuffer.allocate(PREFIX_BYTES + id.length)
                .put((byte) 0)
                .put((byte) 's')
                .putLong(number)
                .putLong(place.timestampMillis())
                .putLong(place.version())
                .put(id)
                .array();
    }

    @Override
    public synchronized void save(String persistenceId, StoredSnapshot snapshot) {
        ByteWriter out = new ByteWriter(snapshot.bytes() + 64);
        snapshot.payload().writeTo(out);
        long number = snapshot.sequenceNumber();
        Place place = new Place(snapshot.timestampMillis(), version + 1);
        if (!entries.put(key(persistenceId, number, place), out.toBytes())) {
            throw new SnapshotWriteException("the snapshot store is full: no room for "
                    + snapshot.bytes() + " bytes of " + persistenceId);
        }
        version++;
        Optional<Place> before = Optional.ofNullable(of(persistenceId).put(number, place));
        before.ifPresent(old -> entries.remove(key(persistenceId, number, old)));
    }

    @Override
    public synchronized Optional<StoredSnapshot> select(
            String persistenceId, SnapshotSelectionCriteria criteria) {
        for (var found : of(persistenceId).descendingMap().entrySet()) {
            long number = found.getKey();
            Place place = found.getValue();
            if (SnapshotVault.matches(criteria, number, place.timestampMillis())) {
                byte[] bytes = entries.get(key(persistenceId, number, place))
                        .orElseThrow(() -> new InvariantViolation(
                                "snapshot " + number + " of " + persistenceId + " is missing"));
                return Optional.of(new StoredSnapshot(
                        number,
                        place.timestampMillis(),
                        SerializedPayload.readFrom(ByteBuffer.wrap(bytes))));
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void delete(String persistenceId, SnapshotSelectionCriteria criteria) {
        of(persistenceId).entrySet().removeIf(found -> {
            Place place = found.getValue();
            boolean drop = SnapshotVault.matches(criteria, found.getKey(), place.timestampMillis());
            if (drop) {
                entries.remove(key(persistenceId, found.getKey(), place));
            }
            return drop;
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
