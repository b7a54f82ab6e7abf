package io.biplane.kernel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.host.HostServices;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** A process that ends itself is gone at once, as after a fatal error. */
class ExitTest {
    private static Behavior<String> child(List<String> said) {
        return Behaviors.receive(String.class)
                .onSignal(PostStop.class, stopped -> {
                    said.add("stopped in order");
                    return Behaviors.same();
                })
                .build();
    }

    private static Behavior<String> guardian(HostServices services, List<String> said) {
        return Behaviors.setup(context -> {
            for (int i = 0; i < 100; i++) {
                context.spawn(child(said), "child-" + i);
            }
            return Behaviors.receiveMessage(word -> {
                said.add(word);
                if (word.equals("end")) {
                    services.exit();
                }
                return Behaviors.same();
            });
        });
    }

    @Test
    void when_aProcessExits_then_noActorStopsInOrderAndNothingThatWaitsIsDone() {
        List<String> said = new ArrayList<>();
        try (Simulation sim = Simulation.builder().seed(1).build()) {
            Host host = sim.addHost("n1", HostSpec.defaults());
            ActorRef<String> guardian = host.boot(services -> guardian(services, said));
            sim.at(1_000, () -> {
                guardian.tell("go on");
                guardian.tell("end");
                guardian.tell("too late");
            });
            sim.runUntil(1_000_000);
            assertThat(said).containsExactly("go on", "end");
            assertThat(host.isRunning()).isFalse();

            host.boot(services -> guardian(services, said));
            assertThat(host.isRunning()).isTrue();
        }
    }
}
