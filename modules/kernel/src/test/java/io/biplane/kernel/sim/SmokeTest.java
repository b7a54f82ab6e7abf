package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kernel.trace.TraceEvent;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class SmokeTest {
    private static final long MS = 1_000_000;

    @Test
    void when_clientPings_then_pongsArriveARoundTripLater() {
        List<TraceEvent> events = new ArrayList<>();
        long digest = run(1, events);
        assertThat(events).hasSizeGreaterThan(90);
        assertThat(run(1, new ArrayList<>())).isEqualTo(digest);
        assertThat(run(2, new ArrayList<>())).isNotEqualTo(digest);
    }

    private static long run(long seed, List<TraceEvent> events) {
        try (Simulation simulation = Simulation.builder().seed(seed).build()) {
            simulation.trace().onStateChange(events::add);
            Host server = simulation.addHost("n1", HostSpec.defaults());
            Host client = simulation.addHost("n2", HostSpec.defaults());
            server.boot(PingPong::server);
            client.boot(services -> PingPong.client(services, "n1"));
            simulation.runUntil(1000 * MS);
            System.out.println(simulation.eventCount() + " "
                    + simulation.trace().digest() + " " + events.size());
            return simulation.trace().digest();
        }
    }
}
