package io.biplane.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.storage.plugin.PluginWorld.Form;

import org.junit.jupiter.api.Test;

/** The journal on a simulated disk, events turned into bytes and read back, keeps the contract. */
class SerializedDiskJournalTest extends SimulatedDiskJournalContract {
    @Override
    Form form() {
        return Form.DISK_SERIALIZED;
    }

    @Test
    void when_anEventCannotBeSerialized_then_itAloneIsRejected() {
        RejectionCheck.check(this);
        assertThat(world.host().disk().usedBytes()).isPositive();
    }
}
