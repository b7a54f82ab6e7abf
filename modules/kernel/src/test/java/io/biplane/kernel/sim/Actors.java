package io.biplane.kernel.sim;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.Transport.PeerLost;
import io.biplane.kernel.trace.StateChange;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Small actors for the kernel's tests. */
final class Actors {
    private Actors() {}

    /** Hands every text to a function. */
    static Behavior<String> onText(Consumer<String> function) {
        return Behaviors.receiveMessage(text -> {
            function.accept(text);
            return Behaviors.same();
        });
    }

    /**
     * Binds the service {@code in} and hands every text that arrives there to a function, with the
     * arrival's instant.
     */
    static Behavior<String> sink(HostServices services, BiConsumer<String, Long> function) {
        return Behaviors.setup(context -> {
            services.transport().bind("in", context.getSelf());
            return onText(text -> function.accept(text, services.monotonicNanos()));
        });
    }

    /** Sends each text it is told to the service {@code in} of a host. */
    static Behavior<String> source(HostServices services, String host) {
        return onText(text -> services.transport().send(host, "in", text));
    }

    /** Tells the guardian of a running host something, from control. */
    static void tell(Host host, Object message) {
        @SuppressWarnings("unchecked")
        ActorSystem<Object> system = (ActorSystem<Object>) host.system().orElseThrow();
        system.tell(message);
    }

    /** Collects who was lost, as {@code host/service}. */
    static ActorRef<PeerLost> losses(
            akka.actor.typed.javadsl.ActorContext<?> context, List<String> lost) {
        return context.spawn(
                Behaviors.receive(PeerLost.class)
                        .onMessage(PeerLost.class, loss -> {
                            lost.add(loss.host() + "/" + loss.service());
                            return Behaviors.same();
                        })
                        .build(),
                "losses");
    }

    /** Every 7 ms: draws, works, writes, syncs, and pings a peer; answers pings. */
    static Behavior<Object> chatter(HostServices services, String peer) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            services.transport().bind("in", context.getSelf());
            timers.startTimerWithFixedDelay("tick", Duration.ofMillis(7));
            int[] volume = services.disk().volume("count", () -> new int[1]);
            return Behaviors.receiveMessage(message -> {
                if (message.equals("tick")) {
                    services.charge(services.random("work").nextLong(2_000_000));
                    volume[0]++;
                    services.disk().written(8, () -> volume[0]--);
                    services.disk().sync(outcome -> context.getSelf().tell(outcome));
                    services.transport().send(peer, "in", context.getSelf());
                } else if (message instanceof ActorRef<?> replyTo) {
                    replyTo.unsafeUpcast().tell(volume[0]);
                } else if (message instanceof Integer count) {
                    services.emit(StateChange.of("count", "of", peer, "is", count));
                }
                return Behaviors.same();
            });
        }));
    }
}
