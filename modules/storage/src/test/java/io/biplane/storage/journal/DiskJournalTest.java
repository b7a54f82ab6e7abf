package io.biplane.storage.journal;

import io.biplane.storage.plugin.PluginWorld.Form;

/** The journal on a simulated disk, events kept as objects, keeps the contract. */
class DiskJournalTest extends SimulatedDiskJournalContract {
    @Override
    Form form() {
        return Form.DISK_OBJECTS;
    }
}
