package io.biplane.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.DeleteSnapshotsSuccess;
import akka.persistence.SaveSnapshotFailure;
import akka.persistence.SaveSnapshotSuccess;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotProtocol;
import akka.persistence.SnapshotSelectionCriteria;

import io.biplane.storage.plugin.Plugins;
import io.biplane.storage.plugin.TextEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import scala.Option;

import java.nio.file.Path;
import java.util.List;

/** What Akka Persistence expects of a snapshot store, and what its compatibility kit misses; one subclass a form. */
abstract class SnapshotContract<W extends Plugins> {
    private static final SnapshotSelectionCriteria LATEST = SnapshotSelectionCriteria.latest();
    private static final long ANY = Long.MAX_VALUE;

    @TempDir
    Path directory;

    W world;

    /** A process with the form under test as its users get it, but for {@code settings} of the plugin. */
    abstract W open(Path files, String settings);

    @BeforeEach
    void start() {
        world = open(directory, "");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    static SnapshotMetadata at(long number, long timestamp) {
        return new SnapshotMetadata("p", number, timestamp);
    }

    List<Object> saving(SnapshotMetadata metadata, Object snapshot) {
        return world.ask(world.snapshots(), new SnapshotProtocol.SaveSnapshot(metadata, snapshot));
    }

    /** Saves when the clock shows {@code timestamp}. */
    void save(long number, long timestamp, String text) {
        world.reach(timestamp);
        List<Object> answers = saving(at(number, 0), new TextEvent(text));
        assertThat(answers).hasOnlyElementsOfType(SaveSnapshotSuccess.class).hasSize(1);
        world.saved(((SaveSnapshotSuccess) answers.get(0)).metadata());
    }

    private SnapshotSelectionCriteria clocked(SnapshotSelectionCriteria criteria) {
        return SnapshotSelectionCriteria.create(
                criteria.maxSequenceNr(),
                world.clockAt(criteria.maxTimestamp()),
                criteria.minSequenceNr(),
                world.clockAt(criteria.minTimestamp()));
    }

    /** {@code number@timestamp=text} of the snapshot selected, or "none". */
    String load(SnapshotSelectionCriteria criteria) {
        Object answer = world.ask(
                        world.snapshots(),
                        new SnapshotProtocol.LoadSnapshot("p", clocked(criteria), ANY))
                .get(0);
        SnapshotProtocol.LoadSnapshotResult result = (SnapshotProtocol.LoadSnapshotResult) answer;
        if (result.snapshot().isEmpty()) {
            return "none";
        }
        SelectedSnapshot selected = result.snapshot().get();
        return selected.metadata().sequenceNr() + "@"
                + world.timestampOf(selected.metadata().timestamp()) + "="
                + ((TextEvent) selected.snapshot()).text();
    }

    /** Saved at sequence numbers 10, 20, 30 with timestamps 100, 200, 300. */
    void saveThree() {
        save(10, 100, "ten");
        save(20, 200, "twenty");
        save(30, 300, "thirty");
    }

    @Test
    void when_thereIsNoSnapshot_then_noneIsLoaded() {
        assertThat(load(LATEST)).isEqualTo("none");
    }

    @Test
    void when_criteriaAreGiven_then_theHighestThatMatchesIsLoaded() {
        saveThree();
        // max number, max time, min number, min time -> selected
        Object[][] table = {
            {ANY, ANY, 0L, 0L, "30@300=thirty"},
            {29L, ANY, 0L, 0L, "20@200=twenty"},
            {20L, ANY, 0L, 0L, "20@200=twenty"},
            {ANY, 199L, 0L, 0L, "10@100=ten"},
            {ANY, 200L, 0L, 0L, "20@200=twenty"},
            {25L, 150L, 0L, 0L, "10@100=ten"},
            {9L, ANY, 0L, 0L, "none"},
            {ANY, 99L, 0L, 0L, "none"},
            {ANY, ANY, 31L, 0L, "none"},
            {25L, ANY, 15L, 0L, "20@200=twenty"},
            {25L, ANY, 0L, 201L, "none"},
        };
        for (Object[] row : table) {
            SnapshotSelectionCriteria criteria = SnapshotSelectionCriteria.create(
                    (long) row[0], (long) row[1], (long) row[2], (long) row[3]);
            assertThat(load(criteria)).as(criteria.toString()).isEqualTo(row[4]);
        }
        assertThat(load(SnapshotSelectionCriteria.none())).isEqualTo("none");
    }

    @Test
    void when_oneIsDeletedByMetadata_then_onlyThatOneGoes() {
        saveThree();
        world.ask(world.snapshots(), new SnapshotProtocol.DeleteSnapshot(at(30, 0)));
        assertThat(load(LATEST)).isEqualTo("20@200=twenty");
        world.ask(
                world.snapshots(), new SnapshotProtocol.DeleteSnapshot(at(20, world.clockAt(999))));
        assertThat(load(LATEST)).isEqualTo("20@200=twenty");
        world.ask(
                world.snapshots(), new SnapshotProtocol.DeleteSnapshot(at(20, world.clockAt(200))));
        assertThat(load(LATEST)).isEqualTo("10@100=ten");
    }

    @Test
    void when_manyAreDeletedByCriteria_then_thoseThatMatchGoAlsoAfterRestart() {
        saveThree();
        world.ask(
                world.snapshots(),
                new SnapshotProtocol.DeleteSnapshots(
                        "p", clocked(SnapshotSelectionCriteria.create(30, 250))));
        assertThat(load(SnapshotSelectionCriteria.create(29, ANY))).isEqualTo("none");
        world.restart();
        assertThat(load(SnapshotSelectionCriteria.create(29, ANY))).isEqualTo("none");
        assertThat(load(LATEST)).isEqualTo("30@300=thirty");
    }

    @Test
    void when_oneIsSavedAgainUnderItsNumber_then_theLaterOneCounts() {
        save(10, 100, "first");
        save(10, 150, "second");
        assertThat(load(LATEST)).isEqualTo("10@150=second");
        world.restart();
        assertThat(load(LATEST)).isEqualTo("10@150=second");
        assertThat(load(SnapshotSelectionCriteria.create(ANY, 120))).isEqualTo("none");
    }

    @Test
    void when_theProcessIsRestartedOrKilled_then_snapshotsStay() {
        saveThree();
        world.restart();
        assertThat(load(LATEST)).isEqualTo("30@300=thirty");
        world.killAndBoot();
        assertThat(load(SnapshotSelectionCriteria.create(10, ANY))).isEqualTo("10@100=ten");
    }

    @Test
    void when_theStateGoesOnChanging_then_theSavedSnapshotDoesNot() {
        byte[] state = {1, 2, 3};
        saving(at(1, 1), state);
        state[0] = 9;
        byte[] loaded = loadBytes();
        assertThat(loaded).containsExactly(1, 2, 3);
        loaded[0] = 8; // nor does what was loaded lead back to it
        assertThat(loadBytes()).containsExactly(1, 2, 3);
    }

    private byte[] loadBytes() {
        Object answer = world.ask(
                        world.snapshots(), new SnapshotProtocol.LoadSnapshot("p", LATEST, ANY))
                .get(0);
        return (byte[])
                ((SnapshotProtocol.LoadSnapshotResult) answer).snapshot().get().snapshot();
    }

    @Test
    void when_aSnapshotHasNoSerializer_then_savingFailsAndTheOldOneStays() {
        save(10, 100, "ten");
        for (Object unfit :
                List.of(new TextEvent("unfit"), new TextEvent("undeclared"), new Object())) {
            List<Object> answers = saving(at(20, 200), unfit);
            assertThat(answers).hasOnlyElementsOfType(SaveSnapshotFailure.class).hasSize(1);
            assertThat(((SaveSnapshotFailure) answers.get(0)).cause())
                    .isInstanceOf(java.io.NotSerializableException.class);
        }
        assertThat(load(LATEST)).isEqualTo("10@100=ten");
    }

    @Test
    void when_aSnapshotIsLarge_then_itComesBackWhole() {
        String large = "0123456789abcdef".repeat(100_000);
        save(10, 100, large);
        world.restart();
        assertThat(load(LATEST)).isEqualTo("10@100=" + large);
    }

    @Test
    void when_anotherIdIsAsked_then_itHasNone() {
        saveThree();
        Object answer = world.ask(
                        world.snapshots(), new SnapshotProtocol.LoadSnapshot("other", LATEST, ANY))
                .get(0);
        assertThat(answer).isEqualTo(new SnapshotProtocol.LoadSnapshotResult(Option.empty(), ANY));
    }

    @Test
    void when_noTimestampMatches_then_nothingIsDeleted() {
        saveThree();
        SnapshotSelectionCriteria before = clocked(SnapshotSelectionCriteria.create(10, 99));
        assertThat(world.ask(world.snapshots(), new SnapshotProtocol.DeleteSnapshots("p", before)))
                .containsExactly(new DeleteSnapshotsSuccess(before));
        assertThat(load(SnapshotSelectionCriteria.create(10, 100))).isEqualTo("10@100=ten");
        assertThat(load(LATEST)).isEqualTo("30@300=thirty");
    }

    @Test
    void when_onlyOneIsKept_then_anOlderOneIsGoneAfterTheNextSaving() {
        world.close();
        world = open(directory.resolve("one"), "only-one-snapshot = on");
        saveThree();
        assertThat(load(LATEST)).isEqualTo("30@300=thirty");
        assertThat(load(SnapshotSelectionCriteria.create(29, ANY))).isEqualTo("none");
    }
}
