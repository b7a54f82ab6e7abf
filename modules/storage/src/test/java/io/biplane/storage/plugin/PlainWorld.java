package io.biplane.storage.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.persistence.JournalProtocol;
import akka.persistence.Persistence;
import akka.persistence.PersistentEnvelope;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotProtocol;
import akka.persistence.SnapshotSelectionCriteria;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import scala.concurrent.Await;
import scala.concurrent.duration.Duration;
import scala.jdk.javaapi.CollectionConverters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An ordinary actor system with real threads and Akka's own dispatchers, which knows the plugins by the three settings that a user
 * writes.
 */
public final class PlainWorld implements Plugins {
    private static final Duration LIMIT = Duration.create(120, TimeUnit.SECONDS);

    private final Path root;
    private final Config extra;
    private final Consumer<ActorSystem> beforePlugins;
    private final LinkedBlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
    /** What the clock showed at the times of a test at which a snapshot was saved. */
    private final TreeMap<Long, Long> clocks = new TreeMap<>();

    private long reached;
    private Path directory;
    private int kills;
    private ActorSystem system;
    private ActorRef probe;
    private ActorRef journal;
    private ActorRef snapshots;

    private static final class Probe extends AbstractActor {
        private final LinkedBlockingQueue<Object> inbox;

        Probe(LinkedBlockingQueue<Object> inbox) {
            this.inbox = inbox;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder().matchAny(inbox::add).build();
        }
    }

    /** A system on files in {@code directory}; {@code extra} is laid over a user's settings. */
    public PlainWorld(Path directory, Config extra) {
        this(directory, extra, started -> {});
    }

    /** As the other; {@code beforePlugins} is done before the first of them starts. */
    public PlainWorld(Path directory, Config extra, Consumer<ActorSystem> beforePlugins) {
        this.beforePlugins = beforePlugins;
        this.root = directory;
        this.directory = directory;
        this.extra = extra;
        boot();
    }

    /** What a user writes, and the serializer of the tests' events. */
    public static Config settings(Path directory) {
        return ConfigFactory.parseString("""
                akka.persistence.journal.plugin = "biplane.persistence.journal"
                akka.persistence.snapshot-store.plugin = "biplane.persistence.snapshot-store"
                biplane.persistence.directory = "%s"

                akka.actor.serializers.text = "io.biplane.storage.plugin.TextEventSerializer"
                akka.actor.serialization-bindings."io.biplane.storage.plugin.TextEvent" = text
                akka.loglevel = off
                akka.stdout-loglevel = off
                """.formatted(directory))
                .withFallback(ConfigFactory.load());
    }

    private void boot() {
        system = ActorSystem.create("shop", extra.withFallback(settings(directory)));
        beforePlugins.accept(system);
        Persistence persistence = Persistence.get(system);
        journal = persistence.journalFor("", ConfigFactory.empty());
        snapshots = persistence.snapshotStoreFor("", ConfigFactory.empty());
        probe = system.actorOf(Props.create(Probe.class, () -> new Probe(inbox)), "probe");
    }

    public ActorSystem system() {
        return system;
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

    @Override
    public List<Object> ask(ActorRef target, Object message) {
        target.tell(message, probe);
        return answersTo(message);
    }

    /** Waits for all that a plugin answers to one message. */
    public List<Object> answersTo(Object message) {
        List<Object> answers = new ArrayList<>();
        do {
            answers.add(next());
        } while (!isComplete(message, answers));
        return answers;
    }

    private Object next() {
        try {
            Object next = inbox.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(next).as("an answer").isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isComplete(Object message, List<Object> answers) {
        if (message instanceof JournalProtocol.WriteMessages write) {
            int events = 0;
            for (PersistentEnvelope envelope : CollectionConverters.asJava(write.messages())) {
                events += envelope.size();
            }
            return answers.size() == 1 + events;
        }
        Object last = answers.get(answers.size() - 1);
        return !(last instanceof JournalProtocol.ReplayedMessage);
    }

    @Override
    public void restart() {
        close();
        boot();
    }

    /** Copies of files that are open are what a killed process leaves. */
    @Override
    public void killAndBoot() {
        Path left = directory;
        directory = root.resolve("life-" + ++kills);
        copyFiles(left, directory);
        close();
        boot();
    }

    static void copyFiles(Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (String name : List.of("journal", "snapshots")) {
                for (String suffix : List.of(".map", ".state", ".lock")) {
                    Files.copy(from.resolve(name + suffix), to.resolve(name + suffix));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two milliseconds at least lie between two times of a test, so that there is one before and one behind each. */
    @Override
    public void reach(long timestamp) {
        reached = timestamp;
        long last = clocks.isEmpty() ? 0 : clocks.lastEntry().getValue();
        while (System.currentTimeMillis() < last + 3) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void saved(SnapshotMetadata answered) {
        clocks.put(reached, answered.timestamp());
    }

    @Override
    public long clockAt(long timestamp) {
        if (timestamp == 0 || timestamp == Long.MAX_VALUE || clocks.isEmpty()) {
            return timestamp;
        }
        var before = clocks.floorEntry(timestamp);
        if (before == null) {
            return clocks.firstEntry().getValue() - 1;
        }
        return before.getKey() == timestamp ? before.getValue() : before.getValue() + 1;
    }

    @Override
    public long timestampOf(long clockMillis) {
        return clocks.entrySet().stream()
                .filter(entry -> entry.getValue() == clockMillis)
                .mapToLong(Map.Entry::getKey)
                .max()
                .orElseThrow();
    }

    /** Ends the system when nothing waits for it and no file is just being opened. */
    @Override
    public void close() {
        inbox.clear();
        ask(journal, new JournalProtocol.ReplayMessages(1, 0, 0, "none", probe));
        ask(
                snapshots,
                new SnapshotProtocol.LoadSnapshot("none", SnapshotSelectionCriteria.latest(), 1));
        terminate();
    }

    /** Ends the system at once. */
    public void terminate() {
        try {
            Await.result(system.terminate(), LIMIT);
        } catch (Exception e) {
            throw new AssertionError("the actor system does not end", e);
        }
    }
}
