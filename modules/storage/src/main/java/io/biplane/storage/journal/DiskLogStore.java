package io.biplane.storage.journal;

import io.biplane.kernel.host.Disk;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Logs on a simulated disk: batches are kept as the objects they are, as a volume that outlives the process; power loss takes
 * back what no sync covered.
 */
public final class DiskLogStore implements LogStore {
    private final Disk disk;
    private final Volume volume;

    private static final class Volume {
        private final TreeMap<String, LogIndex<EventBatch>> logs = new TreeMap<>();

        LogIndex<EventBatch> log(String name) {
            return logs.computeIfAbsent(name, unused -> new LogIndex<>(0, 0));
        }
    }

    /** The logs in the volume of that name. */
    public DiskLogStore(Disk disk, String volumeName) {
        this.disk = disk;
        this.volume = disk.volume(volumeName, Volume::new);
    }

    @Override
    public synchronized void append(String log, EventBatch batch) {
        LogIndex<EventBatch> index = volume.log(log);
        index.checkIsAbove(log, batch.first());
        if (!disk.hasRoomFor(batch.bytes())) {
            throw new LogWriteException("no room on the disk for " + batch + " of " + log);
        }
        long before = index.highest();
        index.append(new LogIndex.Entry<>(batch.first(), batch.last(), batch));
        disk.written(batch.bytes(), () -> index.takeBackAppend(before));
    }

    @Override
    public synchronized void deleteTo(String log, long toSequenceNumber) {
        LogIndex<EventBatch> index = volume.log(log);
        long to = Math.min(toSequenceNumber, index.highest());
        if (to > index.deletedTo()) {
            long before = index.deletedTo();
            List<LogIndex.Entry<EventBatch>> dropped = index.deleteTo(to);
            long freedBytes =
                    dropped.stream().mapToLong(entry -> entry.batch().bytes()).sum();
            disk.written(-freedBytes, () -> index.takeBackDelete(before, dropped));
        }
    }

    @Override
    public synchronized long highestSequenceNumber(String log) {
        return volume.log(log).highest();
    }

    @Override
    public synchronized void replay(
            String log, long from, long to, long max, Consumer<StoredEvent> visitor) {
        LogIndex<EventBatch> index = volume.log(log);
        long start = Math.max(from, index.deletedTo() + 1);
        Replay replay = new Replay(start, to, max, visitor);
        index.forEach(start, to, entry -> replay.accept(entry.batch()));
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
