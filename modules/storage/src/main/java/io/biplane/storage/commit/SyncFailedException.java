package io.biplane.storage.commit;

/** A write may never become durable: its sync failed, or the process ends before it. Travels in failed futures. */
public final class SyncFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SyncFailedException(String message) {
        super(message);
    }
}
