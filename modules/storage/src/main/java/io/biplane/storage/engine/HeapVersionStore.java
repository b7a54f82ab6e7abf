package io.biplane.storage.engine;

import io.biplane.storage.key.Key;

/** Keeps values in the index itself: the slot is the version. */
final class HeapVersionStore implements VersionStore {
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
