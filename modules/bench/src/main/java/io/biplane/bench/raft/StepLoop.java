package io.biplane.bench.raft;

import java.util.Arrays;

/** Virtual time: a binary heap of (instant, order of arrival) over primitive arrays. */
final class StepLoop {
    private long[] instants = new long[1024];
    private long[] orders = new long[1024];
    private Runnable[] actions = new Runnable[1024];
    private int size;
    private long sequence;
    private long nowNanos;

    long nowNanos() {
        return nowNanos;
    }

    void after(long delayNanos, Runnable action) {
        if (size == instants.length) {
            instants = Arrays.copyOf(instants, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
            actions = Arrays.copyOf(actions, size * 2);
        }
        long at = nowNanos + delayNanos;
        long order = sequence++;
        int slot = size++;
        while (slot > 0) {
            int parent = (slot - 1) >>> 1;
            if (instants[parent] < at || (instants[parent] == at && orders[parent] < order)) {
                break;
            }
            move(parent, slot);
            slot = parent;
        }
        set(slot, at, order, action);
    }

    /** Runs the next action; virtual time jumps to it. */
    void step() {
        Runnable action = actions[0];
        nowNanos = instants[0];
        size--;
        if (size > 0) {
            sink(instants[size], orders[size], actions[size]);
        }
        actions[size] = null;
        action.run();
    }

    private void sink(long at, long order, Runnable action) {
        int slot = 0;
        while (true) {
            int child = slot * 2 + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBefore(child + 1, instants[child], orders[child])) {
                child++;
            }
            if (!isBefore(child, at, order)) {
                break;
            }
            move(child, slot);
            slot = child;
        }
        set(slot, at, order, action);
    }

    private boolean isBefore(int slot, long at, long order) {
        return instants[slot] < at || (instants[slot] == at && orders[slot] < order);
    }

    private void move(int from, int to) {
        set(to, instants[from], orders[from], actions[from]);
    }

    private void set(int slot, long at, long order, Runnable action) {
        instants[slot] = at;
        orders[slot] = order;
        actions[slot] = action;
    }
}
