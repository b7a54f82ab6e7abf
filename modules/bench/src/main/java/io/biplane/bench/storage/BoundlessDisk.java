package io.biplane.bench.storage;

import io.biplane.kernel.host.Disk;

import java.util.TreeMap;
import java.util.function.Supplier;

/** A disk that costs nothing: room without end, syncs at once, nothing to take back. */
final class BoundlessDisk implements Disk {
    private final TreeMap<String, Object> volumes = new TreeMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <V> V volume(String name, Supplier<V> create) {
        return (V) volumes.computeIfAbsent(name, missing -> create.get());
    }

    @Override
    public void written(long growthBytes, Runnable undo) {
        // never taken back
    }

    @Override
    public boolean hasRoomFor(long bytes) {
        return true;
    }

    @Override
    public void sync(SyncListener listener) {
        listener.onSync(SyncOutcome.SYNCED);
    }
}
