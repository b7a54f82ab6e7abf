package io.biplane.kernel.loop;

import io.biplane.base.random.SimRandom;

import java.util.Arrays;

/**
 * The tasks that may run now, with their processes, first in first out; or, to explore
 * interleavings, in an order drawn from
 * a stream. A ring over two arrays, because this is touched twice a message.
 */
final class ReadyRing {
    private final SimRandom order;
    private Runnable[] tasks = new Runnable[256];
    private LoopProcess[] processes = new LoopProcess[256];
    // Owner object of the hottest state: positions are plain fields; both run without wrapping,
    // masked at use.
    private int head;
    private int tail;
    private LoopProcess polled;

    /** A ring; {@code order} null means first in, first out. */
    ReadyRing(SimRandom order) {
        this.order = order;
    }

    boolean isEmpty() {
        return head == tail;
    }

    int size() {
        return tail - head;
    }

    void add(LoopProcess process, Runnable task) {
        if (tail - head == tasks.length) {
            grow();
        }
        int at = tail++ & (tasks.length - 1);
        tasks[at] = task;
        processes[at] = process;
    }

    /** Takes the next task; its process is {@link #polled()} until the next call. */
    Runnable poll() {
        int at = head & (tasks.length - 1);
        if (order != null && tail - head > 1) {
            swap(at, (head + order.nextInt(tail - head)) & (tasks.length - 1));
        }
        head++;
        Runnable task = tasks[at];
        polled = processes[at];
        tasks[at] = null;
        processes[at] = null;
        return task;
    }

    LoopProcess polled() {
        return polled;
    }

    /** Forgets the tasks of one process, so that it can be collected. */
    void drop(LoopProcess process) {
        int kept = head;
        for (int i = head; i != tail; i++) {
            int from = i & (tasks.length - 1);
            LoopProcess owner = processes[from];
            Runnable task = tasks[from];
            tasks[from] = null;
            processes[from] = null;
            if (owner != process) {
                int to = kept++ & (tasks.length - 1);
                tasks[to] = task;
                processes[to] = owner;
            }
        }
        tail = kept;
        if (polled == process) {
            polled = null;
        }
    }

    private void swap(int a, int b) {
        Runnable task = tasks[a];
        tasks[a] = tasks[b];
        tasks[b] = task;
        LoopProcess process = processes[a];
        processes[a] = processes[b];
        processes[b] = process;
    }

    private void grow() {
        int length = tasks.length;
        int split = head & (length - 1);
        Runnable[] moreTasks = Arrays.copyOfRange(tasks, split, split + 2 * length);
        LoopProcess[] moreProcesses = Arrays.copyOfRange(processes, split, split + 2 * length);
        System.arraycopy(tasks, 0, moreTasks, length - split, split);
        System.arraycopy(processes, 0, moreProcesses, length - split, split);
        tasks = moreTasks;
        processes = moreProcesses;
        head = 0;
        tail = length;
    }
}
