package io.biplane.bench.kernel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;

/**
 * Two players that throw balls to each other until a number of throws is done. The same actors run
 * everywhere.
 */
final class Balls {
    private Balls() {}

    /** A message between players. */
    sealed interface Command {}

    /** A ball; its return address travels with it. */
    record Ball(ActorRef<Command> thrower) implements Command {}

    /** Throws the first balls at another player. */
    record Serve(ActorRef<Command> other, int balls) implements Command {}

    /** Counts throws over both players; single-threaded. */
    static final class Counter {
        private final long limit;
        private long count;

        Counter(long limit) {
            this.limit = limit;
        }

        long count() {
            return count;
        }

        boolean isDone() {
            return count >= limit;
        }

        private boolean next() {
            return ++count < limit;
        }
    }

    static Behavior<Command> player(Counter counter) {
        return Behaviors.setup(context -> new Player(context, counter));
    }

    /** A guardian with both players under it. */
    static Behavior<Command> pair(Counter counter, int balls) {
        return Behaviors.setup(context -> {
            ActorRef<Command> ping = context.spawn(player(counter), "ping");
            ActorRef<Command> pong = context.spawn(player(counter), "pong");
            ping.tell(new Serve(pong, balls));
            return Behaviors.empty();
        });
    }

    private static final class Player extends AbstractBehavior<Command> {
        private final Counter counter;
        private final Ball own;

        Player(ActorContext<Command> context, Counter counter) {
            super(context);
            this.counter = counter;
            this.own = new Ball(context.getSelf());
        }

        @Override
        public Receive<Command> createReceive() {
            return newReceiveBuilder()
                    .onMessage(Ball.class, this::onBall)
                    .onMessage(Serve.class, this::onServe)
                    .build();
        }

        private Behavior<Command> onBall(Ball ball) {
            if (counter.next()) {
                ball.thrower().tell(own);
            }
            return this;
        }

        private Behavior<Command> onServe(Serve serve) {
            for (int i = 0; i < serve.balls(); i++) {
                serve.other().tell(own);
            }
            return this;
        }
    }
}
