package io.biplane.storage.engine;

/**
 * A batch does not fit: the machine's disk or the store's own space is used up, or one value is larger than the store takes.
 * Nothing of the batch was done and the store stays usable; removing data makes room. Callers turn it into an answer or let
 * the node fail, as the modelled system does.
 */
public final class StoreFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFullException(String message) {
        super(message);
    }

    public StoreFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
