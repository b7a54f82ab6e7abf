package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.random.Latency;
import io.biplane.kernel.network.ActiveRule;
import io.biplane.kernel.network.LinkSpec;
import io.biplane.kernel.network.Verdict;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kernel.trace.TraceListener;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class NetworkTest {
    private static final long MS = 1_000_000;

    private final List<String> arrived = new ArrayList<>();
    private final List<Long> arrivedAtNanos = new ArrayList<>();
    private final Simulation simulation = Simulation.builder().seed(3).build();
    private final Host n1 = simulation.addHost("n1", HostSpec.defaults());
    private final Host n2 = simulation.addHost("n2", HostSpec.defaults());

    private void sink(String text, long atNanos) {
        arrived.add(text);
        arrivedAtNanos.add(atNanos);
    }

    private void bootFixed() {
        simulation.network().everywhere(LinkSpec.of(Latency.fixed(5 * MS)));
        n1.boot(services -> Actors.source(services, "n2"));
        n2.boot(services -> Actors.sink(services, this::sink));
    }

    private void sendAt(long atNanos, String text) {
        simulation.at(atNanos, () -> Actors.tell(n1, text));
    }

    @Test
    void when_hostsArePartitioned_then_messagesAreLostUntilTheEndTime() {
        bootFixed();
        ActiveRule rule = simulation.network().partition(List.of("n1"), List.of("n2"));
        rule.until(20 * MS);
        sendAt(10 * MS, "lost");
        sendAt(20 * MS, "arrives");
        assertThat(simulation.network().rules()).containsExactly(rule);
        simulation.runUntil(100 * MS);
        assertThat(arrived).containsExactly("arrives");
        assertThat(arrivedAtNanos).containsExactly(25 * MS);
        assertThat(simulation.network().rules()).isEmpty();
    }

    @Test
    void when_oneDirectionIsCut_then_theOtherStillWorks() {
        bootFixed();
        ActiveRule rule = simulation.network().oneWay("n2", "n1");
        sendAt(1 * MS, "forth");
        simulation.runUntil(10 * MS);
        rule.end();
        simulation.network().oneWay("n1", "n2");
        sendAt(11 * MS, "cut");
        simulation.runUntil(20 * MS);
        simulation.network().heal();
        sendAt(21 * MS, "healed");
        simulation.runUntil(30 * MS);
        assertThat(arrived).containsExactly("forth", "healed");
    }

    /** A listener learns when a packet arrives as it is sent, and nothing more once it is taken off. */
    @Test
    void when_aPacketIsSent_then_theTraceSaysWhenItArrivesOrThatItNeverDoes() {
        bootFixed();
        List<String> told = new ArrayList<>();
        TraceListener listener = event -> {
            if (event instanceof TraceEvent.PacketVerdict packet) {
                told.add(
                        packet.message() + (packet.arrives() ? " " + packet.arrivesAtNanos() : ""));
            }
        };
        simulation.trace().onEvent(listener);
        simulation.network().partition(List.of("n1"), List.of("n2")).until(20 * MS);
        sendAt(10 * MS, "lost");
        sendAt(21 * MS, "arrives");
        simulation.runUntil(30 * MS);
        simulation.trace().removeListener(listener);
        sendAt(31 * MS, "unheard");
        simulation.runUntil(100 * MS);
        assertThat(told).containsExactly("lost", "arrives " + 26 * MS);
        assertThat(arrived).containsExactly("arrives", "unheard");
    }

    @Test
    void when_latencyVaries_then_aConnectionStillKeepsOrder() {
        bootFixed();
        simulation.network().everywhere(LinkSpec.of(Latency.uniform(1 * MS, 50 * MS)));
        for (int i = 0; i < 200; i++) {
            sendAt(i * MS, "m" + i);
        }
        simulation.runUntil(1_000 * MS);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            expected.add("m" + i);
        }
        assertThat(arrived).isEqualTo(expected);
        assertThat(arrivedAtNanos).isSorted();
    }

    @Test
    void when_aRuleDelaysOutOfOrder_then_laterPacketsOvertake() {
        bootFixed();
        simulation
                .network()
                .add(
                        "late",
                        packet -> packet.message().equals("first")
                                ? new Verdict.Delay(40 * MS, false)
                                : Verdict.PASS);
        sendAt(1 * MS, "first");
        sendAt(2 * MS, "second");
        simulation.runUntil(100 * MS);
        assertThat(arrived).containsExactly("second", "first");
    }

    @Test
    void when_aRuleDelaysInOrder_then_laterPacketsWaitBehind() {
        bootFixed();
        simulation
                .network()
                .add(
                        "late",
                        packet -> packet.message().equals("first")
                                ? Verdict.delay(40 * MS)
                                : Verdict.PASS);
        sendAt(1 * MS, "first");
        sendAt(2 * MS, "second");
        simulation.runUntil(100 * MS);
        assertThat(arrived).containsExactly("first", "second");
        assertThat(arrivedAtNanos).containsExactly(46 * MS, 46 * MS);
    }

    @Test
    void when_aRuleDuplicates_then_theMessageArrivesAgain() {
        bootFixed();
        simulation.network().add("twice", packet -> new Verdict.Duplicate(2));
        sendAt(1 * MS, "x");
        simulation.runUntil(100 * MS);
        assertThat(arrived).containsExactly("x", "x", "x");
    }

    @Test
    void when_packetsAreCorrupted_then_theChecksumRefusesThemUnlessAMessageIsDamaged() {
        bootFixed();
        simulation.network().add("noise", packet -> Verdict.CORRUPT);
        sendAt(1 * MS, "x");
        simulation.runUntil(10 * MS);
        assertThat(arrived).isEmpty();
        simulation.network().corruptor(message -> message + "?");
        sendAt(11 * MS, "y");
        simulation.runUntil(20 * MS);
        assertThat(arrived).containsExactly("y?");
    }

    /** 2,000 packets at 25 % loss: 500 ± 5 standard deviations (19.4). */
    @Test
    void when_aLinkIsLossy_then_itsShareIsLost() {
        bootFixed();
        LinkSpec lossy = LinkSpec.of(Latency.fixed(MS)).withLoss(0.25);
        simulation.network().link("n1", "n2", Optional.of(lossy));
        for (int i = 0; i < 2_000; i++) {
            sendAt(i * MS, "m");
        }
        simulation.runUntil(3_000 * MS);
        assertThat(2_000 - arrived.size()).isBetween(403, 597);
        assertThat(simulation.network().counters().droppedPackets())
                .isEqualTo(2_000 - arrived.size());
    }

    /**
     * 256 bytes at 25,600 bytes a second take 10 ms each on the wire, one after another, plus the
     * latency.
     */
    @Test
    void when_bandwidthIsLimited_then_packetsQueueOnTheWire() {
        bootFixed();
        LinkSpec thin = LinkSpec.of(Latency.fixed(5 * MS)).withBandwidth(25_600);
        simulation.network().link("n1", "n2", Optional.of(thin));
        sendAt(0, "a");
        sendAt(0, "b");
        sendAt(0, "c");
        simulation.runUntil(100 * MS);
        assertThat(arrivedAtNanos).containsExactly(15 * MS, 25 * MS, 35 * MS);
    }

    @Test
    void when_hostsStandInRegionsAndZones_then_theirLinksDiffer() {
        simulation.network().withinZone(Latency.fixed(1));
        simulation.network().betweenZones(Latency.fixed(2));
        simulation.network().betweenRegions(Latency.fixed(3));
        simulation.network().regions("us-east", "eu-west", Latency.fixed(4));
        simulation.addHost("zone", HostSpec.defaults().zone("us-east-b"));
        simulation.addHost("far", HostSpec.defaults().region("ap").zone("ap-a"));
        simulation.addHost("eu", HostSpec.defaults().region("eu-west").zone("eu-west-a"));
        assertThat(latency("n1", "n2")).isEqualTo(1);
        assertThat(latency("n1", "zone")).isEqualTo(2);
        assertThat(latency("n1", "far")).isEqualTo(3);
        assertThat(latency("eu", "n1")).isEqualTo(4);
        simulation.network().link("eu", "n1", Optional.of(LinkSpec.of(Latency.fixed(9))));
        assertThat(latency("eu", "n1")).isEqualTo(9);
        assertThat(latency("n1", "eu")).isEqualTo(4);
    }

    private long latency(String from, String to) {
        return simulation.network().link(from, to).latency().leastNanos();
    }

    @Test
    void when_wireCheckIsOn_then_everyMessageBetweenHostsPassesThroughIt() {
        bootFixed();
        simulation.network().wireCheck(message -> message + "'");
        sendAt(1 * MS, "x");
        simulation.runUntil(10 * MS);
        assertThat(arrived).containsExactly("x'");
    }

    /**
     * Mean and spread of 20,000 draws; the cut at ±3 deviations narrows the spread to 0.986 of the
     * nominal one.
     */
    @Test
    void when_latencyIsNormal_then_drawsHaveItsMeanAndSpreadAndStayWithinTheCut() {
        Latency latency = Latency.normal(1_000_000, 100_000);
        var random = simulation.random("test");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 20_000; i++) {
            long nanos = latency.draw(random);
            assertThat(nanos).isBetween(700_000L, 1_300_000L);
            sum += nanos;
            squares += (double) nanos * nanos;
        }
        double mean = sum / 20_000;
        double deviation = StrictMath.sqrt(squares / 20_000 - mean * mean);
        assertThat(mean).isBetween(997_000.0, 1_003_000.0);
        assertThat(deviation).isBetween(96_500.0, 100_700.0);
    }
}
