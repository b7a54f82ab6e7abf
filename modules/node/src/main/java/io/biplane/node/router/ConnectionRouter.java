package io.biplane.node.router;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.kernel.host.HostServices;
import io.biplane.kv.config.NodeView;
import io.biplane.sqlserver.connect.ConnectProtocol;
import io.biplane.sqlserver.connect.RoutingTable;
import io.biplane.sqlserver.cost.SqlCostModel;

import java.time.Duration;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The SQL port of one node. Its state: connections that wait for the default target. */
public final class ConnectionRouter extends AbstractBehavior<ConnectProtocol.Command> {
    /** Code of a connection nobody serves. Source: docs/reference/virtual-clusters.md §8. */
    private static final String NOT_SERVED = "08000";

    private static final String HINT =
            "Double check your \"-ccluster=\" connection option or your \"cluster:\" database name"
                    + " prefix.";

    private final Setup setup;
    private final TimerScheduler<ConnectProtocol.Command> timers;
    private final TreeMap<Long, ConnectProtocol.Connect> waiting = new TreeMap<>();
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

    private ConnectionRouter(
            ActorContext<ConnectProtocol.Command> context,
            TimerScheduler<ConnectProtocol.Command> timers,
            Setup setup) {
        super(context);
        this.setup = setup;
        this.timers = timers;
    }

    /** A gateway; binds itself as service {@link ConnectProtocol#SERVICE}. */
    public static Behavior<ConnectProtocol.Command> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var self = context.getSelf();
            setup.services().transport().bind(ConnectProtocol.SERVICE, self);
            setup.routes().onChange(table -> self.tell(ConnectProtocol.RoutesChanged.INSTANCE));
            return new ConnectionRouter(context, timers, setup);
        }));
    }

    @Override
    public Receive<ConnectProtocol.Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(ConnectProtocol.Greet.class, this::onGreet)
                .onMessage(ConnectProtocol.Connect.class, this::onConnect)
                .onMessageEquals(ConnectProtocol.RoutesChanged.INSTANCE, this::onRoutesChanged)
                .onMessage(ConnectProtocol.WaitedEnough.class, this::onWaitedEnough)
                .build();
    }

    private Behavior<ConnectProtocol.Command> onGreet(ConnectProtocol.Greet greet) {
        long workNanos = switch (greet.step()) {
            case TLS -> setup.costs().tlsNanos();
            case STARTUP, SASL_INITIAL -> setup.costs().scramNanos();
            case TCP, SSL_REQUEST -> 0;
        };
        setup.services().charge(workNanos);
        greet.replyTo().tell(new ConnectProtocol.Greeted(greet.step()));
        return this;
    }

    private Behavior<ConnectProtocol.Command> onConnect(ConnectProtocol.Connect connect) {
        RoutingTable.Route route = setup.routes().current().route(connect.virtualCluster());
        if (route instanceof RoutingTable.To to) {
            to.server().tell(connect);
        } else if (route instanceof RoutingTable.Nowhere nowhere) {
            refuse(connect, nowhere.name());
        } else {
            lastWaitId++;
            waiting.put(lastWaitId, connect);
            ConnectProtocol.WaitedEnough enough = new ConnectProtocol.WaitedEnough(lastWaitId);
            timers.startSingleTimer(enough, enough, setup.defaultWait().get());
        }
        return this;
    }

    /** Those that wait are looked at again, in the order they came. */
    private Behavior<ConnectProtocol.Command> onRoutesChanged() {
        TreeMap<Long, ConnectProtocol.Connect> again = new TreeMap<>(waiting);
        again.forEach((id, connect) -> {
            RoutingTable.Route route = setup.routes().current().route(connect.virtualCluster());
            if (!(route instanceof RoutingTable.Wait)) {
                waiting.remove(id);
                timers.cancel(new ConnectProtocol.WaitedEnough(id));
                onConnect(connect);
            }
        });
        return this;
    }

    private Behavior<ConnectProtocol.Command> onWaitedEnough(ConnectProtocol.WaitedEnough enough) {
        ConnectProtocol.Connect connect = waiting.remove(enough.id());
        if (connect != null) {
            String name = connect.virtualCluster();
            refuse(connect, name.isEmpty() ? setup.routes().current().defaultTarget() : name);
        }
        return this;
    }

    private static void refuse(ConnectProtocol.Connect connect, String name) {
        connect.replyTo()
                .tell(new ConnectProtocol.Refused(
                        NOT_SERVED, "service unavailable for target tenant (" + name + ")", HINT));
    }
}
