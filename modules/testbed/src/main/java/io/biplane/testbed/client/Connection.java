package io.biplane.testbed.client;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.Transport.PeerLost;
import io.biplane.kernel.trace.TraceName;
import io.biplane.sqlserver.connect.ConnectProtocol;
import io.biplane.sqlserver.session.SessionProtocol;
import io.biplane.testbed.change.TestbedChange;
import io.biplane.testbed.workload.Operation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A client's session: picked by the load balancer, opened at a node, lost and made again. Statements are prepared at their first use in a
 * session, as drivers do.
 *
 * <p>Lives inside a {@link SqlClient}, on its thread. Replies to an earlier session are told apart by the attempt they belong to.
 */
final class Connection {
    /** How long a connect may take. Source: our choice, HAProxy's usual {@code timeout connect}. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Pause after a refused or failed connect. Source: our choice, a pool's back-off; HAProxy retries after up to 1 s. */
    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    private final ActorContext<SqlClient.Command> context;
    private final TimerScheduler<SqlClient.Command> timers;
    private final HostServices services;
    private final ClientConfig config;
    private final Map<String, String> preparedBySql = new LinkedHashMap<>();
    private final ActorRef<LoadBalancer.Picked> picks;
    private final State state = new State();

    /** What happens to a connection; the client hands it on. */
    sealed interface Signal extends SqlClient.Command {}

    /** The balancer answered. */
    @TraceName("client-connection.picked")
    private record Picked(int attempt, Optional<String> host) implements Signal {}

    /** The node answered a step of making the connection. */
    @TraceName("client-connection.greeted")
    private record Greeted(int attempt, ConnectProtocol.Greeting step) implements Signal {}

    /** The node answered. */
    @TraceName("client-connection.answered")
    private record Answered(int attempt, String host, ConnectProtocol.ConnectReply reply)
            implements Signal {}

    /** Nobody answered in time, or the pause after a refusal is over. */
    @TraceName("client-connection.again")
    private record Again(int attempt, String avoid) implements Signal {}

    /** The session told something. */
    @TraceName("client-connection.told")
    record Told(int attempt, SessionProtocol.Event event) implements Signal {}

    /** A host is gone. */
    @TraceName("client-connection.lost")
    record Lost(PeerLost peer) implements Signal {}

    /** Where the connection stands: one owner object, all on the client's thread. */
    private static final class State {
        /** Grows with each try; answers to earlier ones are void. */
        int attempt;
        /** Node of the session or of the try; empty before. */
        String node = "";
        /** Node of the session before this one; empty for the first. */
        String previousNode = "";

        Optional<ActorRef<SessionProtocol.Command>> session = Optional.empty();
        /** Takes what the session of this attempt tells; ends with the attempt. */
        Optional<ActorRef<Object>> relay = Optional.empty();

        long lastRequestId;
    }

    Connection(
            ActorContext<SqlClient.Command> context,
            TimerScheduler<SqlClient.Command> timers,
            HostServices services,
            ClientConfig config) {
        this.context = context;
        this.timers = timers;
        this.services = services;
        this.config = config;
        services.transport().onPeerLost(context.messageAdapter(PeerLost.class, Lost::new));
        this.picks = context.messageAdapter(
                LoadBalancer.Picked.class, picked -> new Picked(picked.attempt(), picked.host()));
    }

    boolean isReady() {
        return state.session.isPresent();
    }

    /** Node of the session; of the one being made while there is none. */
    String node() {
        return state.node;
    }

    boolean concerns(PeerLost peer) {
        return isReady() && peer.host().equals(state.node)
                || peer.host().equals(state.node) && peer.service().equals(ConnectProtocol.SERVICE);
    }

    /** Gives the session up, if there is one, and makes another, rather not on {@code avoid}. */
    void open(String avoid) {
        if (isReady()) {
            state.previousNode = state.node;
            state.session.get().tell(SessionProtocol.Close.INSTANCE);
        }
        state.session = Optional.empty();
        state.relay.ifPresent(context::stop);
        state.relay = Optional.empty();
        state.attempt++;
        preparedBySql.clear();
        LoadBalancer.Pick pick = new LoadBalancer.Pick(avoid, state.attempt, picks);
        services.transport().send(config.balancer(), LoadBalancer.SERVICE, pick);
        timers.startSingleTimer("connect", new Again(state.attempt, avoid), CONNECT_TIMEOUT);
    }

    void onSignal(Signal signal) {
        if (signal instanceof Picked picked && picked.attempt() == state.attempt) {
            onPicked(picked);
        } else if (signal instanceof Greeted greeted && greeted.attempt() == state.attempt) {
            greet(config.greetings().indexOf(greeted.step()) + 1);
        } else if (signal instanceof Answered answered && answered.attempt() == state.attempt) {
            onAnswered(answered);
        } else if (signal instanceof Again again
                && again.attempt() == state.attempt
                && !isReady()) {
            open(again.avoid());
        }
    }

    private void onPicked(Picked picked) {
        if (picked.host().isEmpty()) {
            timers.startSingleTimer("connect", new Again(state.attempt, ""), RETRY_PAUSE);
            return;
        }
        state.node = picked.host().get();
        ActorRef<Object> relay =
                context.spawn(relay(state.attempt, state.node), "attempt-" + state.attempt);
        state.relay = Optional.of(relay);
        greet(0);
    }

    /** The next round trip; behind the last greeting comes the session. */
    private void greet(int index) {
        ActorRef<Object> relay = state.relay.orElseThrow();
        ConnectProtocol.Command next = index < config.greetings().size()
                ? new ConnectProtocol.Greet(config.greetings().get(index), relay.narrow())
                : ConnectProtocol.Connect.root(
                        config.virtualCluster(), config.name(), relay.narrow(), relay.narrow());
        services.transport().send(state.node, ConnectProtocol.SERVICE, next);
    }

    /** Marks what comes from one attempt's session, so that a late word of an old session is known as such. */
    private Behavior<Object> relay(int attempt, String host) {
        ActorRef<SqlClient.Command> client = context.getSelf();
        return Behaviors.receive(Object.class)
                .onMessage(ConnectProtocol.ConnectReply.class, reply -> {
                    client.tell(new Answered(attempt, host, reply));
                    return Behaviors.same();
                })
                .onMessage(ConnectProtocol.Greeted.class, greeted -> {
                    client.tell(new Greeted(attempt, greeted.step()));
                    return Behaviors.same();
                })
                .onMessage(SessionProtocol.Event.class, event -> {
                    client.tell(new Told(attempt, event));
                    return Behaviors.same();
                })
                .build();
    }

    private void onAnswered(Answered answered) {
        if (answered.reply() instanceof ConnectProtocol.Connected connected) {
            timers.cancel("connect");
            state.session = Optional.of(connected.session());
            if (!state.previousNode.isEmpty()) {
                boolean moved = !state.previousNode.equals(state.node);
                services.emit(
                        moved
                                ? new TestbedChange.SessionMoved(
                                        config.name(), state.previousNode, state.node)
                                : new TestbedChange.ClientReconnected(config.name(), state.node));
            }
        } else {
            timers.startSingleTimer(
                    "connect", new Again(state.attempt, answered.host()), RETRY_PAUSE);
        }
    }

    /** Sends a statement; it is prepared first when this session has not seen it. */
    long execute(Operation operation) {
        ActorRef<SessionProtocol.Command> session = state.session.orElseThrow();
        ActorRef<SessionProtocol.Event> events = state.relay.orElseThrow().narrow();
        String name = preparedBySql.get(operation.sql());
        if (name == null) {
            name = "s" + (preparedBySql.size() + 1);
            preparedBySql.put(operation.sql(), name);
            session.tell(new SessionProtocol.Prepare(
                    ++state.lastRequestId, name, operation.sql(), events));
        }
        session.tell(new SessionProtocol.ExecutePrepared(
                ++state.lastRequestId, name, operation.params(), events));
        return state.lastRequestId;
    }

    /** Whether the word comes from the session in use. */
    boolean isCurrent(Told told) {
        return told.attempt() == state.attempt;
    }

    boolean isAnswerToLast(long requestId) {
        return requestId == state.lastRequestId;
    }

    /** Whether the session that was closed never began the last statement sent to it. */
    boolean lastNeverBegan(SessionProtocol.Closed closed) {
        return closed.lastBegunRequestId() < state.lastRequestId;
    }
}
