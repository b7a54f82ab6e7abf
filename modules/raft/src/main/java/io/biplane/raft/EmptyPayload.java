package io.biplane.raft;

/**
 * The entry a leader appends when its term begins, so that it may commit (dissertation §6.4).
 * Applies to nothing.
 */
public enum EmptyPayload implements Payload {
    INSTANCE;

    @Override
    public int sizeBytes() {
        return 0;
    }

    @Override
    public String toString() {
        return "empty";
    }
}
