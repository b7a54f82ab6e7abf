package io.biplane.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;

import io.biplane.storage.plugin.PluginWorld;
import io.biplane.storage.plugin.PluginWorld.Form;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/** The journal in Chronicle Map files keeps the contract. */
class FileJournalTest extends JournalContract<PluginWorld> {
    @Override
    PluginWorld open(Path files) {
        return new PluginWorld(Form.FILES, files, ConfigFactory.empty());
    }

    @Test
    void when_anEventCannotBeSerialized_then_itAloneIsRejected() {
        RejectionCheck.check(this);
    }

    @Test
    void when_twoNodesHaveTheirOwnDirectories_then_theyShareNothing() {
        writeEach("p", 1, 2);
        try (PluginWorld other = open(directory.resolve("other"))) {
            PluginWorld first = world;
            world = other;
            assertThat(replay("p", 1, ALL, ALL)).containsExactly("highest 0");
            writeEach("p", 1, 1);
            delete("p", ALL);
            world = first;
        }
        assertThat(replay("p", 1, ALL, ALL)).containsExactly("1=p1", "2=p2", "highest 2");
    }
}
