package io.biplane.storage.plugin;

import akka.actor.ActorSystem;

import com.typesafe.config.Config;

import io.biplane.kernel.host.HostSetup;
import io.biplane.storage.chronicle.ChronicleEntries;
import io.biplane.storage.chronicle.ChronicleSizing;
import io.biplane.storage.chronicle.MachineFiles;

import java.nio.file.Path;

/** The files that a plugin's configuration names, on a real machine's disk or for a process of a simulated one. */
public final class PluginFiles {
    /** Where the plugins keep their files unless a plugin has a directory of its own. */
    private static final String SHARED_DIRECTORY = "biplane.persistence.directory";

    private PluginFiles() {}

    /**
     * Opens them; takes seconds in a JVM's first call, and when a file was not closed in order.
     *
     * @param system that the plugin serves; named to others as the files' user
     * @param plugin configuration of the plugin id
     * @param name of the files, such as {@code journal}
     * @throws io.biplane.storage.chronicle.StoreInUseException when they are open elsewhere
     * @throws IllegalStateException when no directory is configured
     */
    public static ChronicleEntries open(ActorSystem system, Config plugin, String name) {
        Path directory = directory(system, plugin);
        Config sizing = plugin.getConfig("sizing");
        ChronicleSizing forNewFile = new ChronicleSizing(
                sizing.getLong("entries"),
                sizing.getInt("key-bytes"),
                sizing.getInt("value-bytes"),
                sizing.getDouble("bloat-factor"));
        String user = "actor system " + system.name();
        return system.settings()
                .setup()
                .get(HostSetup.class)
                .map(host -> MachineFiles.open(
                        host.services().disk(), directory, name, forNewFile, user))
                .orElseGet(() -> ChronicleEntries.inFile(directory, name, forNewFile, user));
    }

    private static Path directory(ActorSystem system, Config plugin) {
        String own = plugin.getString("directory");
        Config all = system.settings().config();
        String directory = own.isEmpty() && all.hasPath(SHARED_DIRECTORY)
                ? all.getString(SHARED_DIRECTORY)
                : own;
        if (directory.isEmpty()) {
            throw new IllegalStateException(
                    "no directory to keep files in: set " + SHARED_DIRECTORY);
        }
        return Path.of(directory);
    }
}
