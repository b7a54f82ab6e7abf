package io.biplane.kernel.host;

import akka.actor.typed.ActorSystem;

import io.biplane.base.random.SimRandom;
import io.biplane.kernel.trace.StateChange;

/**
 * What code on a node may ask of the machine it runs on: time, work, chance, disk, network, trace.
 *
 * <p>This is the only door between actor code and its runtime. In the simulated runtime all of it
 * is virtual; nothing
 * that holds a {@code HostServices} may reach for a system clock, a thread, a file or an entropy
 * source of its own.
 * Every method is called on the thread that runs the host's actors and returns at once.
 */
public interface HostServices {
    /** Name of the host, unique in the simulation, such as {@code n1}. */
    String hostName();

    /** Monotonic time in nanoseconds since the simulation began. Never falls, is not skewed. */
    long monotonicNanos();

    /** What this machine's wall clock shows, in nanoseconds; subject to offset, drift and jumps. */
    long wallNanos();

    /**
     * Charges CPU work to the task that runs now: what the task sends leaves after that much
     * virtual time, and the core
     * is busy until then.
     *
     * @param cpuNanos work in nanoseconds at the machine's nominal speed, at least 0
     */
    void charge(long cpuNanos);

    /**
     * The named random stream of this host, such as {@code raft.range-7}. The same name gives the
     * same stream.
     */
    SimRandom random(String stream);

    /** This machine's disk. It outlives the process. */
    Disk disk();

    /** This process's hand on the network. */
    Transport transport();

    /** Records a change of modelled state (a lease, a term, a drain phase …) in the run's trace. */
    void emit(StateChange change);

    /**
     * Ends this process at once, as a fatal error does: no actor is stopped in order and nothing that
     * waits is done. Peers see their connections reset. A guardian that stops ends its process too,
     * but by way of its children, of which Akka stops many in an order that differs from run to run.
     */
    void exit();

    /** The services of the host that runs {@code system}. */
    static HostServices of(ActorSystem<?> system) {
        return of(system.settings().setup());
    }

    /** The services found in an actor system's set-up, for plugins that see no typed system. */
    static HostServices of(akka.actor.setup.ActorSystemSetup setup) {
        return setup.get(HostSetup.class)
                .orElseThrow(() -> new IllegalStateException(
                        "this actor system was not booted on a Biplane host"))
                .services();
    }
}
