package io.biplane.cluster.gateway;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.cluster.cost.SqlCostModel;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.config.NodeView;

import java.time.Duration;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The SQL port of one node. Its state: connections that wait for the default target. */
public final class GatewayActor extends AbstractBehavior<SqlGateway.Command> {
    /** Code of a connection nobody serves. Source: reference/virtual-clusters.md §8. */
    private static final String NOT_SERVED = "08000";

    private static final String HINT =
            "Double check your \"-ccluster=\" connection option or your \"cluster:\" database name"
                    + " prefix.";

    private final Setup setup;
    private final TimerScheduler<SqlGateway.Command> timers;
    private final TreeMap<Long, SqlGateway.Connect> waiting = new TreeMap<>();
    private long lastWaitId;

    /**
     * What the gateway works by.
     *
     * @param routes kept up to date by the node
     * @param defaultWait how long a connection waits for the default target
     * @param costs CPU time of SQL work
     * @param services the machine
     */
    public record Setup(
            NodeView<RoutingTable> routes,
            Supplier<Duration> defaultWait,
            SqlCostModel costs,
            HostServices services) {}

    private GatewayActor(
            ActorContext<SqlGateway.Command> context,
            TimerScheduler<SqlGateway.Command> timers,
            Setup setup) {
        super(context);
        this.setup = setup;
        this.timers = timers;
    }

    /** A gateway; binds itself as service {@link SqlGateway#SERVICE}. */
    public static Behavior<SqlGateway.Command> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var self = context.getSelf();
            setup.services().transport().bind(SqlGateway.SERVICE, self);
            setup.routes().onChange(table -> self.tell(SqlGateway.RoutesChanged.INSTANCE));
            return new GatewayActor(context, timers, setup);
        }));
    }

    @Override
    public Receive<SqlGateway.Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(SqlGateway.Greet.class, this::onGreet)
                .onMessage(SqlGateway.Connect.class, this::onConnect)
                .onMessageEquals(SqlGateway.RoutesChanged.INSTANCE, this::onRoutesChanged)
                .onMessage(SqlGateway.WaitedEnough.class, this::onWaitedEnough)
                .build();
    }

    private Behavior<SqlGateway.Command> onGreet(SqlGateway.Greet greet) {
        long workNanos = switch (greet.step()) {
            case TLS -> setup.costs().tlsNanos();
            case STARTUP, SASL_INITIAL -> setup.costs().scramNanos();
            case TCP, SSL_REQUEST -> 0;
        };
        setup.services().charge(workNanos);
        greet.replyTo().tell(new SqlGateway.Greeted(greet.step()));
        return this;
    }

    private Behavior<SqlGateway.Command> onConnect(SqlGateway.Connect connect) {
        RoutingTable.Route route = setup.routes().current().route(connect.virtualCluster());
        if (route instanceof RoutingTable.To to) {
            to.server().tell(connect);
        } else if (route instanceof RoutingTable.Nowhere nowhere) {
            refuse(connect, nowhere.name());
        } else {
            lastWaitId++;
            waiting.put(lastWaitId, connect);
            SqlGateway.WaitedEnough enough = new SqlGateway.WaitedEnough(lastWaitId);
            timers.startSingleTimer(enough, enough, setup.defaultWait().get());
        }
        return this;
    }

    /** Those that wait are looked at again, in the order they came. */
    private Behavior<SqlGateway.Command> onRoutesChanged() {
        TreeMap<Long, SqlGateway.Connect> again = new TreeMap<>(waiting);
        again.forEach((id, connect) -> {
            RoutingTable.Route route = setup.routes().current().route(connect.virtualCluster());
            if (!(route instanceof RoutingTable.Wait)) {
                waiting.remove(id);
                timers.cancel(new SqlGateway.WaitedEnough(id));
                onConnect(connect);
            }
        });
        return this;
    }

    private Behavior<SqlGateway.Command> onWaitedEnough(SqlGateway.WaitedEnough enough) {
        SqlGateway.Connect connect = waiting.remove(enough.id());
        if (connect != null) {
            String name = connect.virtualCluster();
            refuse(connect, name.isEmpty() ? setup.routes().current().defaultTarget() : name);
        }
        return this;
    }

    private static void refuse(SqlGateway.Connect connect, String name) {
        connect.replyTo()
                .tell(new SqlGateway.Refused(
                        NOT_SERVED, "service unavailable for target tenant (" + name + ")", HINT));
    }
}
