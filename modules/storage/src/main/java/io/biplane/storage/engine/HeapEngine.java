package io.biplane.storage.engine;

import io.biplane.kernel.host.Disk;

/**
 * Opens the engine that keeps values on the heap: starts in no time, for unit tests and thousands of short simulations.
 * Keeps the same contract as {@link ChronicleEngine}.
 */
public final class HeapEngine {
    private HeapEngine() {}

    /** The engine on that disk, with what an earlier process left there. */
    public static Engine open(Disk disk) {
        MvccVolume volume = disk.volume("engine", () -> new MvccVolume(new HeapVersionStore()));
        return new MvccEngine(volume, disk);
    }
}
