package io.biplane.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.SnapshotProtocol;
import akka.persistence.SnapshotSelectionCriteria;

import io.biplane.storage.plugin.PluginWorld;
import io.biplane.storage.plugin.PluginWorld.Form;
import io.biplane.storage.plugin.TextEvent;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/** The snapshot store on a simulated disk keeps the contract, and loses at power loss what was not synced. */
class DiskSnapshotTest extends SnapshotContract<PluginWorld> {
    @Override
    PluginWorld open(Path files, String settings) {
        return PluginWorld.withSnapshotSettings(Form.DISK_OBJECTS, files, settings);
    }

    @Test
    void when_powerIsLost_then_onlySyncedSnapshotsAndDeletionsCount() {
        saveThree();
        SnapshotSelectionCriteria all = SnapshotSelectionCriteria.latest();
        world.tell(
                world.snapshots(),
                new SnapshotProtocol.SaveSnapshot(at(40, 400), new TextEvent("forty")));
        world.tell(
                world.snapshots(),
                new SnapshotProtocol.SaveSnapshot(at(30, 301), new TextEvent("again")));
        world.tell(world.snapshots(), new SnapshotProtocol.DeleteSnapshots("p", all));
        assertThat(world.inboxAfter(PluginWorld.SYNC_NANOS / 2)).isEmpty();
        assertThat(load(SnapshotSelectionCriteria.create(5, 5))).isEqualTo("none");
        world.powerOffAndBoot();
        assertThat(load(all)).isEqualTo("none");
    }

    @Test
    void when_powerIsLostBeforeAnySync_then_whatWasSyncedBeforeIsBack() {
        saveThree();
        SnapshotSelectionCriteria all = SnapshotSelectionCriteria.latest();
        world.tell(
                world.snapshots(),
                new SnapshotProtocol.SaveSnapshot(at(30, 301), new TextEvent("again")));
        world.tell(world.snapshots(), new SnapshotProtocol.DeleteSnapshots("p", all));
        assertThat(world.inboxAfter(PluginWorld.SYNC_NANOS / 2)).isEmpty();
        world.powerOffAndBoot();
        assertThat(load(all)).isEqualTo("30@300=thirty");
        assertThat(load(SnapshotSelectionCriteria.create(29, 999))).isEqualTo("20@200=twenty");
    }

    @Test
    void when_aSyncFails_then_savingFails() {
        world.host().disk().failSyncs(true);
        assertThat(saving(at(10, 100), new TextEvent("ten")))
                .hasOnlyElementsOfType(akka.persistence.SaveSnapshotFailure.class)
                .hasSize(1);
    }
}
