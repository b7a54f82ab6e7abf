package io.biplane.kernel.cpu;

import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.loop.LoopProcess;
import io.biplane.kernel.loop.Outbox;
import io.biplane.kernel.queue.SimEvent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine's cores. A task occupies a core for what it was charged; what it sends leaves when that
 * time has passed; when
 * all cores are busy, tasks queue, and so overload shows up as latency. An actor occupies one core at
 * most: what it does next waits until what it does is done, even if other cores are free.
 *
 * <p>Until something is charged, tasks run straight through (the fast path). In the very first task
 * of a machine that charges, what it
 * sent before the charge has left already; from then on outputs are always held until the task's
 * end is known.
 *
 * <p>Owner object of a machine's CPU state, hence more fields than usual.
 */
public final class Cpu {
    /** Boxes kept for the next tasks: as many as tasks that are usually at work on one machine. */
    private static final int EMPTY_BOXES_MAX = 64;

    private final EventLoop loop;
    private final int cores;
    private final CostModel costs;
    /** Boxes to be used again, as every task needs one. */
    private final ArrayDeque<Outbox> emptyBoxes = new ArrayDeque<>();

    /** Tasks that occupy a core: about as many as cores, so they are searched one by one. */
    private final ArrayList<Completion> inProgress = new ArrayList<>();

    private final ArrayDeque<Waiting> backlog = new ArrayDeque<>();
    private final List<SimEvent> heldTimers = new ArrayList<>();
    private final List<Completion> heldCompletions = new ArrayList<>();

    /** True while tasks may run straight through. */
    private boolean plain;
    /** Whether anything was charged since the machine was made; outputs are held from then on. */
    private boolean modelled;

    /**
     * True while a process boots: its tasks run straight through, their work is settled at the end.
     */
    private boolean booting;

    private int busyCores;
    /** Virtual instant since when the machine is paused; -1 when it is not. */
    private long pausedAtNanos = -1;
    /** Work takes this many times its nominal time; 1 is nominal, 2 half as fast. */
    private double slowFactor = 1;
    /** Nominal work charged to the running task so far. */
    private long chargedNanos;
    /** Nominal work charged since the machine was made. */
    private long chargedTotalNanos;

    /** A CPU with {@code cores} cores, at least 1. */
    public Cpu(EventLoop loop, int cores, CostModel costs) {
        if (cores < 1) {
            throw new IllegalArgumentException("cores must be at least 1, is " + cores);
        }
        this.loop = loop;
        this.cores = cores;
        this.costs = costs;
        this.modelled = costs.taskNanos() > 0;
        this.plain = !modelled;
    }

    private record Waiting(LoopProcess process, Runnable task) {}

    /** What the kernel itself charges on this machine. */
    public CostModel costs() {
        return costs;
    }

    /** Tasks that wait for a core. */
    public int backlogCount() {
        return backlog.size();
    }

    /** Cores at work now. */
    public int busyCores() {
        return busyCores;
    }

    /** Nominal work charged since the machine was made, in nanoseconds. */
    public long chargedTotalNanos() {
        return chargedTotalNanos;
    }

    /** Makes all work take {@code factor} times as long from the next task on; 1 ends it. */
    public void slowDown(double factor) {
        if (!(factor >= 0.001 && factor <= 1e6)) {
            throw new IllegalArgumentException("factor must be in 0.001 … 1e6, is " + factor);
        }
        slowFactor = factor;
    }

    /** The factor last set by {@link #slowDown}. */
    public double slowFactor() {
        return slowFactor;
    }

    /** Charges work to the running task. */
    public void charge(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("charge must not be negative, is " + nanos);
        }
        chargedNanos += nanos;
        chargedTotalNanos += nanos;
    }

    /** CPU time of the running task so far, at this machine's speed. */
    public long taskElapsedNanos() {
        return chargedNanos == 0 ? 0 : scaled(chargedNanos);
    }

    private long scaled(long nanos) {
        return slowFactor == 1 ? nanos : (long) (nanos * slowFactor);
    }

    /** Runs a task now or when a core is free. */
    public void run(LoopProcess process, Runnable task) {
        if (booting) {
            loop.runTask(process, task);
        } else if (plain) {
            loop.runTask(process, task);
            if (chargedNanos != 0) {
                settle(process, task, null);
            }
        } else if (waitsForItself(task)) {
            return;
        } else if (isPaused() || busyCores >= cores || !backlog.isEmpty()) {
            backlog.add(new Waiting(process, task));
        } else {
            start(process, task);
        }
    }

    /**
     * Whether this very task, which is an actor's mailbox, occupies a core: then it is run again
     * once that work is done.
     */
    private boolean waitsForItself(Runnable task) {
        for (int i = 0; i < inProgress.size(); i++) {
            Completion completion = inProgress.get(i);
            if (completion.task == task) {
                completion.isWantedAgain = true;
                return true;
            }
        }
        return false;
    }

    /**
     * A process starts to boot on this machine: until {@link #booted} its tasks do not queue for
     * cores.
     */
    public void boots() {
        booting = true;
    }

    /** The process has booted; the work it was charged keeps a core busy from now on. */
    public void booted(LoopProcess process) {
        booting = false;
        if (chargedNanos != 0) {
            settle(process, null, null);
        }
    }

    private void start(LoopProcess process, Runnable task) {
        Outbox outbox = emptyBoxes.isEmpty() ? new Outbox() : emptyBoxes.pollLast();
        chargedNanos = costs.taskNanos();
        chargedTotalNanos += chargedNanos;
        loop.outbox(outbox);
        try {
            loop.runTask(process, task);
        } finally {
            loop.outbox(null);
        }
        settle(process, task, outbox);
    }

    private void settle(LoopProcess process, Runnable task, Outbox outbox) {
        long busyNanos = taskElapsedNanos();
        chargedNanos = 0;
        if (!process.isAlive()) {
            return;
        }
        if (busyNanos == 0) {
            if (outbox != null) {
                release(process, outbox);
            }
            return;
        }
        modelled = true;
        plain = false;
        busyCores++;
        Completion completion = new Completion(process, task, outbox);
        inProgress.add(completion);
        loop.at(loop.nowNanos() + busyNanos, completion);
    }

    /** Lets a task's output go; its box is used again unless that failed half-way. */
    private void release(LoopProcess process, Outbox outbox) {
        if (!outbox.isEmpty()) {
            loop.runTask(process, outbox::release);
        }
        if (outbox.isEmpty() && emptyBoxes.size() < EMPTY_BOXES_MAX) {
            emptyBoxes.addLast(outbox);
        }
    }

    private final class Completion extends SimEvent {
        private final LoopProcess process;
        /** What was run; null when it was a boot. */
        private final Runnable task;
        /** Holds what the task sent; null when that has left already. */
        private final Outbox outbox;
        /** The same actor has more to do. */
        private boolean isWantedAgain;

        private long remainingNanos;

        Completion(LoopProcess process, Runnable task, Outbox outbox) {
            this.process = process;
            this.task = task;
            this.outbox = outbox;
        }

        @Override
        public void fire() {
            if (isPaused()) {
                remainingNanos = loop.nowNanos() - pausedAtNanos;
                heldCompletions.add(this);
                return;
            }
            busyCores--;
            inProgress.remove(this);
            if (outbox != null) {
                release(process, outbox);
            }
            if (isWantedAgain) {
                loop.ready(process, task);
            }
            work();
        }

        @Override
        public boolean belongsTo(Object owner) {
            return owner == process;
        }
    }

    /** Starts waiting tasks while there are free cores. */
    private void work() {
        while (!isPaused() && busyCores < cores && !backlog.isEmpty()) {
            Waiting next = backlog.poll();
            if (next.process().isAlive()) {
                start(next.process(), next.task());
            }
        }
        plain = !modelled && !isPaused() && backlog.isEmpty();
    }

    /** Whether the machine is paused. */
    public boolean isPaused() {
        return pausedAtNanos >= 0;
    }

    /**
     * Freezes the machine's processes: no task runs, no timer fires, work in progress stands still.
     */
    public void pause() {
        if (!isPaused()) {
            pausedAtNanos = loop.nowNanos();
            plain = false;
        }
    }

    /**
     * Lets the processes go on where they were; timers that came due meanwhile fire now, once each.
     */
    public void resume() {
        if (!isPaused()) {
            return;
        }
        pausedAtNanos = -1;
        for (Completion completion : heldCompletions) {
            loop.at(loop.nowNanos() + completion.remainingNanos, completion);
        }
        heldCompletions.clear();
        for (SimEvent timer : heldTimers) {
            loop.at(loop.nowNanos(), timer);
        }
        heldTimers.clear();
        work();
    }

    /** Holds a timer back while the machine is paused; false when it is not. */
    public boolean holdTimer(SimEvent timer) {
        if (isPaused()) {
            heldTimers.add(timer);
            return true;
        }
        return false;
    }

    /**
     * The process on this machine ended: all cores are free, nothing waits. A pause ends with it.
     */
    public void clear() {
        backlog.clear();
        heldTimers.clear();
        heldCompletions.clear();
        inProgress.clear();
        busyCores = 0;
        booting = false;
        chargedNanos = 0;
        pausedAtNanos = -1;
        plain = !modelled;
    }
}
