package io.biplane.storage.snapshot;

import io.biplane.storage.plugin.PluginWorld;
import io.biplane.storage.plugin.PluginWorld.Form;

import java.nio.file.Path;

/** The snapshot store in Chronicle Map files keeps the contract. */
class FileSnapshotTest extends SnapshotContract<PluginWorld> {
    @Override
    PluginWorld open(Path files, String settings) {
        return PluginWorld.withSnapshotSettings(Form.FILES, files, settings);
    }
}
