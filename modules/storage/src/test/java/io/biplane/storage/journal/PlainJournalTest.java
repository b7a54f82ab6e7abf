package io.biplane.storage.journal;

import com.typesafe.config.ConfigFactory;

import io.biplane.storage.plugin.PlainWorld;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/** The journal keeps the contract in an ordinary actor system, with the defaults of its reference.conf. */
class PlainJournalTest extends JournalContract<PlainWorld> {
    @Override
    PlainWorld open(Path files) {
        return new PlainWorld(files, ConfigFactory.empty());
    }

    @Test
    void when_anEventCannotBeSerialized_then_itAloneIsRejected() {
        RejectionCheck.check(this);
    }
}
