package io.biplane.cluster.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;

import io.biplane.cluster.control.Asking;
import io.biplane.cluster.control.OperatorPort;
import io.biplane.cluster.control.OperatorQuestions;
import io.biplane.cluster.flow.FlowHub;
import io.biplane.cluster.flow.FlowProtocol;
import io.biplane.cluster.transaction.KvPort;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.route.KvClient;
import io.biplane.settings.registry.SettingNames;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.session.SessionState;
import io.biplane.sql.session.SqlSession;
import io.biplane.sql.session.StatementResult;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The actor around one SQL session. Its state: what waits its turn, and whether it drains. A statement's CPU time is charged in
 * two parts: the fixed one before it runs, the counted one when its result is there, so that both delay what follows.
 */
public final class SessionBehavior extends AbstractBehavior<SessionActor.Command> {
    private final SessionSetup setup;
    private final Client client;
    private final KvPort kv;
    private final FlowHub flows;
    private final OperatorQuestions operator;
    private final Asking asking;
    private final SqlSession session;
    private final ArrayDeque<SessionActor.Command> waiting = new ArrayDeque<>();
    /** Schema changes done and not yet known everywhere; 0 or 1. */
    private int publishing;
    /** Highest request id begun; 0 for none. */
    private long lastBegunRequestId;

    private Phase phase = Phase.OPEN;

    private enum Phase {
        OPEN,
        /** Ends as soon as no statement runs and no transaction is open. */
        DRAINING,
        ENDED
    }

    /**
     * Who is at the other end.
     *
     * @param name for traces
     * @param user who it is
     * @param events where the session tells of its end
     * @param connected called when the session stands
     */
    public record Client(
            String name,
            String user,
            ActorRef<SessionActor.Event> events,
            Consumer<ActorRef<SessionActor.Command>> connected) {}

    private SessionBehavior(
            ActorContext<SessionActor.Command> context, SessionSetup setup, Client client) {
        super(context);
        this.setup = setup;
        this.client = client;
        this.kv = new KvPort(
                setup.kv(),
                context.messageAdapter(BatchAnswer.class, SessionActor.KvAnswered::new));
        this.flows = new FlowHub(
                setup.flows(),
                kv,
                context.messageAdapter(KvClient.Located.class, SessionActor.Located::new),
                context.messageAdapter(FlowProtocol.ToGateway.class, SessionActor.FlowTold::new));
        this.operator = new OperatorQuestions(
                setup.kv().tenant(),
                setup.desk(),
                context.messageAdapter(
                        OperatorQuestions.Answer.class, SessionActor.OperatorAnswered::new));
        this.asking = new Asking(kv, operator, setup.server());
        this.session = setup.sql().openSession(client.user(), kv, flows);
        session.setVariable("distsql", setup.server().settings().value(SettingNames.DISTSQL));
    }

    /** A session for a client that has been let in. */
    public static Behavior<SessionActor.Command> create(SessionSetup setup, Client client) {
        return Behaviors.setup(context -> {
            SessionBehavior session = new SessionBehavior(context, setup, client);
            session.begin();
            return session;
        });
    }

    @Override
    public Receive<SessionActor.Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(SessionActor.Execute.class, this::onStatement)
                .onMessage(SessionActor.Prepare.class, this::onStatement)
                .onMessage(SessionActor.ExecutePrepared.class, this::onStatement)
                .onMessage(SessionActor.KvAnswered.class, this::onKvAnswered)
                .onMessage(SessionActor.OperatorAnswered.class, this::onOperatorAnswered)
                .onMessage(SessionActor.Located.class, this::onLocated)
                .onMessage(SessionActor.FlowTold.class, this::onFlowTold)
                .onMessageEquals(SessionActor.Close.INSTANCE, () -> end("client"))
                .onMessageEquals(SessionActor.Drain.INSTANCE, this::onDrain)
                .onMessage(SessionActor.End.class, this::onEnd)
                .onSignal(PostStop.class, stopped -> onPostStop())
                .build();
    }

    private void begin() {
        services().charge(setup.costs().connectNanos());
        services()
                .emit(StateChange.of(
                        "session.opened",
                        "tenant",
                        setup.server().name(),
                        "client",
                        client.name()));
        client.connected().accept(getContext().getSelf());
    }

    /** The server failed under the session: to the client its connection is reset, and what ran may have taken effect. */
    private Behavior<SessionActor.Command> onPostStop() {
        if (phase != Phase.ENDED) {
            client.events()
                    .tell(new SessionActor.Closed(
                            "08006", "connection reset by peer", Long.MAX_VALUE));
            end("08006");
        }
        return this;
    }

    private Behavior<SessionActor.Command> onStatement(SessionActor.Command statement) {
        waiting.add(statement);
        return proceed();
    }

    private Behavior<SessionActor.Command> onKvAnswered(SessionActor.KvAnswered answered) {
        setup.current().enter(asking);
        kv.onAnswer(answered.answer());
        return proceed();
    }

    private Behavior<SessionActor.Command> onLocated(SessionActor.Located located) {
        setup.current().enter(asking);
        flows.onLocated(located.located());
        return proceed();
    }

    private Behavior<SessionActor.Command> onFlowTold(SessionActor.FlowTold told) {
        setup.current().enter(asking);
        flows.onTold(told.told());
        return proceed();
    }

    private Behavior<SessionActor.Command> onOperatorAnswered(
            SessionActor.OperatorAnswered answered) {
        setup.current().enter(asking);
        operator.onAnswer(answered.answer());
        return proceed();
    }

    private Behavior<SessionActor.Command> onDrain() {
        phase = Phase.DRAINING;
        return proceed();
    }

    /** Starts what waits, as long as nothing runs; ends when draining and nothing is open. */
    private Behavior<SessionActor.Command> proceed() {
        while (!session.isBusy() && publishing == 0) {
            boolean isAtRest = session.state() == SessionState.IDLE;
            if (phase == Phase.DRAINING && isAtRest) {
                return onEnd(new SessionActor.End("57P01", "server is shutting down"));
            }
            SessionActor.Command next = waiting.poll();
            if (next == null) {
                return this;
            }
            start(next);
        }
        return this;
    }

    private void start(SessionActor.Command statement) {
        setup.current().enter(asking);
        services().charge(setup.costs().statementNanos());
        if (statement instanceof SessionActor.Execute execute) {
            begun(execute.requestId());
            Promise<StatementResult> result = session.execute(execute.sql(), execute.parameters());
            result.then(done -> onResult(execute.requestId(), execute.replyTo(), done));
        } else if (statement instanceof SessionActor.Prepare prepare) {
            begun(prepare.requestId());
            Promise<StatementResult> result = session.prepare(prepare.name(), prepare.sql());
            result.then(done -> onResult(prepare.requestId(), prepare.replyTo(), done));
        } else if (statement instanceof SessionActor.ExecutePrepared execute) {
            begun(execute.requestId());
            Promise<StatementResult> result =
                    session.executePrepared(execute.name(), execute.parameters());
            result.then(done -> onResult(execute.requestId(), execute.replyTo(), done));
        }
    }

    private void begun(long requestId) {
        lastBegunRequestId = Math.max(lastBegunRequestId, requestId);
    }

    private void onResult(
            long requestId, ActorRef<SessionActor.Event> replyTo, StatementResult result) {
        if (phase == Phase.ENDED) {
            return;
        }
        WorkCounters work = result.work();
        services().charge(setup.costs().nanosOf(work));
        if (work.nodesPlanned() > 0) {
            emitTenant("plan.cold");
        }
        if (work.catalogLoads() > 0) {
            emitCacheMiss();
        }
        SessionActor.Reply reply = new SessionActor.Reply(requestId, result);
        if (!isSchemaChange(result)) {
            replyTo.tell(reply);
            return;
        }
        publishing++;
        operator.ask(OperatorPort.RefreshOwn.INSTANCE).then(known -> {
            publishing--;
            replyTo.tell(reply);
        });
    }

    /**
     * A schema change is answered when the other servers know of it, as the modelled system waits for old descriptor leases to
     * go. Source: CockroachDB {@code WaitForOneVersion}.
     */
    private static boolean isSchemaChange(StatementResult result) {
        return result.isSuccess()
                && (result.commandTag().equals("CREATE TABLE")
                        || result.commandTag().equals("DROP TABLE")
                        || result.commandTag().startsWith("ALTER TABLE"));
    }

    private Behavior<SessionActor.Command> onEnd(SessionActor.End end) {
        client.events()
                .tell(new SessionActor.Closed(end.sqlState(), end.message(), lastBegunRequestId));
        return end(end.sqlState());
    }

    private Behavior<SessionActor.Command> end(String reason) {
        phase = Phase.ENDED;
        session.close();
        flows.close();
        services()
                .emit(StateChange.of(
                        "session.closed",
                        "tenant",
                        setup.server().name(),
                        "client",
                        client.name(),
                        "reason",
                        reason));
        return Behaviors.stopped();
    }

    private void emitTenant(String kind) {
        services().emit(StateChange.of(kind, "tenant", setup.server().name()));
    }

    private void emitCacheMiss() {
        services()
                .emit(StateChange.of(
                        "kv.cache_miss", "tenant", setup.server().name(), "kind", "descriptors"));
    }

    private HostServices services() {
        return setup.server().services();
    }
}
