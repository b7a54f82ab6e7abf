package io.biplane.kvserver.log;

/**
 * The disk failed under a replica: nobody knows what it holds any more, so the process must end. Source: CockroachDB stops a
 * node on a failed sync.
 */
public final class DiskFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DiskFailure(String message) {
        super(message);
    }

    public DiskFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
