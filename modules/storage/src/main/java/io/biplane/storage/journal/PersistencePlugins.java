package io.biplane.storage.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import io.biplane.storage.chronicle.ChronicleSizing;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration that gives a node's actor system its own journal and snapshot store. Lay it over the system's own:
 * {@code PersistencePlugins.simulated("n1", false).withFallback(...)}.
 *
 * <p>Beside the plugins it sets what makes Akka Persistence fit for virtual time: no circuit-breaker timer, no replay filter, no
 * recovery timer that fires, a bounded stash that fails loudly. Source: measured, each with its reason, in docs/decisions/0023.
 */
public final class PersistencePlugins {
    /** Form on the simulated disk of the host. */
    public static final String SIMULATED_DISK = "simulated-disk";
    /** Form in files. */
    public static final String FILES = "files";

    private PersistencePlugins() {}

    /** Id of the node's journal plugin. */
    public static String journalId(String node) {
        return "biplane.journal." + checked(node);
    }

    /** Id of the node's snapshot plugin. */
    public static String snapshotsId(String node) {
        return "biplane.snapshots." + checked(node);
    }

    /** A node name becomes part of a configuration path. */
    private static String checked(String node) {
        if (!node.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "a node name of letters, digits, - and _, not '" + node + "'");
        }
        return node;
    }

    /**
     * Plugins on the simulated disk of the host the system is booted on.
     *
     * @param node names the plugin instances and their volumes
     * @param serializeEvents whether each event is turned into bytes and read back; without, events are kept as they are and must be
     *     immutable. Snapshots are always turned into bytes, so that a state that goes on changing cannot change them.
     */
    public static Config simulated(String node, boolean serializeEvents) {
        Map<String, Object> journal = new LinkedHashMap<>();
        journal.put("form", SIMULATED_DISK);
        journal.put("volume", "journal-" + node);
        journal.put("serialize-events", serializeEvents);
        Map<String, Object> snapshots = new LinkedHashMap<>();
        snapshots.put("form", SIMULATED_DISK);
        snapshots.put("volume", "snapshots-" + node);
        return overlay(node, journal, snapshots);
    }

    /**
     * What a node's Raft logs need beside its plugins: only the newest snapshot of a log is kept, and events are deleted right up to
     * it. Raft never asks for an older one. Laid over them: {@code onlyOneSnapshot("n1").withFallback(simulated("n1", false))}.
     */
    public static Config onlyOneSnapshot(String node) {
        return ConfigFactory.parseMap(
                Collections.singletonMap(snapshotsId(node) + ".only-one-snapshot", true),
                "only one snapshot on " + node);
    }

    /** Plugins on files in {@code directory}, which is the node's own. */
    public static Config files(String node, Path directory) {
        return files(node, directory, ChronicleSizing.JOURNAL, ChronicleSizing.SNAPSHOTS);
    }

    /** As {@link #files(String, Path)}, with sizings for files that have to be made. */
    public static Config files(
            String node,
            Path directory,
            ChronicleSizing journalSizing,
            ChronicleSizing snapshotSizing) {
        Map<String, Object> journal = new LinkedHashMap<>();
        journal.put("form", FILES);
        journal.put("directory", directory.toString());
        journal.put("opening-dispatcher", "akka.actor.default-blocking-io-dispatcher");
        Map<String, Object> snapshots = new LinkedHashMap<>(journal);
        addSizing(journal, journalSizing);
        addSizing(snapshots, snapshotSizing);
        return overlay(node, journal, snapshots);
    }

    private static void addSizing(Map<String, Object> settings, ChronicleSizing sizing) {
        settings.put("sizing.entries", sizing.entries());
        settings.put("sizing.key-bytes", sizing.averageKeyBytes());
        settings.put("sizing.value-bytes", sizing.averageValueBytes());
        settings.put("sizing.bloat-factor", sizing.bloatFactor());
    }

    private static Config overlay(
            String node, Map<String, Object> journal, Map<String, Object> snapshots) {
        journal.put("class", BiplaneJournal.class.getName());
        journal.put("replay-dispatcher", "akka.actor.default-dispatcher");
        journal.put("recovery-event-timeout", "1d");
        journal.put("replay-filter.mode", "off");
        snapshots.put("class", "io.biplane.storage.snapshot.BiplaneSnapshotStore");
        snapshots.put("only-one-snapshot", false);
        Map<String, Object> all = new LinkedHashMap<>();
        addPlugin(all, journalId(node), journal);
        addPlugin(all, snapshotsId(node), snapshots);
        all.put("akka.persistence.journal.plugin", journalId(node));
        all.put("akka.persistence.snapshot-store.plugin", snapshotsId(node));
        all.put("akka.persistence.max-concurrent-recoveries", 10_000);
        all.put("akka.persistence.typed.stash-capacity", 256);
        all.put("akka.persistence.typed.stash-overflow-strategy", "fail");
        all.put("akka.actor.allow-java-serialization", false);
        return ConfigFactory.parseMap(all, "persistence plugins of " + node);
    }

    private static void addPlugin(
            Map<String, Object> all, String id, Map<String, Object> settings) {
        settings.forEach((name, value) -> all.put(id + "." + name, value));
        all.put(id + ".plugin-dispatcher", "akka.actor.default-dispatcher");
        // 0 schedules no timer at all; a slow disk is the simulation's business, not a reason to
        // stop the actor.
        all.put(id + ".circuit-breaker.call-timeout", "0s");
        all.put(id + ".circuit-breaker.max-failures", 1_000_000);
    }
}
