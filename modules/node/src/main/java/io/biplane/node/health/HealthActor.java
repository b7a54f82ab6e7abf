package io.biplane.node.health;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.host.HostServices;

import java.util.function.Function;

/** Answers health checks; it has no state of its own. */
public final class HealthActor {
    private HealthActor() {}

    /**
     * A health endpoint; binds itself as service {@link Health#SERVICE}.
     *
     * @param unready why the node is not ready for connections to a virtual cluster; empty text when it is
     */
    public static Behavior<Health.Command> create(
            HostServices services, Function<String, String> unready) {
        return Behaviors.setup(context -> {
            services.transport().bind(Health.SERVICE, context.getSelf());
            String node = services.hostName();
            return Behaviors.receive(Health.Command.class)
                    .onMessage(Health.Ready.class, ready -> {
                        String reason = unready.apply(ready.virtualCluster());
                        ready.replyTo().tell(answer(node, reason));
                        return Behaviors.same();
                    })
                    .onMessage(Health.Live.class, live -> {
                        live.replyTo().tell(answer(node, ""));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private static Health.Answer answer(String node, String reason) {
        return new Health.Answer(node, reason.isEmpty() ? Health.OK : Health.UNAVAILABLE, reason);
    }
}
