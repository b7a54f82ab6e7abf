package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.random.Latency;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.disk.Corruptible;
import io.biplane.kernel.disk.Disposable;
import io.biplane.kernel.host.Disk.SyncOutcome;
import io.biplane.kernel.host.HostServices;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

class DiskTest {
    private static final long MS = 1_000_000;

    /** A volume that is a list of texts. */
    private static final class Log implements Corruptible, Disposable {
        private final List<String> lines = new ArrayList<>();
        private int disposals;

        @Override
        public void dispose() {
            disposals++;
        }

        @Override
        public String corrupt(SimRandom random) {
            int line = random.nextInt(lines.size());
            lines.set(line, lines.get(line) + "~");
            return "line " + line;
        }
    }

    private final List<String> outcomes = new ArrayList<>();
    private final Simulation simulation = Simulation.builder().seed(5).build();
    private final Host host = simulation.addHost(
            "n1", HostSpec.defaults().syncLatency(Latency.fixed(2 * MS)).diskBytes(1000));

    private static Log log(HostServices services) {
        return services.disk().volume("log", Log::new);
    }

    /** Writes each text as a line; the text {@code sync} syncs instead. */
    private Behavior<String> writer(HostServices services) {
        return Behaviors.setup(context -> Actors.onText(text -> {
            Log log = log(services);
            if (text.equals("sync")) {
                services.disk()
                        .sync(outcome ->
                                outcomes.add(outcome + "@" + services.monotonicNanos() / MS));
            } else if (text.equals("drop")) {
                String first = log.lines.remove(0);
                services.disk().written(-100, () -> log.lines.add(0, first));
            } else if (services.disk().hasRoomFor(100)) {
                log.lines.add(text);
                services.disk().written(100, () -> log.lines.remove(log.lines.size() - 1));
            } else {
                outcomes.add("full");
            }
        }));
    }

    private void boot() {
        host.boot(this::writer);
    }

    private void tell(String... texts) {
        for (String text : texts) {
            Actors.tell(host, text);
        }
    }

    private List<String> linesAfterReboot() {
        List<String> lines = new ArrayList<>();
        host.boot(services -> {
            lines.addAll(log(services).lines);
            return writer(services);
        });
        return lines;
    }

    @Test
    void when_theProcessIsKilled_then_unsyncedWritesStay() {
        boot();
        tell("a", "sync", "b");
        simulation.runFor(1 * MS);
        host.kill();
        assertThat(linesAfterReboot()).containsExactly("a", "b");
        simulation.runFor(10 * MS);
        // The sync was in progress when the process died: nobody is told, but what it covers is
        // durable.
        assertThat(outcomes).isEmpty();
        host.powerOff();
        assertThat(linesAfterReboot()).containsExactly("a");
    }

    @Test
    void when_powerIsLost_then_onlyWhatASyncCoveredIsLeft() {
        boot();
        tell("a", "sync", "b");
        simulation.runFor(10 * MS);
        tell("c");
        simulation.runFor(1 * MS);
        assertThat(outcomes).containsExactly("SYNCED@2");
        assertThat(host.disk().unsyncedCount()).isEqualTo(2);
        host.powerOff();
        assertThat(linesAfterReboot()).containsExactly("a");
    }

    @Test
    void when_powerIsLostDuringASync_then_itDoesNotCount() {
        boot();
        tell("a", "sync");
        simulation.runFor(1 * MS);
        host.powerOff();
        assertThat(linesAfterReboot()).isEmpty();
        simulation.runFor(10 * MS);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void when_theDiskStalls_then_syncsWaitForTheRelease() {
        boot();
        tell("a", "sync");
        simulation.at(1 * MS, () -> host.disk().stall());
        simulation.at(50 * MS, () -> tell("sync"));
        simulation.at(100 * MS, () -> host.disk().release());
        simulation.runUntil(200 * MS);
        assertThat(outcomes).containsExactly("SYNCED@102", "SYNCED@102");
    }

    @Test
    void when_syncsFail_then_theCallerIsToldAndNothingIsDurable() {
        boot();
        host.disk().failSyncs(true);
        tell("a", "sync");
        simulation.runFor(10 * MS);
        assertThat(outcomes).containsExactly(SyncOutcome.FAILED + "@2");
        host.disk().failSyncs(false);
        host.powerOff();
        assertThat(linesAfterReboot()).isEmpty();
    }

    @Test
    void when_theDeviceLosesSyncs_then_itReportsSuccessButPowerLossShowsTheLie() {
        boot();
        host.disk().loseSyncs(true);
        tell("a", "sync");
        simulation.runFor(10 * MS);
        assertThat(outcomes).containsExactly("SYNCED@2");
        host.powerOff();
        assertThat(linesAfterReboot()).isEmpty();
    }

    @Test
    void when_theDiskIsFull_then_itHasNoRoom() {
        boot();
        host.disk().capacity(250);
        tell("a", "b", "c");
        simulation.runFor(1 * MS);
        assertThat(outcomes).containsExactly("full");
        host.powerOff();
        assertThat(host.disk().usedBytes()).isZero();
    }

    @Test
    void when_dataAreDropped_then_theRoomReturnsAndIsTakenAgainByAPowerLoss() {
        boot();
        host.disk().capacity(250);
        tell("a", "b", "sync");
        simulation.runFor(10 * MS);
        tell("c", "drop", "d");
        simulation.runFor(1 * MS);
        assertThat(outcomes).containsExactly("SYNCED@2", "full");
        assertThat(host.disk().usedBytes()).isEqualTo(200);
        host.powerOff();
        assertThat(host.disk().usedBytes()).isEqualTo(200);
        assertThat(linesAfterReboot()).containsExactly("a", "b");
    }

    /**
     * With a torn tail a prefix of the unsynced writes survives; over seeds, every length from none
     * to all occurs.
     */
    @Test
    void when_tailsTear_then_aRandomPrefixOfUnsyncedWritesSurvives() {
        TreeSet<Integer> lengths = new TreeSet<>();
        boot();
        tell("s", "sync");
        simulation.runFor(10 * MS);
        host.disk().tearTails(true);
        for (int round = 0; round < 40; round++) {
            tell("a", "b", "c");
            simulation.runFor(1 * MS);
            host.powerOff();
            List<String> lines = linesAfterReboot();
            assertThat(List.of("s", "a", "b", "c").subList(0, lines.size())).isEqualTo(lines);
            lengths.add(lines.size());
            // Back to the one durable line: what survived a torn loss is durable.
            List<String> volume = log(host.services().orElseThrow()).lines;
            volume.subList(1, volume.size()).clear();
        }
        assertThat(lengths).containsExactly(1, 2, 3, 4);
    }

    @Test
    void when_bitsRot_then_aCorruptibleVolumeIsDamagedSilently() {
        boot();
        tell("a", "sync");
        simulation.runFor(10 * MS);
        assertThat(host.disk().rot("log")).isTrue();
        assertThat(host.disk().rot("nothing")).isFalse();
        host.kill();
        assertThat(linesAfterReboot()).containsExactly("a~");
    }

    @Test
    void when_theSimulationCloses_then_volumesAreDisposedOfOnceAndNotBefore() {
        boot();
        tell("a", "sync");
        simulation.runFor(10 * MS);
        Log log = log(host.services().orElseThrow());
        host.kill();
        boot();
        host.powerOff();
        assertThat(log.disposals).isZero();
        simulation.close();
        simulation.close();
        assertThat(log.disposals).isEqualTo(1);
    }
}
