package io.biplane.storage.plugin;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.Props;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.Persistence;
import akka.persistence.SnapshotMetadata;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import io.biplane.base.random.Latency;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;
import io.biplane.storage.chronicle.ChronicleSizing;
import io.biplane.storage.journal.PersistencePlugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One simulated machine whose process has the plugins, spoken to by their message protocols. */
public final class PluginWorld implements Plugins {
    /** Length of a sync. */
    public static final long SYNC_NANOS = 1_000_000;

    /** Where the plugins keep their data. */
    public enum Form {
        DISK_OBJECTS,
        DISK_SERIALIZED,
        FILES
    }

    private static final ChronicleSizing SMALL = new ChronicleSizing(2_000, 32, 512, 10);

    private final Form form;
    private final Path directory;
    private final String node;
    private final Config extra;
    private final Simulation simulation =
            Simulation.builder().seed(7).wallEpochNanos(0).build();
    private final Host host =
            simulation.addHost("n1", HostSpec.defaults().syncLatency(Latency.fixed(SYNC_NANOS)));
    private final List<Object> inbox = new ArrayList<>();

    private ActorRef probe;
    private ActorRef journal;
    private ActorRef snapshots;

    private static final class Probe extends AbstractActor {
        private final List<Object> inbox;

        Probe(List<Object> inbox) {
            this.inbox = inbox;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder().matchAny(inbox::add).build();
        }
    }

    public PluginWorld(Form form, Path directory, Config extra) {
        this.form = form;
        this.directory = directory;
        this.node = "n1";
        this.extra = extra;
        boot();
    }

    /** A process whose snapshot store has {@code settings}, in configuration's own form, beside what its users get. */
    public static PluginWorld withSnapshotSettings(Form form, Path directory, String settings) {
        return new PluginWorld(
                form,
                directory,
                ConfigFactory.parseString(settings).atPath(PersistencePlugins.snapshotsId("n1")));
    }

    public static Config overlay(Form form, String node, Path directory) {
        Config serializers = ConfigFactory.parseString("""
                akka.jvm-exit-on-fatal-error = off
                akka.actor.serializers.text = "io.biplane.storage.plugin.TextEventSerializer"
                akka.actor.serialization-bindings."io.biplane.storage.plugin.TextEvent" = text
                """);
        Config plugins = switch (form) {
            case DISK_OBJECTS -> PersistencePlugins.simulated(node, false);
            case DISK_SERIALIZED -> PersistencePlugins.simulated(node, true);
            case FILES -> PersistencePlugins.files(node, directory, SMALL, SMALL);
        };
        return serializers.withFallback(plugins);
    }

    /** Starts the process. */
    public void boot() {
        host.boot(
                services -> Behaviors.setup(context -> {
                    var system = Adapter.toClassic(context.getSystem());
                    Persistence persistence = Persistence.get(system);
                    journal = persistence.journalFor(
                            PersistencePlugins.journalId(node), ConfigFactory.empty());
                    snapshots = persistence.snapshotStoreFor(
                            PersistencePlugins.snapshotsId(node), ConfigFactory.empty());
                    probe = Adapter.actorOf(
                            context, Props.create(Probe.class, () -> new Probe(inbox)), "probe");
                    return Behaviors.empty();
                }),
                extra.withFallback(overlay(form, node, directory)));
    }

    public Simulation simulation() {
        return simulation;
    }

    public Host host() {
        return host;
    }

    @Override
    public ActorRef probe() {
        return probe;
    }

    @Override
    public ActorRef journal() {
        return journal;
    }

    @Override
    public ActorRef snapshots() {
        return snapshots;
    }

    /** Sends without waiting. */
    public void tell(ActorRef target, Object message) {
        simulation.after(0, () -> target.tell(message, probe));
    }

    /** Runs for a while; what came in meanwhile and was not yet taken. */
    public List<Object> inboxAfter(long nanos) {
        simulation.runFor(nanos);
        List<Object> received = List.copyOf(inbox);
        inbox.clear();
        return received;
    }

    /** Sends and gives everything received within ten sync lengths. */
    @Override
    public List<Object> ask(ActorRef target, Object message) {
        inbox.clear();
        tell(target, message);
        return inboxAfter(10 * SYNC_NANOS);
    }

    /** Ends the process in order and starts another. */
    @Override
    public void restart() {
        host.system().orElseThrow().terminate();
        simulation.runFor(SYNC_NANOS);
        if (host.isRunning()) {
            throw new AssertionError("the process did not end");
        }
        boot();
    }

    /** Kills the process and starts another, on the same files when there are any. */
    @Override
    public void killAndBoot() {
        host.kill();
        boot();
    }

    @Override
    public void reach(long timestamp) {
        simulation.runUntil(timestamp * 1_000_000);
    }

    /** Says nothing: Akka answers with the system's time, and the machine's is stored. */
    @Override
    public void saved(SnapshotMetadata answered) {}

    @Override
    public long clockAt(long timestamp) {
        return timestamp;
    }

    @Override
    public long timestampOf(long clockMillis) {
        return clockMillis;
    }

    /** Cuts the power and starts another process. */
    public void powerOffAndBoot() {
        host.powerOff();
        boot();
    }

    @Override
    public void close() {
        if (host.isRunning()) {
            host.system().orElseThrow().terminate();
            simulation.runFor(SYNC_NANOS);
        }
        simulation.close();
    }
}
