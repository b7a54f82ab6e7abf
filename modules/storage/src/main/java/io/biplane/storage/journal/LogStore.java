package io.biplane.storage.journal;

import io.biplane.kernel.host.Disk;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Append-only logs by name: what the journal plugin stands on, and what tests and tools may use without Akka Persistence.
 * Two exist: {@link DiskLogStore} on a simulated disk and {@link ChronicleLogStore} in files.
 *
 * <p>Akka runs replays outside the journal's actor, so the methods may be called from several threads.
 */
public interface LogStore extends AutoCloseable {
    /**
     * Adds a batch at the end of a log, above its highest sequence number; numbers left out between are a gap for good. Killed
     * at any instant, the process finds the batch whole or absent.
     *
     * @throws LogWriteException when the batch does not lie above the log's highest sequence number, or does not fit; nothing was
     *     stored then
     */
    void append(String log, EventBatch batch);

    /** Forgets the events up to and including {@code toSequenceNumber}; the highest sequence number stays known. */
    void deleteTo(String log, long toSequenceNumber);

    /** The highest sequence number ever stored, also of deleted events; 0 when there was none. */
    long highestSequenceNumber(String log);

    /**
     * Shows the events from {@code from} to {@code to}, both included, ascending, {@code max} at most. A gap is passed over.
     */
    void replay(String log, long from, long to, long max, Consumer<StoredEvent> visitor);

    /** The disk whose sync makes what was stored durable; empty when storing is all there is to it. */
    Optional<Disk> syncedBy();

    /** Ends the use of the store. */
    @Override
    void close();
}
