package io.biplane.storage.snapshot;

/** A snapshot was not stored: no room. Travels in failed futures. */
public final class SnapshotWriteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SnapshotWriteException(String message) {
        super(message);
    }
}
