package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.actor.typed.ActorRef;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.invariant.InvariantViolation;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class FailureTest {
    private static final long MS = 1_000_000;

    private final Simulation simulation = Simulation.builder().seed(77).build();

    /** Boots n1 with an actor that does something bad at 5 ms, and runs on. */
    private RunStopped runInto(Consumer<String> deed) {
        Host host = simulation.addHost("n1", HostSpec.defaults());
        host.boot(services -> Actors.onText(deed));
        simulation.at(5 * MS, () -> Actors.tell(host, "go"));
        return catchThrowableOfType(RunStopped.class, () -> simulation.runUntil(100 * MS));
    }

    @Test
    void when_anActorBreaksAnInvariant_then_theRunStopsAndNamesThePlace() {
        RunStopped stopped = runInto(text -> {
            throw new InvariantViolation("two leaders in term 3");
        });
        assertThat(stopped)
                .hasMessage("two leaders in term 3 [seed 77, virtual time 0.005000000s, event "
                        + stopped.eventNumber() + ", host n1]");
        assertThat(stopped.seed()).isEqualTo(77);
        assertThat(stopped.atNanos()).isEqualTo(5 * MS);
        assertThat(stopped.host()).isEqualTo("n1");
        assertThat(simulation.eventCount()).isEqualTo(stopped.eventNumber());
        assertThatThrownBy(() -> simulation.runUntil(200 * MS)).isInstanceOf(RunStopped.class);
        assertThatThrownBy(simulation::step).isInstanceOf(RunStopped.class);
    }

    @Test
    void when_theViolationIsNestedInAnotherException_then_theRunStillStops() {
        RunStopped stopped = runInto(text -> {
            throw new IllegalStateException(new RuntimeException(new InvariantViolation("deep")));
        });
        assertThat(stopped).hasMessageContaining("deep");
    }

    /**
     * A violation counts even if someone catches it: what only a bug can cause is never handled.
     */
    @Test
    void when_theViolationIsCaughtOrSupervised_then_theRunStillStops() {
        Host host = simulation.addHost("n1", HostSpec.defaults());
        host.boot(services -> Behaviors.supervise(Actors.onText(text -> {
                    throw new InvariantViolation("supervised");
                }))
                .onFailure(RuntimeException.class, SupervisorStrategy.restart()));
        Actors.tell(host, "go");
        assertThatThrownBy(() -> simulation.runUntil(MS)).hasMessageContaining("supervised");
    }

    /** For a system whose own failures have types of their own, a null pointer is no crash it models. */
    @Test
    void when_theRunStopsOnBugs_then_javasOwnExceptionsStopItAndOthersDoNot() {
        assertThat(runInto(text -> {
                    throw new IndexOutOfBoundsException("at 99");
                }))
                .isNull();
        Simulation strict = Simulation.builder().seed(77).stopOnBugs(true).build();
        Host host = strict.addHost("n1", HostSpec.defaults());
        host.boot(services -> Actors.onText(text -> {
            throw new Modelled(new Modelled(null));
        }));
        Actors.tell(host, "go");
        strict.runUntil(MS);
        Host other = strict.addHost("n2", HostSpec.defaults());
        other.boot(services -> Actors.onText(text -> {
            throw new Modelled(new IndexOutOfBoundsException("at 99"));
        }));
        Actors.tell(other, "go");
        assertThatThrownBy(() -> strict.runUntil(2 * MS)).hasRootCauseMessage("at 99");
    }

    private static final class Modelled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Modelled(Throwable cause) {
            super("modelled", cause);
        }
    }

    @Test
    void when_anActorOverflowsItsStack_then_theRunStopsAndTheJvmLives() {
        assertThat(runInto(FailureTest::endless)).hasCauseInstanceOf(StackOverflowError.class);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void endless(String text) {
        endless(text);
    }

    @Test
    void when_anAssertionFailsInAnActor_then_theRunStops() {
        RunStopped stopped = runInto(text -> {
            throw new AssertionError("expected 1 but was 2");
        });
        assertThat(stopped).hasMessageContaining("expected 1 but was 2");
    }

    @Test
    void when_anActorThrowsAnOrdinaryException_then_itsSupervisionAppliesAndTheRunGoesOn() {
        List<String> handled = new ArrayList<>();
        Host host = simulation.addHost("n1", HostSpec.defaults());
        host.boot(services -> Behaviors.<String>supervise(Actors.onText(text -> {
                    if (text.equals("bad")) {
                        throw new IllegalArgumentException("ordinary");
                    }
                    handled.add(text);
                }))
                .onFailure(SupervisorStrategy.restart().withLoggingEnabled(false)));
        Actors.tell(host, "bad");
        Actors.tell(host, "good");
        simulation.runUntil(MS);
        assertThat(handled).containsExactly("good");
    }

    @Test
    void when_aHookAfterEventsThrows_then_theRunStopsAtThatEvent() {
        long[] events = {0};
        simulation.onAfterEvent(() -> {
            if (++events[0] == 4) {
                throw new InvariantViolation("fourth event");
            }
        });
        for (int i = 1; i <= 10; i++) {
            simulation.at(i * MS, () -> {});
        }
        assertThatThrownBy(() -> simulation.runUntil(100 * MS))
                .hasMessage("fourth event [seed 77, virtual time 0.004000000s, event 4, no host]");
    }

    @Test
    void when_actorsMessageEachOtherForeverAtOneInstant_then_theRunStopsInsteadOfHanging() {
        Simulation small =
                Simulation.builder().seed(1).stepsPerInstantMax(10_000).build();
        Host host = small.addHost("n1", HostSpec.defaults());
        host.boot(services -> Behaviors.<String>setup(context -> {
            ActorRef<String> self = context.getSelf();
            return Actors.onText(self::tell);
        }));
        Actors.tell(host, "again");
        assertThatThrownBy(() -> small.runUntil(MS)).hasMessageContaining("10000 steps at one");
    }

    @Test
    void when_anotherThreadMessagesAnActorDuringTheRun_then_theRunStops() {
        Host host = simulation.addHost("n1", HostSpec.defaults());
        host.boot(services -> Actors.onText(text -> {
            Thread foreign = new Thread(() -> Actors.tell(host, "from outside"), "foreign");
            foreign.start();
            try {
                foreign.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }));
        Actors.tell(host, "go");
        assertThatThrownBy(() -> simulation.runUntil(MS))
                .hasMessageContaining("a message came from thread foreign");
    }
}
