package io.biplane.raft.simulation;

import java.util.PriorityQueue;

/** A discrete-event loop: things to do, in order of (instant, order of arrival). */
final class Agenda {
    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private long sequence;
    private long nowNanos;

    private record Item(long atNanos, long sequence, Runnable action) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    long nowNanos() {
        return nowNanos;
    }

    void after(long delayNanos, Runnable action) {
        items.add(new Item(nowNanos + delayNanos, sequence++, action));
    }

    void runUntil(long atNanos) {
        while (!items.isEmpty() && items.peek().atNanos() <= atNanos) {
            Item item = items.poll();
            nowNanos = item.atNanos();
            item.action().run();
        }
        nowNanos = atNanos;
    }
}
