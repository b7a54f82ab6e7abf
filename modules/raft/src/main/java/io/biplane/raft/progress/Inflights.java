package io.biplane.raft.progress;

/** The messages on their way to one follower: a ring of (last index, bytes), oldest first. */
final class Inflights {
    private final int messagesMax;
    /** Grown on demand, for most followers have few messages under way at a time. */
    private long[] lastIndexes = new long[4];

    private long[] bytes = new long[4];
    private int start;
    private int count;
    private long totalBytes;

    Inflights(int messagesMax) {
        this.messagesMax = messagesMax;
    }

    boolean isFull(long bytesMax) {
        return count >= messagesMax || (count > 0 && totalBytes >= bytesMax);
    }

    int count() {
        return count;
    }

    void add(long lastIndex, long messageBytes) {
        if (count == lastIndexes.length) {
            lastIndexes = grown(lastIndexes);
            bytes = grown(bytes);
            start = 0;
        }
        int slot = (start + count) % lastIndexes.length;
        lastIndexes[slot] = lastIndex;
        bytes[slot] = messageBytes;
        totalBytes += messageBytes;
        count++;
    }

    /** Twice as large, with the oldest in front. */
    private long[] grown(long[] ring) {
        long[] larger = new long[ring.length * 2];
        System.arraycopy(ring, start, larger, 0, ring.length - start);
        System.arraycopy(ring, 0, larger, ring.length - start, start);
        return larger;
    }

    /** Forgets all messages whose entries are acknowledged up to {@code index}. */
    void freeUpTo(long index) {
        while (count > 0 && lastIndexes[start] <= index) {
            freeFirst();
        }
    }

    /**
     * Forgets the oldest message: makes room for one when nothing is heard but the follower lives.
     */
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
