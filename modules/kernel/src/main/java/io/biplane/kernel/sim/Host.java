package io.biplane.kernel.sim;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import io.biplane.kernel.akka.Booting;
import io.biplane.kernel.cpu.Cpu;
import io.biplane.kernel.cpu.MachineClock;
import io.biplane.kernel.disk.SimDisk;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.HostSetup;
import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.network.Endpoint;

import java.util.Optional;
import java.util.function.Function;

/**
 * A simulated machine: cores, clock, disk, a plug in the network, and at most one process at a
 * time, which is a whole actor
 * system. Its methods are control: call them between {@code run…} calls or from control events, not
 * from actors.
 */
public final class Host {
    private final Simulation simulation;
    private final EventLoop loop;
    private final String name;
    private final HostSpec spec;
    private final Endpoint endpoint;
    private final Cpu cpu;
    private final MachineClock clock;
    private final SimDisk disk;
    /** The process that runs; null when none does. */
    private SimProcess process;
    /** Its actor system; null when none runs. */
    private ActorSystem<?> system;

    Host(Simulation simulation, String name, HostSpec spec) {
        this.simulation = simulation;
        this.loop = simulation.loop();
        this.name = name;
        this.spec = spec;
        this.endpoint = simulation.network().plug(name, spec.region(), spec.zone());
        this.cpu = new Cpu(loop, spec.cores(), spec.costs());
        this.clock = new MachineClock(loop, simulation.wallEpochNanos());
        this.disk = new SimDisk(
                loop,
                name,
                simulation.random("disk." + name),
                spec.syncLatency(),
                spec.diskBytes());
    }

    /** Boots the machine with an actor system whose guardian is what {@code program} makes. */
    public <T> ActorSystem<T> boot(Function<HostServices, Behavior<T>> program) {
        return boot(program, ConfigFactory.empty());
    }

    /**
     * Boots the machine. Returns when the actor system has started and nothing is left to do at
     * this virtual instant on this
     * host; no virtual time passes.
     *
     * @param overlay configuration on top of the kernel's, for instance ids of persistence plug-ins
     * @throws IllegalStateException when a process runs already
     */
    public <T> ActorSystem<T> boot(Function<HostServices, Behavior<T>> program, Config overlay) {
        if (process != null) {
            throw new IllegalStateException("host " + name + " runs already");
        }
        SimProcess started = new SimProcess(simulation, this, endpoint);
        Config config = overlay.withFallback(BootConfig.CONFIG);
        ActorSystemSetup setup = ActorSystemSetup.create(
                new HostSetup(started),
                BootstrapSetup.create(config).withClassloader(Host.class.getClassLoader()));
        process = started;
        endpoint.power(true);
        endpoint.attach(started);
        loop.trace().fault(loop.nowNanos(), name, "host.boot", "");
        cpu.boots();
        ActorSystem<T> booted = simulation.apart(
                started,
                () -> Booting.boot(
                        started, () -> ActorSystem.create(program.apply(started), name, setup)));
        cpu.booted(started);
        system = booted;
        booted.whenTerminated()
                .onComplete(
                        done -> {
                            exited(started);
                            return done;
                        },
                        booted.executionContext());
        return booted;
    }

    /** The process ended by itself: its guardian stopped, or it asked for its end. */
    void exited(SimProcess ended) {
        if (process == ended) {
            loop.trace().fault(loop.nowNanos(), name, "host.exit", "");
            stop(ended);
            simulation.network().processDied(ended);
        }
    }

    /**
     * Kills the process: its page cache stays, peers see their connections reset. No effect when
     * none runs.
     */
    public void kill() {
        if (process != null) {
            loop.trace().fault(loop.nowNanos(), name, "host.kill", "");
            SimProcess killed = process;
            stop(killed);
            simulation.network().processDied(killed);
        }
    }

    /**
     * Cuts the power: what was not synced is gone, nobody is told, the machine does not answer
     * until it boots again.
     */
    public void powerOff() {
        loop.trace().fault(loop.nowNanos(), name, "host.power_off", "");
        endpoint.power(false);
        if (process != null) {
            SimProcess lost = process;
            stop(lost);
            simulation.network().machineDied(lost);
        }
        disk.powerLost();
    }

    private void stop(SimProcess ended) {
        process = null;
        system = null;
        endpoint.detach();
        cpu.clear();
        ended.die();
    }

    /**
     * Freezes the process as a stopped virtual machine does: no task, no timer; packets wait at its
     * door.
     */
    public void pause() {
        loop.trace().fault(loop.nowNanos(), name, "host.pause", "");
        cpu.pause();
    }

    /** Lets a paused process go on. */
    public void resume() {
        loop.trace().fault(loop.nowNanos(), name, "host.resume", "");
        cpu.resume();
    }

    /** Whether a process runs here (paused or not). */
    public boolean isRunning() {
        return process != null;
    }

    /** Unique name, also the name of the actor system. */
    public String name() {
        return name;
    }

    public HostSpec spec() {
        return spec;
    }

    public Cpu cpu() {
        return cpu;
    }

    public MachineClock clock() {
        return clock;
    }

    public SimDisk disk() {
        return disk;
    }

    /** The actor system that runs here. */
    public Optional<ActorSystem<?>> system() {
        return Optional.ofNullable(system);
    }

    /** What the running process's actors see of the machine. */
    public Optional<HostServices> services() {
        return Optional.ofNullable(process);
    }
}
