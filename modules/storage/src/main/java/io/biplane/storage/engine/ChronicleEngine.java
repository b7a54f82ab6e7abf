package io.biplane.storage.engine;

import io.biplane.kernel.host.Disk;
import io.biplane.storage.chronicle.ChronicleEntries;
import io.biplane.storage.chronicle.ChronicleSizing;
import io.biplane.storage.chronicle.MachineFiles;

import java.nio.file.Path;

/**
 * Opens the engine that keeps values in a Chronicle Map, outside the heap.
 *
 * <p>The first engine of a JVM costs one to three seconds, because Chronicle Map generates and compiles its classes then; later ones
 * under a millisecond. Nothing is paid before the first {@code open}. Short runs take {@link HeapEngine}. Fifty maps of
 * this size reserve some 10 GB of address space and use only what is written.
 */
public final class ChronicleEngine {
    private ChronicleEngine() {}

    /** The file's volume as loaded by the latest process: what earlier ones wrote is taken back there. */
    private static final class Latest {
        private MvccVolume volume;
    }

    /** The engine on a simulated disk, with what an earlier process left there; the map outlives the process. */
    public static Engine open(Disk disk) {
        return open(disk, ChronicleSizing.SIMULATED_ENGINE);
    }

    /** As {@link #open(Disk)}, with the sizing of a map that has to be made. */
    public static Engine open(Disk disk, ChronicleSizing sizing) {
        MvccVolume volume = disk.volume(
                "engine",
                () -> new MvccVolume(new ChronicleVersionStore(ChronicleEntries.inMemory(sizing))));
        return new MvccEngine(volume, disk);
    }

    /**
     * The engine in files {@code engine.*} of {@code directory}. A process killed at any instant finds every batch whole or
     * absent and every acknowledged one present.
     *
     * <p>One process at a time, and in it one engine: until this one is closed, or its process ends, a second is refused. When {@code
     * disk} is a simulated machine's, a process that was killed there is no obstacle to the next.
     *
     * @param disk told of writes and asked for syncs; holds no data itself. Power loss is modelled while a process has
     *     the engine open, not after it was closed in order.
     * @throws io.biplane.storage.chronicle.StoreInUseException when it is open, in this process or another; names the owner
     */
    public static Engine openFile(Path directory, ChronicleSizing sizing, Disk disk) {
        ChronicleEntries entries = MachineFiles.open(disk, directory, "engine", sizing, "");
        MvccVolume volume = entries.load(ChronicleVersionStore::load);
        Latest latest = disk.volume("engine-in-file", Latest::new);
        latest.volume = volume;
        return new MvccEngine(volume, disk, () -> latest.volume);
    }
}
