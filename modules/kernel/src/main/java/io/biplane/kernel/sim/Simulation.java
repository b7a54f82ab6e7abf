package io.biplane.kernel.sim;

import akka.actor.IllegalActorStateException;
import akka.actor.InvalidActorNameException;
import akka.actor.InvalidMessageException;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.random.Decisions;
import io.biplane.base.random.SimRandom;
import io.biplane.base.random.Streams;
import io.biplane.kernel.akka.InlineStages;
import io.biplane.kernel.inbox.Inbox;
import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.network.Network;
import io.biplane.kernel.queue.SimEvent;
import io.biplane.kernel.trace.ReplayDiverged;
import io.biplane.kernel.trace.Trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A deterministic simulation of machines that run Akka Typed actor systems, in virtual time, on the
 * thread that calls
 * {@link #runUntil} or {@link #step}.
 *
 * <p>Same program, same seed: same run, told by {@link #trace()}'s digest. Nothing is shared
 * between simulations; several may run
 * in one JVM, each on a thread of its own.
 */
public final class Simulation implements AutoCloseable {
    private final long seed;
    private final long wallEpochNanos;
    private final Decisions decisions;
    private final boolean stoppingOnBugs;
    private final Streams streams;
    private final Trace trace;
    private final EventLoop loop;
    private final Network network;
    private final Inbox inbox;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<Runnable> afterEvent = new ArrayList<>();

    Simulation(SimulationBuilder builder) {
        this.seed = builder.seed();
        this.wallEpochNanos = builder.wallEpochNanos();
        this.decisions = builder.decisions();
        this.stoppingOnBugs = builder.isStoppingOnBugs();
        this.streams = new Streams(seed, decisions);
        this.trace = new Trace(builder.isDigesting());
        SimRandom order = builder.isExploring() ? streams.stream("kernel.interleaving") : null;
        this.loop = new EventLoop(trace, order, builder.stepsPerInstantMax());
        this.network = new Network(loop, streams);
        this.inbox = new Inbox(loop);
    }

    static {
        prepare();
    }

    /** Whether an actor's failure must stop the run. */
    boolean isStoppedBy(Throwable failure) {
        return failure instanceof Error
                || InvariantViolation.isIn(failure)
                || stoppingOnBugs && isNobodysModel(failure);
    }

    /**
     * Whether the deepest cause is an exception that Java or Scala define, or one of Akka's that only a bug can cause. Akka's others, such
     * as a death pact, are how a failure of another actor, modelled or not, goes on.
     */
    private static boolean isNobodysModel(Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; deepest.getCause() != null && depth < 32; depth++) {
            deepest = deepest.getCause();
        }
        String name = deepest.getClass().getName();
        return name.startsWith("java.")
                || name.startsWith("scala.")
                || deepest instanceof InvalidActorNameException
                || deepest instanceof InvalidMessageException
                || deepest instanceof IllegalActorStateException;
    }

    /**
     * Makes this JVM ready for simulations. Happens by itself with the first use of this class; to
     * be called early only in
     * a JVM that asks actors of ordinary actor systems before.
     *
     * @return whether Akka's Java {@code ask} works in simulations of this JVM
     */
    public static boolean prepare() {
        return InlineStages.areInPlace();
    }

    /** Starts describing a simulation. */
    public static SimulationBuilder builder() {
        return new SimulationBuilder();
    }

    // ------------------------------------------------------------------ machines

    /** Adds a machine, switched on but running nothing. */
    public Host addHost(String name, HostSpec spec) {
        if (hosts.containsKey(name)) {
            throw new IllegalArgumentException("there is a host " + name + " already");
        }
        Host host = new Host(this, name, spec);
        hosts.put(name, host);
        return host;
    }

    /** The machine of that name. */
    public Host host(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("there is no host " + name);
        }
        return host;
    }

    /** All machines in the order they were added. */
    public Collection<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    public Network network() {
        return network;
    }

    // ------------------------------------------------------------------ time

    /** Virtual nanoseconds since the start. */
    public long nowNanos() {
        return loop.nowNanos();
    }

    /** Tasks and events carried out so far. */
    public long eventCount() {
        return loop.stepCount();
    }

    /** Runs {@code body} at an instant, outside any host; one in the past counts as now. */
    public ControlEvent at(long atNanos, Runnable body) {
        ControlEvent event = new ControlEvent(loop, body);
        loop.at(atNanos, event);
        return event;
    }

    /** Runs {@code body} after a delay, outside any host. */
    public ControlEvent after(long delayNanos, Runnable body) {
        return at(loop.nowNanos() + delayNanos, body);
    }

    /**
     * Runs {@code hook} after every task and event; for invariants. What it throws stops the run.
     */
    public void onAfterEvent(Runnable hook) {
        afterEvent.add(hook);
    }

    /**
     * Runs everything up to and including {@code atNanos}; then it is {@code atNanos}.
     *
     * @throws RunStopped when an invariant broke or an actor failed fatally; every later call
     * throws the same
     * @throws ReplayDiverged when the inbox replays a session and this run is not its course; every
     * later call throws the same
     */
    public void runUntil(long atNanos) {
        loop.enter(() -> {
            inbox.callBegins();
            while (carryOut(atNanos)) {
                // All work is in the condition.
            }
            loop.idleUntil(atNanos);
        });
    }

    /** Runs for a while, see {@link #runUntil}. */
    public void runFor(long nanos) {
        runUntil(loop.nowNanos() + nanos);
    }

    /**
     * Carries out the next task or event.
     *
     * @return whether there was one
     */
    public boolean step() {
        return stepWithin(Long.MAX_VALUE);
    }

    /**
     * Carries out the next task or event if its instant is not after {@code limitNanos}; if it is, time
     * stays.
     *
     * @return whether there was one
     */
    public boolean stepWithin(long limitNanos) {
        boolean[] done = {false};
        inbox.callBegins();
        loop.enter(() -> done[0] = carryOut(limitNanos));
        return done[0];
    }

    /** Instant of the next thing to do, input that was drained included; {@code Long.MAX_VALUE} when there is nothing. */
    public long nextAtNanos() {
        return inbox.isIdle() ? loop.nextAtNanos() : inbox.nextAtNanos();
    }

    /** Whether a task or event waits that is due by then; input is not counted. */
    public boolean isDueBy(long atNanos) {
        return loop.nextAtNanos() <= atNanos;
    }

    private boolean carryOut(long limitNanos) {
        boolean stepped = inbox.isIdle() ? loop.step(limitNanos) : inbox.step(limitNanos);
        if (stepped && !afterEvent.isEmpty() && loop.failure() == null) {
            runHooks();
        }
        throwIfFailed();
        return stepped;
    }

    private void runHooks() {
        try {
            for (int i = 0; i < afterEvent.size(); i++) {
                afterEvent.get(i).run();
            }
        } catch (RuntimeException | Error thrown) {
            loop.fail(thrown);
        }
    }

    private void throwIfFailed() {
        Throwable failure = loop.failure();
        if (failure instanceof ReplayDiverged diverged) {
            throw diverged;
        }
        if (failure != null) {
            throw failure instanceof RunStopped stopped
                    ? stopped
                    : new RunStopped(
                            failure, seed, loop.nowNanos(), loop.stepCount(), loop.failureHost());
        }
    }

    /**
     * Runs {@code body} as {@code process} at this instant, with nothing else running, and surfaces
     * failures.
     */
    <T> T apart(SimProcess process, Supplier<T> body) {
        if (loop.running() != null) {
            throw new IllegalStateException("boot is control: not from within an actor");
        }
        List<T> result = new ArrayList<>(1);
        loop.enter(() -> loop.runApart(process, () -> result.add(body.get())));
        throwIfFailed();
        return result.get(0);
    }

    // ------------------------------------------------------------------ chance and record

    /** Seed of the run. */
    public long seed() {
        return seed;
    }

    /** The named stream of random numbers, such as {@code workload.kv.client-3}. */
    public SimRandom random(String stream) {
        return streams.stream(stream);
    }

    /** The recorded draws; empty unless the simulation was built to record. */
    public Decisions decisions() {
        return decisions;
    }

    /** The door for input from other threads. Unpaced runs let nothing in by themselves. */
    public Inbox inbox() {
        return inbox;
    }

    /** The record of the run. */
    public Trace trace() {
        return trace;
    }

    /** Reports something done to the simulated world from outside the kernel, for the trace. */
    public void noteFault(String host, String kind, String detail) {
        trace.fault(loop.nowNanos(), host, kind, detail);
    }

    EventLoop loop() {
        return loop;
    }

    long wallEpochNanos() {
        return wallEpochNanos;
    }

    /** Kills all processes, so that nothing of them stays reachable, and disposes of their disks. */
    @Override
    public void close() {
        for (Host host : hosts.values()) {
            host.kill();
            host.disk().dispose();
        }
    }

    /** A control event, to be cancelled if need be. */
    public static final class ControlEvent extends SimEvent {
        private final EventLoop loop;
        private final Runnable body;

        ControlEvent(EventLoop loop, Runnable body) {
            this.loop = loop;
            this.body = body;
        }

        @Override
        public void fire() {
            loop.trace().controlEvent(loop.nowNanos(), loop.stepCount());
            loop.runOutside(body);
        }

        /** Takes it back; false when it happened already. */
        public boolean cancel() {
            return loop.cancel(this);
        }
    }
}
