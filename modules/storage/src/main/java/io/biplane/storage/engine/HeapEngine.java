package io.biplane.storage.engine;

import io.biplane.base.key.Key;
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

    /** Keeps values in the index itself: the slot is the version. */
    private static final class HeapVersionStore implements VersionStore {
        @Override
        public Slot put(Version version) {
            return version;
        }

        @Override
        public Version load(Key key, Slot slot) {
            return (Version) slot;
        }

        @Override
        public void remove(Key key, Slot slot) {
            // the index held the only reference
        }

        @Override
        public void putLocal(Key key, byte[] value) {
            // the index of local records holds the bytes
        }

        @Override
        public void removeLocal(Key key) {
            // as above
        }

        @Override
        public void begin(WriteBatch batch) {
            // the heap dies with the process, or is a simulated disk's: no batch is ever found half
            // done
        }

        @Override
        public void end() {
            // as above
        }

        @Override
        public void close() {
            // nothing to give back
        }
    }
}
