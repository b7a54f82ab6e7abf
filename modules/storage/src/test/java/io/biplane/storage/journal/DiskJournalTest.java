package io.biplane.storage.journal;

import com.typesafe.config.ConfigFactory;

import io.biplane.storage.plugin.PluginWorld;
import io.biplane.storage.plugin.PluginWorld.Form;

import java.nio.file.Path;

/** The journal on a simulated disk, events kept as objects, keeps the contract. */
class DiskJournalTest extends SimulatedDiskJournalContract {
    @Override
    PluginWorld open(Path files) {
        return new PluginWorld(Form.DISK_OBJECTS, files, ConfigFactory.empty());
    }
}
