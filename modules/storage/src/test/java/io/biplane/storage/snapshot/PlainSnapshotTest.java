package io.biplane.storage.snapshot;

import com.typesafe.config.ConfigFactory;

import io.biplane.storage.plugin.PlainWorld;

import java.nio.file.Path;

/** The snapshot store keeps the contract in an ordinary actor system, with the defaults of its reference.conf. */
class PlainSnapshotTest extends SnapshotContract<PlainWorld> {
    @Override
    PlainWorld open(Path files, String settings) {
        return new PlainWorld(
                files,
                ConfigFactory.parseString(settings).atPath("biplane.persistence.snapshot-store"));
    }
}
