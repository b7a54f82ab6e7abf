package io.biplane.storage.snapshot;

import akka.persistence.SnapshotSelectionCriteria;

import io.biplane.kernel.host.Disk;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Snapshots on a simulated disk, as a volume that outlives the process. */
final class DiskSnapshotVault implements SnapshotVault {
    private final Disk disk;
    private final Volume volume;

    private static final class Volume {
        private final TreeMap<String, TreeMap<Long, StoredSnapshot>> byId = new TreeMap<>();

        TreeMap<Long, StoredSnapshot> of(String persistenceId) {
            return byId.computeIfAbsent(persistenceId, unused -> new TreeMap<>());
        }
    }

    DiskSnapshotVault(Disk disk, String volumeName) {
        this.disk = disk;
        this.volume = disk.volume(volumeName, Volume::new);
    }

    @Override
    public synchronized void save(String persistenceId, StoredSnapshot snapshot) {
        if (!disk.hasRoomFor(snapshot.bytes())) {
            throw new SnapshotWriteException("no room on the disk for a snapshot of "
                    + persistenceId + ", " + snapshot.bytes() + " bytes");
        }
        TreeMap<Long, StoredSnapshot> snapshots = volume.of(persistenceId);
        long number = snapshot.sequenceNumber();
        Optional<StoredSnapshot> before = Optional.ofNullable(snapshots.put(number, snapshot));
        disk.written(
                snapshot.bytes() - before.map(StoredSnapshot::bytes).orElse(0),
                () -> before.ifPresentOrElse(
                        old -> snapshots.put(number, old), () -> snapshots.remove(number)));
    }

    @Override
    public synchronized Optional<StoredSnapshot> select(
            String persistenceId, SnapshotSelectionCriteria criteria) {
        for (StoredSnapshot snapshot : volume.of(persistenceId).descendingMap().values()) {
            if (matches(criteria, snapshot)) {
                return Optional.of(snapshot);
            }
        }
        return Optional.empty();
    }

    private static boolean matches(SnapshotSelectionCriteria criteria, StoredSnapshot snapshot) {
        return SnapshotVault.matches(
                criteria, snapshot.sequenceNumber(), snapshot.timestampMillis());
    }

    @Override
    public synchronized void delete(String persistenceId, SnapshotSelectionCriteria criteria) {
        TreeMap<Long, StoredSnapshot> snapshots = volume.of(persistenceId);
        List<StoredSnapshot> dropped = snapshots.values().stream()
                .filter(snapshot -> matches(criteria, snapshot))
                .toList();
        if (!dropped.isEmpty()) {
            dropped.forEach(snapshot -> snapshots.remove(snapshot.sequenceNumber()));
            disk.written(
                    -dropped.stream().mapToLong(StoredSnapshot::bytes).sum(),
                    () -> dropped.forEach(
                            snapshot -> snapshots.put(snapshot.sequenceNumber(), snapshot)));
        }
    }

    @Override
    public Optional<Disk> syncedBy() {
        return Optional.of(disk);
    }

    @Override
    public void close() {
        // the volume is the disk's and stays
    }
}
