package io.biplane.storage.plugin;

/** A plugin's files could not be opened; the text says which and why. Travels in failed futures. */
public final class StoreNotOpenedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreNotOpenedException(String message, Throwable cause) {
        super(message, cause);
    }
}
