package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

@Isolated
class ScaleTest {
    private static final long MS = 1_000_000;

    @Test
    void when_fiftyHostsRun_then_thereIsNoThreadBesideTheCallers() {
        int before = Thread.getAllStackTraces().size();
        try (Simulation simulation = Simulation.builder().seed(1).build()) {
            for (int i = 0; i < 50; i++) {
                String peer = "n" + (i + 1) % 50;
                simulation
                        .addHost("n" + i, HostSpec.defaults())
                        .boot(services -> Actors.chatter(services, peer));
            }
            simulation.runUntil(500 * MS);
            // Each of 50 hosts pings every 7 ms or a little later, as its task takes up to 2 ms of
            // CPU.
            assertThat(simulation.trace().deliveryCount()).isGreaterThan(50 * 4 * 50);
        }
        assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo(before);
    }

    /**
     * A killed process must be garbage at once: no thread, no timer, no queue may hold its actor
     * system.
     */
    @Test
    void when_aHostRestartsTwoHundredTimes_then_neitherThreadsNorMemoryLeak() {
        try (Simulation simulation = Simulation.builder().seed(1).build()) {
            Host host = simulation.addHost("n1", HostSpec.defaults());
            simulation.addHost("n2", HostSpec.defaults()).boot(s -> Actors.chatter(s, "n1"));
            List<WeakReference<Object>> systems = new ArrayList<>();
            restart(simulation, host, 20, systems);
            int threads = Thread.getAllStackTraces().size();
            long used = usedBytes();
            restart(simulation, host, 180, systems);
            assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo(threads);
            // One actor system holds about 1 MB; 180 leaked ones would show as hundreds.
            assertThat(usedBytes() - used).isLessThan(20L << 20);
            long held = systems.stream().filter(system -> system.get() != null).count();
            // The last one may still be referred to by what was on its way when it died.
            assertThat(held).isLessThanOrEqualTo(1);
        }
    }

    private static void restart(
            Simulation simulation, Host host, int times, List<WeakReference<Object>> systems) {
        for (int i = 0; i < times; i++) {
            systems.add(new WeakReference<>(host.boot(services -> Actors.chatter(services, "n2"))));
            simulation.runFor(20 * MS);
            if (i % 2 == 0) {
                host.kill();
            } else {
                host.powerOff();
            }
        }
        simulation.runFor(100 * MS);
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void when_simulationsRunOnSeveralThreads_then_eachGivesWhatItGivesAlone()
            throws InterruptedException {
        List<Long> alone = new ArrayList<>();
        for (long seed = 1; seed <= 4; seed++) {
            alone.add(digest(seed));
        }
        List<Long> together =
                Collections.synchronizedList(new ArrayList<>(List.of(0L, 0L, 0L, 0L)));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int index = i;
            Thread thread = new Thread(() -> together.set(index, digest(index + 1)));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(together).isEqualTo(alone);
    }

    private static long digest(long seed) {
        try (Simulation simulation = Simulation.builder().seed(seed).build()) {
            for (int i = 0; i < 3; i++) {
                String peer = "n" + (i + 1) % 3;
                simulation
                        .addHost("n" + i, HostSpec.defaults())
                        .boot(services -> Actors.chatter(services, peer));
            }
            simulation.runUntil(1_000 * MS);
            return simulation.trace().digest();
        }
    }
}
