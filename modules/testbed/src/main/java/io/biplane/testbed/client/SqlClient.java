package io.biplane.testbed.client;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.random.SimRandom;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.Transport.PeerLost;
import io.biplane.kernel.trace.TraceName;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.session.Row;
import io.biplane.sql.session.StatementResult;
import io.biplane.sqlserver.session.SessionProtocol;
import io.biplane.testbed.measure.Samples;
import io.biplane.testbed.workload.Operation;
import io.biplane.testbed.workload.Workload;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One connection of a load and its stream of operations, one at a time.
 *
 * <pre>
 *   connecting --connected--> idle --due--> busy --reply--> idle
 *       ^                      |             |
 *       +----- closed, peer lost, no answer -+
 * </pre>
 */
public final class SqlClient extends AbstractBehavior<SqlClient.Command> {
    /** Class 40 with this code: the fate of the statement is not known. Source: PostgreSQL appendix A. */
    private static final String COMPLETION_UNKNOWN = "40003";

    private final HostServices services;
    private final TimerScheduler<Command> timers;
    private final ClientConfig config;
    private final Workload workload;
    private final Recorder recorder;
    private final SimRandom random;
    private final Connection connection;
    private final Deque<Pending> backlog = new ArrayDeque<>();
    /** The operation that was sent and is not answered; empty when idle. */
    private Optional<Pending> running = Optional.empty();
    /** Operations drawn so far. */
    private long drawn;
    /** Whether the load is over: nothing is sent any more. */
    private boolean isOver;

    /** What a client takes. */
    public sealed interface Command permits Due, TimedOut, End, Connection.Signal {}

    /** The next operation is due. */
    @TraceName("client.due")
    enum Due implements Command {
        INSTANCE
    }

    /**
     * The load is over. What is under way may still be answered; nothing is sent any more, again or for the first time, and what was
     * due and waits has failed.
     */
    @TraceName("client.end")
    public enum End implements Command {
        INSTANCE
    }

    @TraceName("client.timed-out")
    private record TimedOut(long requestId) implements Command {}

    private SqlClient(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            HostServices services,
            ClientConfig config,
            Workload workload,
            Recorder recorder) {
        super(context);
        this.services = services;
        this.timers = timers;
        this.config = config;
        this.workload = workload;
        this.recorder = recorder;
        this.random = services.random(
                "workload." + config.load().name() + ".client-" + (config.number() + 1));
        this.connection = new Connection(context, timers, services, config);
        connection.open("");
        scheduleNext();
    }

    /** A client that begins to connect at once and sends its first operation when it is due. */
    public static Behavior<Command> create(
            HostServices services, ClientConfig config, Workload workload, Recorder recorder) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new SqlClient(context, timers, services, config, workload, recorder)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Due.class, due -> onDue())
                .onMessage(End.class, end -> onEnd())
                .onMessage(Connection.Told.class, this::onTold)
                .onMessage(Connection.Lost.class, lost -> onPeerLost(lost.peer()))
                .onMessage(Connection.Signal.class, signal -> onSignal(signal))
                .onMessage(TimedOut.class, this::onTimedOut)
                .build();
    }

    private Behavior<Command> onDue() {
        backlog.add(new Pending(workload.next(config.number(), drawn, random), dueAtOf(drawn), -1));
        drawn++;
        if (!config.isClosedLoop()) {
            scheduleNext();
        }
        sendNext();
        return this;
    }

    private Behavior<Command> onEnd() {
        isOver = true;
        timers.cancel(Due.INSTANCE);
        while (!backlog.isEmpty()) {
            endUnanswered(backlog.remove());
        }
        return this;
    }

    /** What waits certainly did not happen: it was never sent, its session never began it, or it only reads. */
    private void endUnanswered(Pending pending) {
        if (pending.firstSentAtNanos() < 0) {
            recorder.neverSent(config, sinceZero(), pending);
        } else {
            recorder.ended(
                    config,
                    connection.node(),
                    sinceZero(),
                    pending,
                    Samples.Outcome.FAILED,
                    pending.operation().invoked(),
                    "57014 the load ended");
        }
    }

    private long dueAtOf(long number) {
        return config.isClosedLoop() ? sinceZero() : config.dueAtNanos(number);
    }

    private void scheduleNext() {
        long dueAt = config.isClosedLoop() && drawn > 0
                ? Math.max(
                        sinceZero(),
                        config.load().ratePerSecond() > 0 ? config.dueAtNanos(drawn) : 0)
                : config.dueAtNanos(drawn);
        if (dueAt < config.load().untilNanos() && !isOver) {
            long delay = Math.max(0, dueAt - sinceZero());
            timers.startSingleTimer(Due.INSTANCE, Duration.ofNanos(delay));
        }
    }

    private void sendNext() {
        if (running.isPresent() || backlog.isEmpty() || !connection.isReady()) {
            return;
        }
        Pending next = backlog.remove();
        boolean first = next.firstSentAtNanos() < 0;
        Pending sent = next.sentAt(sinceZero());
        running = Optional.of(sent);
        if (first) {
            recorder.invoked(config, connection.node(), sinceZero(), sent.operation());
        }
        long requestId = connection.execute(sent.operation());
        timers.startSingleTimer(
                "statement",
                new TimedOut(requestId),
                Duration.ofNanos(config.load().timeoutNanos()));
    }

    private Behavior<Command> onTold(Connection.Told told) {
        SessionProtocol.Event event = told.event();
        if (!connection.isCurrent(told)) {
            return this;
        }
        if (event instanceof SessionProtocol.Reply reply) {
            if (running.isPresent() && connection.isAnswerToLast(reply.requestId())) {
                onReply(reply.result());
            }
        } else if (event instanceof SessionProtocol.Closed closed) {
            onConnectionGone(connection.lastNeverBegan(closed), closed.sqlState());
        }
        return this;
    }

    private void onReply(StatementResult result) {
        Pending pending = running.orElseThrow();
        timers.cancel("statement");
        if (result.isSuccess()) {
            over(
                    pending,
                    Samples.Outcome.OK,
                    pending.operation().observe().apply(rowsOf(result)),
                    "");
        } else {
            SqlError error = result.error().orElseThrow();
            boolean unknown =
                    pending.operation().writes() && error.code().equals(COMPLETION_UNKNOWN);
            over(
                    pending,
                    unknown ? Samples.Outcome.UNKNOWN : Samples.Outcome.FAILED,
                    pending.operation().invoked(),
                    error.code() + " " + error.message());
        }
    }

    private static List<List<Object>> rowsOf(StatementResult result) {
        List<List<Object>> rows = new ArrayList<>(result.rows().size());
        for (Row row : result.rows()) {
            List<Object> values = new ArrayList<>(row.size());
            for (int i = 0; i < row.size(); i++) {
                values.add(row.value(i));
            }
            rows.add(values);
        }
        return rows;
    }

    /** The statement is over, one way or the other; goes on with the next. */
    private void over(Pending pending, Samples.Outcome outcome, Object value, String error) {
        running = Optional.empty();
        recorder.ended(config, connection.node(), sinceZero(), pending, outcome, value, error);
        if (config.isClosedLoop()) {
            scheduleNext();
        }
        sendNext();
    }

    private Behavior<Command> onPeerLost(PeerLost peer) {
        if (connection.concerns(peer)) {
            onConnectionGone(false, "08006");
        }
        return this;
    }

    private Behavior<Command> onSignal(Connection.Signal signal) {
        connection.onSignal(signal);
        sendNext();
        return this;
    }

    private Behavior<Command> onTimedOut(TimedOut timedOut) {
        if (running.isPresent() && connection.isAnswerToLast(timedOut.requestId())) {
            onConnectionGone(
                    false,
                    "57014 no answer within " + config.load().timeoutNanos() / 1_000_000 + " ms");
        }
        return this;
    }

    /**
     * The session is gone. What certainly did not run, and what only reads, is sent again on the next session; a write that may
     * have run is over with an unknown outcome.
     */
    private void onConnectionGone(boolean neverBegan, String why) {
        timers.cancel("statement");
        String lostNode = connection.node();
        Optional<Pending> interrupted = running;
        running = Optional.empty();
        connection.open(lostNode);
        if (interrupted.isPresent()) {
            Pending pending = interrupted.get();
            boolean tooOld =
                    sinceZero() - pending.firstSentAtNanos() >= config.load().timeoutNanos();
            if (neverBegan || !pending.operation().writes() && !tooOld) {
                if (isOver) {
                    endUnanswered(pending);
                } else {
                    backlog.addFirst(pending);
                }
            } else {
                boolean unknown = pending.operation().writes();
                over(
                        pending,
                        unknown ? Samples.Outcome.UNKNOWN : Samples.Outcome.FAILED,
                        pending.operation().invoked(),
                        why + " connection to " + lostNode + " lost");
            }
        }
    }

    private long sinceZero() {
        return services.monotonicNanos() - config.zeroNanos();
    }

    /** Takes down what happens to operations. Shared by all clients of a run; they all run on the simulation's thread. */
    public interface Recorder {
        /** An operation was first sent. */
        void invoked(ClientConfig client, String node, long atNanos, Operation operation);

        /** An operation was due and never sent until the load ended. */
        void neverSent(ClientConfig client, long atNanos, Pending pending);

        /** An operation is over. */
        void ended(
                ClientConfig client,
                String node,
                long atNanos,
                Pending pending,
                Samples.Outcome outcome,
                Object value,
                String error);
    }
}
