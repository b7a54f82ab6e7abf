package io.biplane.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;

import io.biplane.storage.plugin.PluginWorld;
import io.biplane.storage.plugin.PluginWorld.Form;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/** The journal on a simulated disk, events turned into bytes and read back, keeps the contract. */
class SerializedDiskJournalTest extends SimulatedDiskJournalContract {
    @Override
    PluginWorld open(Path files) {
        return new PluginWorld(Form.DISK_SERIALIZED, files, ConfigFactory.empty());
    }

    @Test
    void when_anEventCannotBeSerialized_then_itAloneIsRejected() {
        RejectionCheck.check(this);
        assertThat(world.host().disk().usedBytes()).isPositive();
    }
}
