package io.biplane.raft.progress;

/** The messages on their way to one follower: a ring of (last index, bytes), oldest first. */
final class Inflights {
    private final long[] lastIndexes;
    private final long[] bytes;
    private int start;
    private int count;
    private long totalBytes;

    Inflights(int messagesMax) {
        lastIndexes = new long[messagesMax];
        bytes = new long[messagesMax];
    }

    boolean isFull(long bytesMax) {
        return count == lastIndexes.length || (count > 0 && totalBytes >= bytesMax);
    }

    int count() {
        return count;
    }

    void add(long lastIndex, long messageBytes) {
        int slot = (start + count) % lastIndexes.length;
        lastIndexes[slot] = lastIndex;
        bytes[slot] = messageBytes;
        totalBytes += messageBytes;
        count++;
    }

    /** Forgets all messages whose entries are acknowledged up to {@code index}. */
    void freeUpTo(long index) {
        while (count > 0 && lastIndexes[start] <= index) {
            freeFirst();
        }
    }

    /** Forgets the oldest message: makes room for one when nothing is heard but the follower lives. */
    void freeFirst() {
        if (count > 0) {
            totalBytes -= bytes[start];
            start = (start + 1) % lastIndexes.length;
            count--;
        }
    }

    void reset() {
        start = 0;
        count = 0;
        totalBytes = 0;
    }
}
