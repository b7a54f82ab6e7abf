package io.biplane.kernel.sim;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.trace.StateChange;

import java.time.Duration;

/** A small service for tests: pings a service on another host every 10 ms and reports each pong. */
final class PingPong {
    private PingPong() {}

    sealed interface Command {}

    record Ping(int number, ActorRef<Command> replyTo) implements Command {}

    record Pong(int number) implements Command {}

    enum Tick implements Command {
        INSTANCE
    }

    static Behavior<Command> server(HostServices services) {
        return Behaviors.setup(context -> {
            services.transport().bind("ping", context.getSelf());
            return Behaviors.receive(Command.class)
                    .onMessage(Ping.class, ping -> {
                        ping.replyTo().tell(new Pong(ping.number()));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    static Behavior<Command> client(HostServices services, String server) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            start(timers);
            int[] count = {0};
            return Behaviors.receive(Command.class)
                    .onMessage(Tick.class, tick -> {
                        count[0]++;
                        Ping ping = new Ping(count[0], context.getSelf());
                        services.transport().send(server, "ping", ping);
                        return Behaviors.same();
                    })
                    .onMessage(Pong.class, pong -> {
                        services.emit(StateChange.of("pong", "number", pong.number()));
                        return Behaviors.same();
                    })
                    .build();
        }));
    }

    private static void start(TimerScheduler<Command> timers) {
        timers.startTimerAtFixedRate(Tick.INSTANCE, Duration.ofMillis(10));
    }
}
