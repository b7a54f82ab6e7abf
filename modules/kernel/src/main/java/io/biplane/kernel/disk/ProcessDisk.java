package io.biplane.kernel.disk;

import io.biplane.kernel.host.Disk;
import io.biplane.kernel.loop.LoopProcess;
import io.biplane.kernel.loop.Outbox;

import java.util.function.Supplier;

/**
 * A process's hand on its machine's disk: what it asks for after its death has no effect, and
 * nothing is told to it.
 */
public final class ProcessDisk implements Disk {
    private final SimDisk disk;
    private final LoopProcess process;

    public ProcessDisk(SimDisk disk, LoopProcess process) {
        this.disk = disk;
        this.process = process;
    }

    @Override
    public <V> V volume(String name, Supplier<V> create) {
        return disk.volume(name, create);
    }

    @Override
    public void written(long growthBytes, Runnable undo) {
        disk.written(growthBytes, undo);
    }

    @Override
    public boolean hasRoomFor(long bytes) {
        return disk.hasRoomFor(bytes);
    }

    @Override
    public void sync(SyncListener listener) {
        Outbox outbox = process.loop().outbox();
        long coversCount = disk.changeCount();
        if (outbox == null) {
            disk.sync(process, listener, coversCount);
        } else {
            outbox.add(() -> disk.sync(process, listener, coversCount));
        }
    }
}
