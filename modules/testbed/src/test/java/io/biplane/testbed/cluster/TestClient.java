package io.biplane.testbed.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;
import io.biplane.kernel.trace.TraceName;
import io.biplane.node.health.Health;
import io.biplane.sql.session.StatementResult;
import io.biplane.sqlserver.connect.ConnectProtocol;
import io.biplane.sqlserver.session.SessionProtocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client on a machine of its own: one session, commands from the test, everything it hears kept in order. */
final class TestClient {
    private final Simulation sim;
    private final ActorSystem<Object> system;
    final List<ConnectProtocol.ConnectReply> connects = new ArrayList<>();
    final List<SessionProtocol.Reply> replies = new ArrayList<>();
    final List<SessionProtocol.Closed> closed = new ArrayList<>();
    final List<Health.Answer> health = new ArrayList<>();
    private Optional<ActorRef<SessionProtocol.Command>> session = Optional.empty();
    private long lastRequestId;

    private TestClient(Simulation sim, ActorSystem<Object> system) {
        this.sim = sim;
        this.system = system;
    }

    static TestClient create(Simulation sim, String hostName) {
        Host host = sim.addHost(hostName, HostSpec.defaults().region("local").zone("local-a"));
        TestClient[] client = new TestClient[1];
        ActorSystem<Object> system = host.boot(services -> behavior(services, client));
        client[0] = new TestClient(sim, system);
        return client[0];
    }

    @TraceName("test-client.dial")
    private record Dial(String node, String virtualCluster, String user) {}

    private record Check(String node, String virtualCluster) {}

    private static Behavior<Object> behavior(HostServices services, TestClient[] client) {
        return Behaviors.setup(context -> Behaviors.receive(Object.class)
                .onMessage(Dial.class, dial -> {
                    services.transport()
                            .send(
                                    dial.node(),
                                    ConnectProtocol.SERVICE,
                                    new ConnectProtocol.Connect(
                                            dial.virtualCluster(),
                                            dial.user(),
                                            "",
                                            services.hostName(),
                                            context.getSelf().unsafeUpcast(),
                                            context.getSelf().unsafeUpcast()));
                    return Behaviors.same();
                })
                .onMessage(Check.class, check -> {
                    services.transport()
                            .send(
                                    check.node(),
                                    Health.SERVICE,
                                    new Health.Ready(
                                            check.virtualCluster(),
                                            context.getSelf().unsafeUpcast()));
                    return Behaviors.same();
                })
                .onMessage(ConnectProtocol.ConnectReply.class, reply -> {
                    client[0].onConnect(reply);
                    return Behaviors.same();
                })
                .onMessage(SessionProtocol.Command.class, command -> {
                    client[0].session.orElseThrow().tell(command);
                    return Behaviors.same();
                })
                .onMessage(SessionProtocol.Reply.class, reply -> {
                    client[0].replies.add(reply);
                    return Behaviors.same();
                })
                .onMessage(SessionProtocol.Closed.class, end -> {
                    client[0].closed.add(end);
                    return Behaviors.same();
                })
                .onMessage(Health.Answer.class, answer -> {
                    client[0].health.add(answer);
                    return Behaviors.same();
                })
                .build());
    }

    /** The client as an actor. */
    <T> ActorRef<T> ref() {
        return system.unsafeUpcast();
    }

    private void onConnect(ConnectProtocol.ConnectReply reply) {
        connects.add(reply);
        if (reply instanceof ConnectProtocol.Connected connected) {
            session = Optional.of(connected.session());
        }
    }

    /** Connects as root and waits for the answer. */
    ConnectProtocol.ConnectReply connect(String node, String virtualCluster) {
        return connect(node, virtualCluster, "root");
    }

    ConnectProtocol.ConnectReply connect(String node, String virtualCluster, String user) {
        int before = connects.size();
        system.tell(new Dial(node, virtualCluster, user));
        runUntil(() -> connects.size() > before, 30);
        return connects.get(before);
    }

    /** Sends a statement without waiting. */
    void send(String sql, Object... parameters) {
        lastRequestId++;
        system.tell(new SessionProtocol.Execute(
                lastRequestId, sql, List.of(parameters), system.unsafeUpcast()));
    }

    /** Runs a statement and waits for its result. */
    StatementResult execute(String sql, Object... parameters) {
        int before = replies.size();
        send(sql, parameters);
        runUntil(() -> replies.size() > before, 70);
        return replies.get(before).result();
    }

    /** Runs a prepared statement and waits for its result. */
    StatementResult executePrepared(String name, Object... parameters) {
        int before = replies.size();
        lastRequestId++;
        system.tell(new SessionProtocol.ExecutePrepared(
                lastRequestId, name, List.of(parameters), system.unsafeUpcast()));
        runUntil(() -> replies.size() > before, 70);
        return replies.get(before).result();
    }

    Health.Answer health(String node, String virtualCluster) {
        int before = health.size();
        system.tell(new Check(node, virtualCluster));
        runUntil(() -> health.size() > before, 5);
        return health.get(before);
    }

    private void runUntil(java.util.function.BooleanSupplier condition, long seconds) {
        TestCluster.runUntil(sim, condition, seconds);
    }
}
