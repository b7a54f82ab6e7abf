package io.biplane.storage.snapshot;

import akka.persistence.SnapshotSelectionCriteria;

import io.biplane.kernel.host.Disk;

import java.util.Optional;

/** Snapshots by persistence id: what the plugin stands on. On a simulated disk or in files. */
interface SnapshotVault extends AutoCloseable {
    /**
     * Keeps a snapshot, in place of one with the same sequence number.
     *
     * @throws SnapshotWriteException when it does not fit; what was there is still there
     */
    void save(String persistenceId, StoredSnapshot snapshot);

    /** The one with the highest sequence number that matches. */
    Optional<StoredSnapshot> select(String persistenceId, SnapshotSelectionCriteria criteria);

    /** Drops all that match. */
    void delete(String persistenceId, SnapshotSelectionCriteria criteria);

    /** The disk whose sync makes what was kept durable; empty when keeping is all there is to it. */
    Optional<Disk> syncedBy();

    @Override
    void close();

    /** Whether Akka's criteria select a snapshot with that position and time. */
    static boolean matches(
            SnapshotSelectionCriteria criteria, long sequenceNumber, long timestampMillis) {
        return sequenceNumber <= criteria.maxSequenceNr()
                && timestampMillis <= criteria.maxTimestamp()
                && sequenceNumber >= criteria.minSequenceNr()
                && timestampMillis >= criteria.minTimestamp();
    }
}
