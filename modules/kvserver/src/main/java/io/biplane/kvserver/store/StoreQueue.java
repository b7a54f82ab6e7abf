package io.biplane.kvserver.store;

/**
 * Work of a store that falls due by time. Each queue knows its next instant; the store has one timer for all of them and asks
 * again after whatever may have changed one. Part of the store's actor.
 */
interface StoreQueue {
    /** When to run it next, in monotonic nanoseconds; {@code Long.MAX_VALUE} for never. */
    long dueNanos();

    /**
     * Does what is due, and is due later than now from then on.
     *
     * @param nowNanos at or after {@link #dueNanos}
     */
    void run(long nowNanos);
}
