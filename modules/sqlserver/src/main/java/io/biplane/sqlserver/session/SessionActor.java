package io.biplane.sqlserver.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;

import io.biplane.kernel.host.HostServices;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.route.KvClient;
import io.biplane.settings.registry.SettingNames;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.session.SessionPorts;
import io.biplane.sql.session.SessionState;
import io.biplane.sql.session.SqlSession;
import io.biplane.sql.session.StatementResult;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.sqlserver.control.ControlContext;
import io.biplane.sqlserver.control.CoordinatorClient;
import io.biplane.sqlserver.control.CoordinatorPort;
import io.biplane.sqlserver.control.NodeControlPlane;
import io.biplane.sqlserver.flow.FlowGateway;
import io.biplane.sqlserver.flow.FlowProtocol;
import io.biplane.sqlserver.transaction.KvPort;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The actor around one SQL session. Its state: what waits its turn, and whether it drains. A statement's CPU time is charged in
 * two parts: the fixed one before it runs, the counted one when its result is there, so that both delay what follows.
 */
public final class SessionActor extends AbstractBehavior<SessionProtocol.Command> {
    private final SessionSetup setup;
    private final Client client;
    private final KvPort kv;
    private final FlowGateway flows;
    private final CoordinatorClient coordinator;
    private final SqlSession session;
    private final ArrayDeque<SessionProtocol.Command> waiting = new ArrayDeque<>();
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
            ActorRef<SessionProtocol.Event> events,
            Consumer<ActorRef<SessionProtocol.Command>> connected) {}

    private SessionActor(
            ActorContext<SessionProtocol.Command> context, SessionSetup setup, Client client) {
        super(context);
        this.setup = setup;
        this.client = client;
        this.kv = new KvPort(
                setup.kv(),
                context.messageAdapter(BatchAnswer.class, SessionProtocol.KvAnswered::new));
        this.flows = new FlowGateway(
                setup.flows(),
                kv,
                context.messageAdapter(KvClient.Located.class, SessionProtocol.Located::new),
                context.messageAdapter(
                        FlowProtocol.ToGateway.class, SessionProtocol.FlowTold::new));
        this.coordinator = new CoordinatorClient(
                setup.kv().tenant(),
                setup.coordinator(),
                context.messageAdapter(
                        CoordinatorClient.Answer.class, SessionProtocol.CoordinatorAnswered::new));
        ControlContext control = new ControlContext(client.user(), kv, coordinator, setup.server());
        this.session = setup.sql()
                .openSession(
                        client.user(), new SessionPorts(kv, flows, new NodeControlPlane(control)));
        session.setVariable("distsql", setup.server().settings().value(SettingNames.DISTSQL));
    }

    /** A session for a client that has been let in. */
    public static Behavior<SessionProtocol.Command> create(SessionSetup setup, Client client) {
        return Behaviors.setup(context -> {
            SessionActor session = new SessionActor(context, setup, client);
            session.begin();
            return session;
        });
    }

    @Override
    public Receive<SessionProtocol.Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(SessionProtocol.Execute.class, this::onStatement)
                .onMessage(SessionProtocol.Prepare.class, this::onStatement)
                .onMessage(SessionProtocol.ExecutePrepared.class, this::onStatement)
                .onMessage(SessionProtocol.KvAnswered.class, this::onKvAnswered)
                .onMessage(SessionProtocol.CoordinatorAnswered.class, this::onCoordinatorAnswered)
                .onMessage(SessionProtocol.Located.class, this::onLocated)
                .onMessage(SessionProtocol.FlowTold.class, this::onFlowTold)
                .onMessageEquals(SessionProtocol.Close.INSTANCE, () -> end("client"))
                .onMessageEquals(SessionProtocol.Drain.INSTANCE, this::onDrain)
                .onMessage(SessionProtocol.End.class, this::onEnd)
                .onSignal(PostStop.class, stopped -> onPostStop())
                .build();
    }

    private void begin() {
        services().charge(setup.costs().connectNanos());
        services().emit(new SqlServerChange.SessionOpened(setup.server().name(), client.name()));
        client.connected().accept(getContext().getSelf());
    }

    /** The server failed under the session: to the client its connection is reset, and what ran may have taken effect. */
    private Behavior<SessionProtocol.Command> onPostStop() {
        if (phase != Phase.ENDED) {
            client.events()
                    .tell(new SessionProtocol.Closed(
                            "08006", "connection reset by peer", Long.MAX_VALUE));
            end("08006");
        }
        return this;
    }

    private Behavior<SessionProtocol.Command> onStatement(SessionProtocol.Command statement) {
        waiting.add(statement);
        return proceed();
    }

    private Behavior<SessionProtocol.Command> onKvAnswered(SessionProtocol.KvAnswered answered) {
        kv.onAnswer(answered.answer());
        return proceed();
    }

    private Behavior<SessionProtocol.Command> onLocated(SessionProtocol.Located located) {
        flows.onLocated(located.located());
        return proceed();
    }

    private Behavior<SessionProtocol.Command> onFlowTold(SessionProtocol.FlowTold told) {
        flows.onTold(told.told());
        return proceed();
    }

    private Behavior<SessionProtocol.Command> onCoordinatorAnswered(
            SessionProtocol.CoordinatorAnswered answered) {
        coordinator.onAnswer(answered.answer());
        return proceed();
    }

    private Behavior<SessionProtocol.Command> onDrain() {
        phase = Phase.DRAINING;
        return proceed();
    }

    /** Starts what waits, as long as nothing runs; ends when draining and nothing is open. */
    private Behavior<SessionProtocol.Command> proceed() {
        while (!session.isBusy() && publishing == 0) {
            boolean isAtRest = session.state() == SessionState.IDLE;
            if (phase == Phase.DRAINING && isAtRest) {
                return onEnd(new SessionProtocol.End("57P01", "server is shutting down"));
            }
            SessionProtocol.Command next = waiting.poll();
            if (next == null) {
                return this;
            }
            start(next);
        }
        return this;
    }

    private void start(SessionProtocol.Command statement) {
        services().charge(setup.costs().statementNanos());
        if (statement instanceof SessionProtocol.Execute execute) {
            begun(execute.requestId());
            Promise<StatementResult> result = session.execute(execute.sql(), execute.parameters());
            result.then(done -> onResult(execute.requestId(), execute.replyTo(), done));
        } else if (statement instanceof SessionProtocol.Prepare prepare) {
            begun(prepare.requestId());
            Promise<StatementResult> result = session.prepare(prepare.name(), prepare.sql());
            result.then(done -> onResult(prepare.requestId(), prepare.replyTo(), done));
        } else if (statement instanceof SessionProtocol.ExecutePrepared execute) {
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
            long requestId, ActorRef<SessionProtocol.Event> replyTo, StatementResult result) {
        if (phase == Phase.ENDED) {
            return;
        }
        WorkCounters work = result.work();
        services().charge(setup.costs().nanosOf(work));
        if (work.nodesPlanned() > 0) {
            services().emit(new SqlServerChange.PlanMissed(setup.server().name()));
        }
        if (work.catalogLoads() > 0) {
            services()
                    .emit(new SqlServerChange.DescriptorCacheMissed(
                            setup.server().name()));
        }
        SessionProtocol.Reply reply = new SessionProtocol.Reply(requestId, result);
        if (!isSchemaChange(result)) {
            replyTo.tell(reply);
            return;
        }
        publishing++;
        coordinator.ask(CoordinatorPort.RefreshOwn.INSTANCE).then(known -> {
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

    private Behavior<SessionProtocol.Command> onEnd(SessionProtocol.End end) {
        client.events()
                .tell(new SessionProtocol.Closed(
                        end.sqlState(), end.message(), lastBegunRequestId));
        return end(end.sqlState());
    }

    private Behavior<SessionProtocol.Command> end(String reason) {
        phase = Phase.ENDED;
        session.close();
        flows.close();
        services()
                .emit(new SqlServerChange.SessionClosed(
                        setup.server().name(), client.name(), reason));
        return Behaviors.stopped();
    }

    private HostServices services() {
        return setup.server().services();
    }
}
