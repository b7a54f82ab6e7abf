package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kernel.trace.TraceListener;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Who listens hears what was asked for, and changes nothing. */
class TraceTest {
    private static final long MS = 1_000_000;

    private long digestOf(Consumer<Simulation> listening) {
        try (Simulation simulation = Simulation.builder().seed(3).build()) {
            listening.accept(simulation);
            Host host = simulation.addHost("n1", HostSpec.defaults());
            host.boot(services -> Behaviors.receiveMessage(message -> Behaviors.same()));
            for (Object message : List.of("one", 2, "three", 4.0, 5L)) {
                Actors.tell(host, message);
            }
            simulation.runUntil(MS);
            return simulation.trace().digest();
        }
    }

    private static TraceListener messagesTo(List<Object> heard) {
        return event -> {
            // Not Akka's own, such as the guardian's first.
            if (event instanceof TraceEvent.Delivery delivery
                    && delivery.actor().equals("/user")
                    && delivery.message().getClass().getName().startsWith("java.lang.")) {
                heard.add(delivery.message());
            }
        };
    }

    @Test
    void when_deliveriesOfSomeClassesAreWatched_then_theseAreHeardAndTheRunIsTheSame() {
        List<Object> texts = new ArrayList<>();
        List<Object> numbers = new ArrayList<>();
        List<Object> all = new ArrayList<>();
        long alone = digestOf(simulation -> {});
        long watched = digestOf(simulation -> {
            simulation.trace().onDelivery(List.of(String.class), messagesTo(texts));
            simulation.trace().onDelivery(List.of(Integer.class, Long.class), messagesTo(numbers));
        });
        assertThat(texts).containsExactly("one", "three");
        assertThat(numbers).containsExactly(2, 5L);
        texts.clear();
        long watchedTwice = digestOf(simulation -> {
            simulation.trace().onDelivery(List.of(String.class), messagesTo(texts));
            simulation.trace().onEvent(messagesTo(all));
        });
        assertThat(texts).containsExactly("one", "three");
        assertThat(all).containsExactly("one", 2, "three", 4.0, 5L);
        assertThat(List.of(watched, watchedTwice)).containsOnly(alone);
    }
}
