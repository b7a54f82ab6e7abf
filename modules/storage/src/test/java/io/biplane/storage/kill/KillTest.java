package io.biplane.storage.kill;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.random.SimRandom;
import io.biplane.storage.codec.SerializedPayload;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.HeapEngine;
import io.biplane.storage.fake.FakeDisk;
import io.biplane.storage.journal.ChronicleLogStore;
import io.biplane.storage.journal.StoredEvent;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child JVM that writes to journal and engine files is killed at random points (SIGKILL), again and again on the same
 * files. After each kill the files open, every acknowledged batch is there, and none is torn.
 */
class KillTest {
    /** About. */
    private static final long BYTES_PER_ACKNOWLEDGEMENT = 6;

    private static final Span ALL = new Span(Key.MIN, Key.MAX);

    @TempDir
    Path directory;

    /** Steps the child acknowledged last. */
    private long journalAcknowledged;

    private long engineAcknowledged;

    @Test
    void when_theWriterIsKilledAtRandomPoints_then_acknowledgedBatchesAreWholeAndThere()
            throws Exception {
        killRepeatedly(4);
    }

    @Test
    @Tag("nightly")
    void when_theWriterIsKilledVeryOften_then_acknowledgedBatchesAreWholeAndThere()
            throws Exception {
        killRepeatedly(40);
    }

    private void killRepeatedly(int kills) throws Exception {
        SimRandom random = new SimRandom(11, "kill");
        for (int kill = 0; kill < kills; kill++) {
            runAndKillAfter(1 + random.nextInt(3_000));
            checkJournal();
            checkEngine();
        }
    }

    /** Lets the child acknowledge some more steps, then kills it while it goes on writing. */
    private void runAndKillAfter(int acknowledgements) throws Exception {
        Path file = directory.resolve("acknowledged");
        long enough = size(file) + acknowledgements * BYTES_PER_ACKNOWLEDGEMENT;
        Process child = new ProcessBuilder(command())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        // The child is polled, not followed: where it is when the signal comes is left to chance.
        while (size(file) < enough) {
            assertThat(child.waitFor(1, TimeUnit.MILLISECONDS))
                    .as("ended by itself")
                    .isFalse();
        }
        child.destroyForcibly();
        assertThat(child.waitFor()).as("killed by signal 9").isEqualTo(128 + 9);
        Files.readAllLines(file, US_ASCII).forEach(this::note);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private void note(String line) {
        if (line.startsWith("J")) {
            journalAcknowledged = Long.parseLong(line.substring(1));
        } else if (line.startsWith("E")) {
            engineAcknowledged = Long.parseLong(line.substring(1));
        }
    }

    /** The same java with the same flags and class path as this one. */
    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--add-") || flag.startsWith("-Dchronicle")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(KilledWriter.class.getName(), directory.toString()));
        return command;
    }

    private void checkJournal() {
        try (ChronicleLogStore journal = Workload.openJournal(directory)) {
            long highest = journal.highestSequenceNumber(Workload.LOG);
            assertThat(highest % Workload.EVENTS_PER_BATCH).as("no torn batch").isZero();
            long steps = highest / Workload.EVENTS_PER_BATCH;
            assertThat(steps).isBetween(journalAcknowledged, journalAcknowledged + 1);
            List<StoredEvent> events = new ArrayList<>();
            journal.replay(Workload.LOG, 1, Long.MAX_VALUE, Long.MAX_VALUE, events::add);
            long first = events.get(0).sequenceNumber();
            assertThat(first)
                    .isIn(
                            Workload.deletedTo(journalAcknowledged) + 1,
                            Workload.deletedTo(steps) + 1);
            assertThat(events).hasSize((int) (highest - first + 1));
            for (StoredEvent event : events) {
                assertThat(event.sequenceNumber()).isEqualTo(first++);
                assertThat(((SerializedPayload) event.payload()).bytes())
                        .isEqualTo(Workload.content("j", event.sequenceNumber()));
            }
        }
    }

    private void checkEngine() {
        try (Engine engine = Workload.openEngine(directory);
                Engine expected = HeapEngine.open(FakeDisk.immediate())) {
            long applied = Workload.applied(engine);
            assertThat(applied).isBetween(engineAcknowledged, engineAcknowledged + 1);
            for (long n = 1; n <= applied; n++) {
                expected.apply(Workload.engineBatch(n));
            }
            assertThat(engine.usedBytes()).isEqualTo(expected.usedBytes());
            assertThat(engine.checksum(ALL)).isEqualTo(expected.checksum(ALL));
            assertThat(engine.localChecksum(ALL)).isEqualTo(expected.localChecksum(ALL));
        }
    }
}
