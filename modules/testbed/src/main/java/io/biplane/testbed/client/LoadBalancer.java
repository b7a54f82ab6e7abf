package io.biplane.testbed.client;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.trace.TraceName;
import io.biplane.node.health.Health;
import io.biplane.testbed.change.TestbedChange;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Sends new connections to healthy nodes in turn. It asks every node's {@code /health?ready=1} each {@link #CHECK_INTERVAL}; a check not
 * answered before the next one is due has failed.
 */
public final class LoadBalancer extends AbstractBehavior<LoadBalancer.Command> {
    /** Service name on the balancer's host. */
    public static final String SERVICE = "lb";
    /** HAProxy's {@code inter}. Source: its default of 2 s, which CockroachDB's generated haproxy.cfg keeps. */
    public static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

    private final HostServices services;
    private final String virtualCluster;
    private final BackendPool pool;
    private final ActorRef<Health.Answer> answers;
    private final TreeSet<String> unanswered = new TreeSet<>();

    /** What the balancer takes. */
    public sealed interface Command {}

    /**
     * Asks for a node to connect to.
     *
     * @param avoid a node that just failed, tried again only if no other is healthy; empty for none
     * @param attempt comes back with the answer
     */
    @TraceName("load-balancer.pick")
    public record Pick(String avoid, int attempt, ActorRef<Picked> replyTo) implements Command {}

    /** Answer to {@link Pick}: a host, or empty when no node is healthy. */
    @TraceName("load-balancer.picked")
    public record Picked(int attempt, Optional<String> host) {}

    @TraceName("load-balancer.answered")
    private record Answered(Health.Answer answer) implements Command {}

    @TraceName("load-balancer.check")
    private enum Check implements Command {
        INSTANCE
    }

    private LoadBalancer(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            HostServices services,
            String virtualCluster,
            List<String> nodes) {
        super(context);
        this.services = services;
        this.virtualCluster = virtualCluster;
        this.pool = new BackendPool(nodes);
        this.answers = context.messageAdapter(Health.Answer.class, Answered::new);
        services.transport().bind(SERVICE, context.getSelf());
        timers.startTimerWithFixedDelay(Check.INSTANCE, CHECK_INTERVAL);
    }

    /**
     * A balancer over {@code nodes}.
     *
     * @param virtualCluster whose readiness the checks ask for; empty for the default target
     */
    public static Behavior<Command> create(
            HostServices services, String virtualCluster, List<String> nodes) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new LoadBalancer(context, timers, services, virtualCluster, nodes)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Pick.class, this::onPick)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Check.class, check -> onCheck())
                .build();
    }

    private Behavior<Command> onPick(Pick pick) {
        pick.replyTo().tell(new Picked(pick.attempt(), pool.pick(pick.avoid())));
        return this;
    }

    private Behavior<Command> onAnswered(Answered answered) {
        String node = answered.answer().node();
        if (unanswered.remove(node)) {
            note(node, answered.answer().isOk());
        }
        return this;
    }

    private Behavior<Command> onCheck() {
        List.copyOf(unanswered).forEach(node -> note(node, false));
        unanswered.clear();
        for (String node : pool.hosts()) {
            unanswered.add(node);
            services.transport()
                    .send(node, Health.SERVICE, new Health.Ready(virtualCluster, answers));
        }
        return this;
    }

    private void note(String node, boolean healthy) {
        if (pool.checked(node, healthy)) {
            services.emit(new TestbedChange.BackendMarked(node, healthy));
        }
    }
}
