package io.biplane.kernel.loop;

import akka.actor.ActorRef;

import io.biplane.kernel.queue.SimEvent;
import io.biplane.kernel.trace.Hashes;

/**
 * One incarnation of a process on a host, as the event loop and the Akka plug-ins see it: something
 * whose tasks run one at a
 * time and which, once ended, never runs again.
 */
public abstract class LoopProcess {
    private final EventLoop loop;
    private final String hostName;
    private final long hostHash;
    private boolean alive = true;

    protected LoopProcess(EventLoop loop, String hostName) {
        this.loop = loop;
        this.hostName = hostName;
        this.hostHash = Hashes.text(hostName);
    }

    /** The loop this process runs on. */
    public final EventLoop loop() {
        return loop;
    }

    /** Name of the host, unique in the simulation. */
    public final String hostName() {
        return hostName;
    }

    /** Hash of the host name, the same in every JVM. */
    public final long hostHash() {
        return hostHash;
    }

    /** Whether the process still runs; false from the moment it is killed. */
    public final boolean isAlive() {
        return alive;
    }

    /** Ends it: its tasks and timers are forgotten, so that nothing refers to it any more. */
    protected final void end() {
        alive = false;
        loop.forget(this);
    }

    /**
     * Now as the running task sees it: virtual now plus the CPU time the task was charged so far.
     */
    public long taskNowNanos() {
        return loop.nowNanos();
    }

    /**
     * Asks whether a timer that is due must wait as the process is paused; if so the process fires
     * it when it goes on.
     */
    public boolean holdsTimers(SimEvent due) {
        return false;
    }

    /**
     * Takes a task of this process in hand: runs it with {@link EventLoop#runTask}, now or when a
     * core is free.
     */
    public abstract void run(Runnable task);

    /** Another host's running task sent a message to an actor of this process. */
    public abstract void receiveAcross(ActorRef receiver, Object message, ActorRef sender);

    /**
     * Another host's running task cancelled a timer of this process that would have fired at {@code
     * dueAtNanos}: so it
     * answered an ask, whose time-out this was. The reply itself still has to travel.
     */
    public void timerCancelledAcross(long dueAtNanos) {}

    /**
     * Another host's running task answered an ask of this process.
     *
     * @param arrive to run as a task when the answer arrives in time
     * @param timeOut to run as a task at the ask's time-out when it does not
     */
    public abstract void receiveReply(Object outcome, Runnable arrive, Runnable timeOut);

    /** An actor of this process failed; its supervision goes on as ever. */
    public abstract void actorFailed(Throwable cause);
}
