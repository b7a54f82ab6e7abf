package io.biplane.storage.fake;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.random.Latency;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.host.Disk;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** The tests' disk behaves as the kernel's simulated disk: same writes, syncs, kills and power losses, same data. */
class FakeDiskParityTest {
    private static final long SYNC_NANOS = 1_000;

    /** A disk under test with one volume, a list that is only appended to. */
    private interface Subject {
        Disk disk();

        void completeSync(Disk.SyncOutcome outcome);

        void kill();

        void powerOff();
    }

    private static final class Fake implements Subject {
        private final FakeDisk disk = new FakeDisk();

        @Override
        public Disk disk() {
            return disk;
        }

        @Override
        public void completeSync(Disk.SyncOutcome outcome) {
            disk.completeSync(outcome);
        }

        @Override
        public void kill() {
            disk.kill();
        }

        @Override
        public void powerOff() {
            disk.powerOff();
        }
    }

    private static final class Real implements Subject {
        private final Simulation simulation = Simulation.builder().seed(1).build();
        private final Host host = simulation.addHost(
                "n1", HostSpec.defaults().syncLatency(Latency.fixed(SYNC_NANOS)));

        Real() {
            boot();
        }

        private void boot() {
            host.boot(services -> Behaviors.empty());
        }

        @Override
        public Disk disk() {
            return host.services().orElseThrow().disk();
        }

        @Override
        public void completeSync(Disk.SyncOutcome outcome) {
            host.disk().failSyncs(outcome == Disk.SyncOutcome.FAILED);
            simulation.runFor(SYNC_NANOS);
        }

        @Override
        public void kill() {
            host.kill();
            simulation.runFor(SYNC_NANOS);
            boot();
        }

        @Override
        public void powerOff() {
            host.powerOff();
            boot();
        }
    }

    @Test
    void when_bothDisksAreTreatedAlike_then_theyHoldTheSame() {
        for (long seed = 1; seed <= 6; seed++) {
            assertThat(run(new Fake(), seed)).as("seed " + seed).isEqualTo(run(new Real(), seed));
        }
    }

    private static List<String> run(Subject subject, long seed) {
        SimRandom random = new SimRandom(seed, "disk-parity");
        List<String> log = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            List<Integer> volume = subject.disk().volume("data", ArrayList::new);
            int draw = random.nextInt(10);
            if (draw < 6) {
                volume.add(step);
                subject.disk().written(1, () -> volume.remove(volume.size() - 1));
            } else if (draw < 8) {
                subject.disk().sync(outcome -> log.add("told " + outcome));
                subject.completeSync(draw == 6 ? Disk.SyncOutcome.SYNCED : Disk.SyncOutcome.FAILED);
            } else if (draw == 8) {
                subject.kill();
            } else {
                subject.disk().sync(outcome -> log.add("never told"));
                subject.powerOff();
            }
            log.add(subject.disk().<List<Integer>>volume("data", ArrayList::new).toString());
        }
        return log;
    }
}
