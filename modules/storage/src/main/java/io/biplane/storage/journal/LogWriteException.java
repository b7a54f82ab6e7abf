package io.biplane.storage.journal;

/** A batch was not stored: no room, or it lies at or below the log's end. Travels in failed futures. */
public final class LogWriteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogWriteException(String message) {
        super(message);
    }
}
