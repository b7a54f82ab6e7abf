package io.biplane.storage.snapshot;

import io.biplane.storage.plugin.PluginWorld.Form;

/** The snapshot store in Chronicle Map files keeps the contract. */
class FileSnapshotTest extends SnapshotContract {
    @Override
    Form form() {
        return Form.FILES;
    }
}
