package io.biplane.kernel.loop;

import io.biplane.base.random.SimRandom;
import io.biplane.kernel.context.SimulationContext;
import io.biplane.kernel.queue.EventQueue;
import io.biplane.kernel.queue.SimEvent;
import io.biplane.kernel.trace.Trace;

import java.util.Optional;

/**
 * The one loop that everything of a simulation runs on: first the tasks that are ready, then the
 * next event, time jumping to
 * its instant.
 *
 * <p>Owner object of the hottest state (time, running process, ready ring), hence its many fields.
 * Not thread-safe: all
 * calls come from the thread that runs the simulation.
 */
public final class EventLoop implements SimulationContext {
    private final EventQueue queue = new EventQueue();
    private final Trace trace;
    private final SimRandom order;
    private final long stepsPerInstantMax;
    private ReadyRing ready;

    /** Virtual now, nanoseconds since the start; never falls. */
    private long nowNanos;
    /** Tasks and events carried out so far. */
    private long stepCount;
    /** Value of {@link #stepCount} when time last moved. */
    private long stepCountAtInstant;
    /** Whose task runs; null between tasks and in control events. */
    private LoopProcess running;
    /** Where the running task's output goes while CPU time is modelled; null: straight out. */
    private Outbox outbox;
    /** Why the run must stop; null while all is well. */
    private Throwable failure;
    /**
     * The thread that runs the simulation now; null between runs. Read by other threads only to
     * find they are not it.
     */
    private volatile Thread thread;
    /** What a foreign thread did; written by that thread. */
    private volatile Throwable foreignFailure;
    /** Host on which that happened. */
    private String failureHost = "";

    /**
     * A loop at instant 0.
     *
     * @param order stream that draws the next ready task, or null for first in, first out
     * @param stepsPerInstantMax more steps than this at one instant are taken for an endless loop
     */
    public EventLoop(Trace trace, SimRandom order, long stepsPerInstantMax) {
        this.trace = trace;
        this.order = order;
        this.stepsPerInstantMax = stepsPerInstantMax;
        this.ready = new ReadyRing(order);
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public String hostName() {
        return running == null ? "" : running.hostName();
    }

    /** Tasks and events carried out so far. */
    public long stepCount() {
        return stepCount;
    }

    /** Events and ready tasks that wait. */
    public int pendingCount() {
        return queue.size() + ready.size();
    }

    public Trace trace() {
        return trace;
    }

    /** Whose task runs; null between tasks and in control events (hot path, hence no Optional). */
    public LoopProcess running() {
        return running;
    }

    /** Where the running task's output must go; null: straight out. */
    public Outbox outbox() {
        return outbox;
    }

    /** Holds back the running task's output from now on, or (null) lets it straight out. */
    public void outbox(Outbox box) {
        outbox = box;
    }

    /** Queues an event. Instants in the past count as now. */
    public void at(long atNanos, SimEvent event) {
        queue.add(Math.max(atNanos, nowNanos), event);
    }

    /** Takes an event out; false when it was not queued. */
    public boolean cancel(SimEvent event) {
        return queue.cancel(event);
    }

    /** A task of {@code process} may run. */
    public void ready(LoopProcess process, Runnable task) {
        ready.add(process, task);
    }

    void forget(LoopProcess process) {
        ready.drop(process);
        queue.cancelIf(event -> event.belongsTo(process));
    }

    /**
     * The instant of the next thing to do: now if a task is ready; {@code Long.MAX_VALUE} if there
     * is nothing.
     */
    public long nextAtNanos() {
        return ready.isEmpty() ? queue.nextAtNanos() : nowNanos;
    }

    /**
     * Carries out the next task or event if its instant is not after {@code limitNanos}.
     *
     * @return whether there was one
     */
    public boolean step(long limitNanos) {
        if (!ready.isEmpty()) {
            runReady();
            return true;
        }
        long at = queue.nextAtNanos();
        if (at > limitNanos || at == Long.MAX_VALUE) {
            return false;
        }
        moveTo(at);
        countStep();
        try {
            queue.poll().fire();
        } catch (Throwable thrown) {
            fail(thrown);
        }
        return true;
    }

    /**
     * Carries out something that does not wait in the queue as the next step, before whatever does.
     *
     * @param atNanos not before now, and not after the next task or event
     */
    public void stepInto(long atNanos, Runnable body) {
        moveTo(atNanos);
        countStep();
        try {
            body.run();
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    private void moveTo(long atNanos) {
        if (atNanos != nowNanos) {
            nowNanos = atNanos;
            stepCountAtInstant = stepCount;
        }
    }

    /**
     * Moves time on with nothing to do in between; the caller has drained everything up to there.
     */
    public void idleUntil(long atNanos) {
        if (atNanos > nowNanos) {
            nowNanos = atNanos;
            stepCountAtInstant = stepCount;
        }
    }

    private void runReady() {
        countStep();
        Runnable task = ready.poll();
        LoopProcess process = ready.polled();
        if (process.isAlive()) {
            process.run(task);
        }
    }

    private void countStep() {
        if (++stepCount - stepCountAtInstant > stepsPerInstantMax) {
            stepCountAtInstant = stepCount;
            fail(new IllegalStateException("more than " + stepsPerInstantMax
                    + " steps at one virtual instant: actors seem to message each other forever"));
        }
    }

    /** Runs a task as {@code process}; what it throws stops the run. */
    public void runTask(LoopProcess process, Runnable task) {
        LoopProcess before = running;
        running = process;
        try {
            task.run();
        } catch (Throwable thrown) {
            fail(thrown);
        } finally {
            running = before;
        }
    }

    /**
     * Runs control code: outside any host, output straight out; what it throws goes on to the
     * caller.
     */
    public void runOutside(Runnable body) {
        LoopProcess before = running;
        Outbox boxBefore = outbox;
        running = null;
        outbox = null;
        try {
            body.run();
        } finally {
            running = before;
            outbox = boxBefore;
        }
    }

    /**
     * Runs {@code body} as {@code process} with a ready ring of its own, then drains that ring:
     * what becomes ready
     * in it is done before this returns, and no other process runs meanwhile.
     */
    public void runApart(LoopProcess process, Runnable body) {
        ReadyRing outer = ready;
        Outbox boxBefore = outbox;
        ready = new ReadyRing(order);
        outbox = null;
        try {
            runTask(process, body);
            drainReady();
        } finally {
            ready = outer;
            outbox = boxBefore;
        }
    }

    /**
     * Runs ready tasks until there are none or the run failed. For code that is about to block on
     * their effect.
     */
    public void drainReady() {
        while (!ready.isEmpty() && failure == null) {
            runReady();
        }
    }

    /** Runs {@code body} as this loop's work on the current thread. */
    public void enter(Runnable body) {
        Thread before = thread;
        thread = Thread.currentThread();
        try {
            SimulationContext.within(this, body);
        } finally {
            thread = before;
        }
    }

    /**
     * Whether the current thread may touch the simulation; if not, the run is going to stop.
     * Between runs any thread may
     * (set-up code), during a run only the one that runs it.
     */
    public boolean isOwnThread() {
        Thread owner = thread;
        if (owner == null || owner == Thread.currentThread()) {
            return true;
        }
        foreignFailure = new IllegalStateException(
                "a message came from thread " + Thread.currentThread().getName()
                        + ": actors in a simulation must not use other threads"
                        + " (if this was an ask: call Simulation.prepare() earlier)");
        return false;
    }

    /** Whether the current thread is running the simulation, rather than calling from outside. */
    public boolean isRunningHere() {
        return thread == Thread.currentThread();
    }

    @Override
    public Optional<Object> runningProcess() {
        return Optional.ofNullable(running);
    }

    @Override
    public void carryReply(Object asker, Object outcome, Runnable arrive, Runnable timeOut) {
        ((LoopProcess) asker).receiveReply(outcome, arrive, timeOut);
    }

    @Override
    public void bugFound(Throwable bug) {
        fail(bug);
    }

    /** Stops the run; the first reason counts. */
    public void fail(Throwable reason) {
        if (failure == null) {
            failure = reason;
            failureHost = hostName();
        }
    }

    /** Why the run must stop; null while all is well (hot path, hence no Optional). */
    public Throwable failure() {
        if (failure == null && foreignFailure != null) {
            failure = foreignFailure;
        }
        return failure;
    }

    /** The host whose task made the run fail; empty if none. */
    public String failureHost() {
        return failureHost;
    }
}
