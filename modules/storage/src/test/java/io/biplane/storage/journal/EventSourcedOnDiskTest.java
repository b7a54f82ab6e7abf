package io.biplane.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;

import io.biplane.base.random.SimRandom;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;
import io.biplane.storage.plugin.PluginWorld;
import io.biplane.storage.plugin.PluginWorld.Form;
import io.biplane.storage.plugin.TextEvent;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole event-sourced actor on the plugins, with snapshots and deletion, through kills and power losses: what it
 * acknowledged it still knows, and nothing it knows was never asked for.
 */
class EventSourcedOnDiskTest {
    private static final long MILLI = 1_000_000;

    /** Adds one text to the state; answered when it is stored. */
    private record Add(String text) {}

    private static final class Appender extends EventSourcedBehavior<Add, TextEvent, TextEvent> {
        private final List<String> acknowledged;

        Appender(List<String> acknowledged) {
            super(PersistenceId.ofUniqueId("appender"));
            this.acknowledged = acknowledged;
        }

        @Override
        public TextEvent emptyState() {
            return new TextEvent("");
        }

        @Override
        public CommandHandler<Add, TextEvent, TextEvent> commandHandler() {
            return (state, add) -> Effect()
                    .persist(new TextEvent(add.text()))
                    .thenRun(next -> acknowledged.add(next.text()));
        }

        @Override
        public EventHandler<TextEvent, TextEvent> eventHandler() {
            return (state, event) -> new TextEvent(state.text() + event.text());
        }

        @Override
        public RetentionCriteria retentionCriteria() {
            return RetentionCriteria.snapshotEvery(5, 1).withDeleteEventsOnSnapshot();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"DISK_OBJECTS", "DISK_SERIALIZED"})
    void when_powerFailsAgainAndAgain_then_acknowledgedStatesAreRecovered(Form form) {
        for (long seed = 1; seed <= 4; seed++) {
            run(form, seed);
        }
    }

    private void run(Form form, long seed) {
        SimRandom random = new SimRandom(seed, "event-sourced");
        List<String> acknowledged = new ArrayList<>();
        try (Simulation simulation = Simulation.builder().seed(seed).build()) {
            Host host = simulation.addHost("n1", HostSpec.defaults());
            int sent = 0;
            for (int life = 0; life < 6; life++) {
                ActorRef<Add> actor = host.boot(
                        services -> guardian(acknowledged),
                        PluginWorld.overlay(form, "n1", Path.of("unused")));
                for (int i = 0; i < 12; i++) {
                    String text = (char) ('a' + sent++ % 26) + "";
                    simulation.after(random.nextLong(20 * MILLI), () -> actor.tell(new Add(text)));
                }
                simulation.runFor(random.nextLong(25 * MILLI));
                String before = last(acknowledged);
                if (random.chance(0.5)) {
                    host.powerOff();
                } else {
                    host.kill();
                }
                simulation.runFor(25 * MILLI); // late commands meet a dead process
                checkNext(simulation, host, form, acknowledged, before);
            }
            assertThat(host.disk().usedBytes()).isPositive();
        }
    }

    /** Boots, adds one more and sees what state the actor had recovered. */
    private void checkNext(
            Simulation simulation, Host host, Form form, List<String> acknowledged, String before) {
        ActorRef<Add> actor = host.boot(
                services -> guardian(acknowledged),
                PluginWorld.overlay(form, "n1", Path.of("unused")));
        simulation.after(0, () -> actor.tell(new Add("!")));
        simulation.runFor(50 * MILLI);
        assertThat(last(acknowledged)).startsWith(before).endsWith("!");
        // stored but not yet answered when the process ended: at most the one write under way
        assertThat(last(acknowledged).length()).isBetween(before.length() + 1, before.length() + 2);
        host.kill();
    }

    private static String last(List<String> acknowledged) {
        return acknowledged.isEmpty() ? "" : acknowledged.get(acknowledged.size() - 1);
    }

    private static Behavior<Add> guardian(List<String> acknowledged) {
        return Behaviors.setup(context -> new Appender(acknowledged));
    }
}
