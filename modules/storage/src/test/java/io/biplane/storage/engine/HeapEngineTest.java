package io.biplane.storage.engine;

import io.biplane.kernel.host.Disk;

/** The heap engine keeps the contract. */
class HeapEngineTest extends EngineContract {
    @Override
    Engine open(Disk disk) {
        return HeapEngine.open(disk);
    }
}
