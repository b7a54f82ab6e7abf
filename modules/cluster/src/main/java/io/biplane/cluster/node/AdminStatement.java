package io.biplane.cluster.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.cluster.gateway.SqlGateway;
import io.biplane.cluster.session.SessionActor;
import io.biplane.kernel.trace.TraceName;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.session.StatementResult;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One statement of the operator at the machine: connects as {@code root}, runs it, reports, hangs up. */
final class AdminStatement {
    /** What it takes. */
    sealed interface Command {}

    @TraceName("admin-statement.connection")
    private record Connection(SqlGateway.ConnectReply reply) implements Command {}

    @TraceName("admin-statement.from-session")
    private record FromSession(SessionActor.Event event) implements Command {}

    private AdminStatement() {}

    static Behavior<Command> create(
            NodeCommand.RunSql request, String name, ActorRef<SqlGateway.Command> gateway) {
        return Behaviors.setup(context -> {
            ActorRef<SessionActor.Event> events =
                    context.messageAdapter(SessionActor.Event.class, FromSession::new);
            gateway.tell(SqlGateway.Connect.root(
                    request.virtualCluster(),
                    name,
                    context.messageAdapter(SqlGateway.ConnectReply.class, Connection::new),
                    events));
            return connecting(request, events);
        });
    }

    private static Behavior<Command> connecting(
            NodeCommand.RunSql request, ActorRef<SessionActor.Event> events) {
        return Behaviors.receive(Command.class)
                .onMessage(Connection.class, connection -> {
                    if (connection.reply() instanceof SqlGateway.Connected connected) {
                        connected
                                .session()
                                .tell(new SessionActor.Execute(
                                        1, request.sql(), List.of(), events));
                        return running(request.result(), connected.session());
                    }
                    SqlGateway.Refused refused = (SqlGateway.Refused) connection.reply();
                    return fail(
                            request.result(),
                            state(refused.sqlState()),
                            refused.message(),
                            refused.hint());
                })
                .build();
    }

    private static Behavior<Command> running(
            Consumer<StatementResult> result, ActorRef<SessionActor.Command> session) {
        return Behaviors.receive(Command.class)
                .onMessage(FromSession.class, message -> {
                    if (message.event() instanceof SessionActor.Reply reply) {
                        session.tell(SessionActor.Close.INSTANCE);
                        result.accept(reply.result());
                        return Behaviors.stopped();
                    }
                    SessionActor.Closed closed = (SessionActor.Closed) message.event();
                    return fail(result, state(closed.sqlState()), closed.message(), "");
                })
                .build();
    }

    private static Behavior<Command> fail(
            Consumer<StatementResult> result, SqlState state, String message, String hint) {
        SqlError error = SqlError.of(state, message).hint(hint);
        result.accept(new StatementResult(
                List.of(), List.of(), "", Optional.of(error), new WorkCounters()));
        return Behaviors.stopped();
    }

    private static SqlState state(String code) {
        for (SqlState state : SqlState.values()) {
            if (state.code().equals(code)) {
                return state;
            }
        }
        return SqlState.CONNECTION_EXCEPTION;
    }
}
