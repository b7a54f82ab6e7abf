package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

class DeterminismTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void when_aRunIsRepeatedInTheSameJvm_then_digestAndEventCountAreEqual() {
        assertThat(busyRun(7, false)).isEqualTo(busyRun(7, false));
        assertThat(busyRun(7, true)).isEqualTo(busyRun(7, true));
        assertThat(busyRun(8, false)).isNotEqualTo(busyRun(7, false));
    }

    /**
     * A second JVM has other identity hashes, other salts of unordered sets and other class loading
     * order.
     */
    @Test
    void when_aRunIsRepeatedInAnotherJvm_then_digestAndEventCountAreEqual()
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(
                        java,
                        "-XX:+UseParallelGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeterminismTest.class.getName(),
                        "7")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).isZero();
        assertThat(output.strip()).isEqualTo(busyRun(7, false) + "\n" + busyRun(7, true));
    }

    /** Entry of the forked JVM. */
    public static void main(String[] args) {
        // Something else first, so that JVM-wide counters and caches stand differently than in the
        // test's JVM.
        busyRun(99, false);
        long seed = Long.parseLong(args[0]);
        System.out.println(busyRun(seed, false) + "\n" + busyRun(seed, true));
    }

    @Test
    void when_interleavingsAreExplored_then_seedsOrderReadyActorsDifferently() {
        TreeSet<String> orders = new TreeSet<>();
        TreeMap<Long, String> bySeed = new TreeMap<>();
        for (long seed = 1; seed <= 20; seed++) {
            String order = firstSpeakers(seed, true);
            orders.add(order);
            bySeed.put(seed, order);
        }
        // 5 actors ready at once have 120 orders; 20 draws practically never give fewer than 10
        // different ones.
        assertThat(orders).hasSizeGreaterThan(10);
        bySeed.forEach((seed, order) ->
                assertThat(firstSpeakers(seed, true)).as("seed " + seed).isEqualTo(order));
        assertThat(firstSpeakers(1, false)).isEqualTo("01234").isEqualTo(firstSpeakers(2, false));
    }

    private static String firstSpeakers(long seed, boolean explore) {
        StringBuilder spoken = new StringBuilder();
        try (Simulation simulation =
                Simulation.builder().seed(seed).exploreInterleavings(explore).build()) {
            List<Host> hosts = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Host host = simulation.addHost("n" + i, HostSpec.defaults());
                int number = i;
                host.boot(services -> Actors.onText(text -> spoken.append(number)));
                hosts.add(host);
            }
            simulation.at(SECOND, () -> hosts.forEach(host -> Actors.tell(host, "go")));
            simulation.runUntil(2 * SECOND);
        }
        return spoken.toString();
    }

    /** Five hosts that ping one another through faults, restarts, charges and syncs. */
    private static String busyRun(long seed, boolean explore) {
        try (Simulation simulation =
                Simulation.builder().seed(seed).exploreInterleavings(explore).build()) {
            for (int i = 0; i < 5; i++) {
                Host host = simulation.addHost("n" + i, HostSpec.defaults().cores(1 + i % 2));
                String peer = "n" + (i + 1) % 5;
                host.boot(services -> Actors.chatter(services, peer));
            }
            simulation.network().lose(List.of("n1"), List.of("n2"), 0.3);
            simulation.at(SECOND, () -> simulation.network().isolate("n3").until(2 * SECOND));
            simulation.at(SECOND, () -> simulation.host("n4").powerOff());
            simulation.at(
                    2 * SECOND,
                    () -> simulation.host("n4").boot(services -> Actors.chatter(services, "n0")));
            simulation.at(SECOND, () -> simulation.host("n2").pause());
            simulation.at(3 * SECOND, () -> simulation.host("n2").resume());
            simulation.runUntil(4 * SECOND);
            return simulation.trace().digest() + " " + simulation.eventCount() + " "
                    + simulation.trace().deliveryCount();
        }
    }
}
