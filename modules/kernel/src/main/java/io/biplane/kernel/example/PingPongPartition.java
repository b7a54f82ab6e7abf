package io.biplane.kernel.example;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;

/** Somebody's ping-pong service (plain Akka Typed) on two hosts, cut apart for two seconds. */
public final class PingPongPartition {
    record Ping(ActorRef<String> replyTo) {}

    static Behavior<Ping> ponger() {
        return Behaviors.receiveMessage(ping -> {
            ping.replyTo().tell("pong");
            return Behaviors.same();
        });
    }

    static Behavior<String> pinger(ActorRef<Ping> ponger) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerAtFixedRate("ping", java.time.Duration.ofMillis(500));
            return Behaviors.receiveMessage(text -> {
                if (text.equals("ping")) ponger.tell(new Ping(context.getSelf()));
                System.out.print(text + " ");
                return Behaviors.same();
            });
        }));
    }

    public static void main(String[] args) {
        Simulation sim = Simulation.builder().seed(42).build();
        var ponger = sim.addHost("n1", HostSpec.defaults()).boot(services -> ponger());
        sim.addHost("n2", HostSpec.defaults()).boot(services -> pinger(ponger));
        sim.at(1_200_000_000L, () -> sim.network().isolate("n1").until(3_200_000_000L));
        sim.runUntil(5_000_000_000L);
    }
}
