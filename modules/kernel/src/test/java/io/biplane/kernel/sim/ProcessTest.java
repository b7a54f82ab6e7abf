package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.random.Latency;
import io.biplane.kernel.context.SimulationContext;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.network.LinkSpec;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class ProcessTest {
    private static final long MS = 1_000_000;

    private final List<String> seen = new ArrayList<>();
    private final Simulation simulation = Simulation.builder().seed(5).build();
    private final Host n1 = simulation.addHost("n1", HostSpec.defaults());
    private final Host n2 = simulation.addHost("n2", HostSpec.defaults());

    ProcessTest() {
        simulation.network().everywhere(LinkSpec.of(Latency.fixed(5 * MS)));
    }

    /** Sends what it is told to n2 and notes which peers it loses. */
    private Behavior<String> watcher(HostServices services) {
        return Behaviors.setup(context -> {
            services.transport().onPeerLost(Actors.losses(context, seen));
            return Actors.source(services, "n2");
        });
    }

    private void bootBoth() {
        n1.boot(this::watcher);
        n2.boot(services -> Actors.sink(services, (text, at) -> seen.add(text)));
    }

    @Test
    void when_aPeerIsKilled_then_whoSpokeWithItHearsOfItOverTheNetwork() {
        bootBoth();
        Actors.tell(n1, "hello");
        simulation.at(100 * MS, n2::kill);
        simulation.runUntil(104 * MS);
        assertThat(seen).containsExactly("hello");
        simulation.runUntil(106 * MS);
        assertThat(seen).containsExactly("hello", "n2/");
    }

    @Test
    void when_aPeerLosesPower_then_nobodyHearsOfIt() {
        bootBoth();
        Actors.tell(n1, "hello");
        simulation.at(100 * MS, n2::powerOff);
        simulation.at(200 * MS, () -> Actors.tell(n1, "anybody?"));
        simulation.runUntil(1_000 * MS);
        assertThat(seen).containsExactly("hello");
    }

    @Test
    void when_aResetIsCutOff_then_nobodyHearsOfIt() {
        bootBoth();
        Actors.tell(n1, "hello");
        simulation.at(50 * MS, () -> simulation.network().isolate("n1"));
        simulation.at(100 * MS, n2::kill);
        simulation.runUntil(1_000 * MS);
        assertThat(seen).containsExactly("hello");
    }

    @Test
    void when_nobodySpokeWithTheDead_then_nobodyHearsOfIt() {
        bootBoth();
        simulation.at(100 * MS, n2::kill);
        simulation.runUntil(1_000 * MS);
        assertThat(seen).isEmpty();
    }

    @Test
    void when_noProcessOrServiceListens_then_theSenderIsRefused() {
        n1.boot(this::watcher);
        Actors.tell(n1, "nobody");
        simulation.runUntil(11 * MS);
        assertThat(seen).containsExactly("n2/in");
        n2.boot(services -> Behaviors.empty());
        Actors.tell(n1, "no service");
        simulation.runUntil(30 * MS);
        assertThat(seen).containsExactly("n2/in", "n2/in");
    }

    @Test
    void when_aProcessEndsByItself_then_itsPeersSeeAReset() {
        n1.boot(this::watcher);
        n2.boot(services -> Behaviors.<String>setup(context -> {
            services.transport().bind("in", context.getSelf());
            return Behaviors.receiveMessage(text -> Behaviors.stopped());
        }));
        Actors.tell(n1, "stop");
        simulation.runUntil(100 * MS);
        assertThat(n2.isRunning()).isFalse();
        assertThat(seen).containsExactly("n2/");
    }

    /**
     * A reference is bound to the incarnation it was made in: a later process with the same names
     * gets nothing.
     */
    @Test
    void when_aHostRestarts_then_referencesToItsOldProcessLeadNowhere() {
        List<ActorRef<String>> old = new ArrayList<>();
        n2.boot(services -> Behaviors.<String>setup(context -> {
            old.add(context.getSelf());
            return Actors.onText(text -> seen.add("first " + text));
        }));
        n1.boot(services -> Actors.onText(text -> old.get(0).tell(text)));
        Actors.tell(n1, "a");
        simulation.runUntil(10 * MS);
        n2.kill();
        n2.boot(services -> Actors.onText(text -> seen.add("second " + text)));
        Actors.tell(n1, "b");
        simulation.runUntil(100 * MS);
        assertThat(seen).containsExactly("first a");
    }

    @Test
    void when_aProcessIsKilled_then_itsTimersAndTasksAreGone() {
        n1.boot(services -> Behaviors.<String>withTimers(timers -> {
            timers.startTimerAtFixedRate("tick", Duration.ofMillis(10));
            return Actors.onText(seen::add);
        }));
        simulation.runUntil(35 * MS);
        Actors.tell(n1, "never");
        n1.kill();
        simulation.runUntil(1_000 * MS);
        assertThat(seen).containsExactly("tick", "tick", "tick");
        assertThat(simulation.nextAtNanos()).isEqualTo(Long.MAX_VALUE);
    }

    record Question(String text, ActorRef<String> replyTo) {}

    private Behavior<Object> asker(ActorRef<Question> target) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(message -> {
            if (message.equals("ask")) {
                context.ask(
                        String.class,
                        target,
                        Duration.ofMillis(100),
                        replyTo -> new Question("?", replyTo),
                        (reply, failure) -> failure == null ? reply : "timeout");
            } else {
                seen.add(message + "@" + SimulationContext.current().nowNanos() / MS);
            }
            return Behaviors.same();
        }));
    }

    private ActorRef<Question> bootAnswerer() {
        List<ActorRef<Question>> ref = new ArrayList<>();
        n2.boot(services -> Behaviors.<Question>setup(context -> {
            ref.add(context.getSelf());
            return Behaviors.receiveMessage(question -> {
                question.replyTo().tell("answer");
                return Behaviors.same();
            });
        }));
        return ref.get(0);
    }

    @Test
    void when_anActorOfAnotherHostIsAsked_then_theReplyTravels() {
        ActorRef<Question> target = bootAnswerer();
        n1.boot(services -> asker(target));
        Actors.tell(n1, "ask");
        simulation.runUntil(1_000 * MS);
        assertThat(seen).containsExactly("answer@10");
    }

    /**
     * Akka completes the ask's promise in the answering task; the asker must time out all the same.
     */
    @Test
    void when_theReplyToAnAskIsLostOrLateOrDoubled_then_theAskerHearsExactlyOnce() {
        ActorRef<Question> target = bootAnswerer();
        n1.boot(services -> asker(target));
        simulation.network().oneWay("n2", "n1").until(10 * MS);
        Actors.tell(n1, "ask");
        simulation.at(300 * MS, () -> {
            simulation.network().delay(List.of("n2"), List.of("n1"), 200 * MS);
            Actors.tell(n1, "ask");
        });
        simulation.at(700 * MS, () -> {
            simulation.network().heal();
            simulation
                    .network()
                    .add("twice", p -> new io.biplane.kernel.network.Verdict.Duplicate(1));
            Actors.tell(n1, "ask");
        });
        simulation.runUntil(2_000 * MS);
        assertThat(seen).containsExactly("timeout@100", "timeout@400", "answer@710");
    }

    @Test
    void when_theAskedHostDies_then_theAskerTimesOut() {
        ActorRef<Question> target = bootAnswerer();
        n1.boot(services -> asker(target));
        Actors.tell(n1, "ask");
        simulation.at(2 * MS, n2::powerOff);
        simulation.runUntil(1_000 * MS);
        assertThat(seen).containsExactly("timeout@100");
    }

    @Test
    void when_anActorWatchesAnotherHostsActor_then_theRunStopsWithTheReason() {
        ActorRef<Question> target = bootAnswerer();
        n1.boot(services -> Behaviors.<String>setup(context -> Behaviors.receiveMessage(text -> {
            context.watch(target);
            return Behaviors.same();
        })));
        Actors.tell(n1, "watch");
        assertThatThrownBy(() -> simulation.runUntil(10 * MS))
                .isInstanceOf(RunStopped.class)
                .hasMessageContaining("watching across hosts is not supported");
    }
}
