package io.biplane.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kernel.host.Disk;
import io.biplane.storage.chronicle.ChronicleSizing;
import io.biplane.storage.fake.FakeDisk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The engine in a file keeps the contract; every reopening reads the file again. */
class ChronicleFileEngineTest extends EngineContract {
    private static final ChronicleSizing SIZING = new ChronicleSizing(20_000, 32, 128, 10);

    @TempDir
    Path directory;

    private final Map<Disk, Path> directories = new LinkedHashMap<>();

    @Override
    Engine open(Disk disk) {
        Path own = directories.computeIfAbsent(
                disk, unused -> directory.resolve("d" + directories.size()));
        return ChronicleEngine.openFile(own, SIZING, disk);
    }

    @Test
    void when_theFileWasNotClosedInOrder_then_itIsRecoveredWithItsOwnSizing() throws Exception {
        put("a", 10, "x");
        delete("a", 20);
        put("b", 10, "y".repeat(100_000));
        engine.apply(WriteBatch.builder().putLocal(key("applied"), bytes("9")).build());
        long checksum = engine.checksum(ALL);
        // A copy of the files while they are open is what a killed process leaves.
        Path copy = directory.resolve("copy");
        Files.createDirectories(copy);
        for (String name : new String[] {"engine.map", "engine.state"}) {
            Files.copy(directory.resolve("d0").resolve(name), copy.resolve(name));
        }
        ChronicleSizing other = new ChronicleSizing(5_000, 99, 9, 2);
        try (Engine recovered = ChronicleEngine.openFile(copy, other, new FakeDisk())) {
            assertThat(recovered.checksum(ALL)).isEqualTo(checksum);
            assertThat(recovered.usedBytes()).isEqualTo(engine.usedBytes());
            assertThat(recovered.local(key("applied"))).contains(bytes("9"));
        }
        try (Engine again = ChronicleEngine.openFile(copy, other, new FakeDisk())) {
            assertThat(again.checksum(ALL)).isEqualTo(checksum);
        }
    }

    @Test
    void when_aProcessWasKilledHalfWayThroughABatch_then_openingFinishesIt() throws Exception {
        put("a", 10, "x");
        engine.close();
        WriteBatch batch = WriteBatch.builder()
                .put(key("b"), at(20), bytes("first half"))
                .put(key("c"), at(20), bytes("y".repeat(50_000)))
                .putLocal(key("applied"), bytes("2"))
                .collectGarbage(ALL, at(20))
                .build();
        leaveHalfDone(batch, 1);
        engine = open(disk);
        assertThat(seen("b", 20)).isEqualTo("first half");
        assertThat(seen("c", 20)).hasSize(50_000);
        assertThat(local("applied")).isEqualTo("2");
        reopen();
        assertThat(engine.statistics(ALL, at(20)).keys()).isEqualTo(3);
    }

    /** Does the first {@code done} operations as the engine does, then stops. */
    private void leaveHalfDone(WriteBatch batch, int done) {
        var entries = io.biplane.storage.chronicle.ChronicleEntries.inFile(
                directories.get(disk), "engine", SIZING);
        MvccVolume volume = ChronicleVersionStore.load(entries);
        volume.store().begin(batch);
        WriteBatch.Builder half = WriteBatch.builder();
        batch.operations().subList(0, done).forEach(half::add);
        volume.redo(half.build());
        entries.close();
    }
}
