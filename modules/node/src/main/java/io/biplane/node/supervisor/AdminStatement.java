package io.biplane.node.supervisor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.kernel.trace.TraceName;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.session.StatementResult;
import io.biplane.sqlserver.connect.ConnectProtocol;
import io.biplane.sqlserver.session.SessionProtocol;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One statement of the operator at the machine: connects as {@code root}, runs it, reports, hangs up. */
final class AdminStatement {
    /** What it takes. */
    sealed interface Command {}

    @TraceName("admin-statement.connection")
    private record Connection(ConnectProtocol.ConnectReply reply) implements Command {}

    @TraceName("admin-statement.from-session")
    private record FromSession(SessionProtocol.Event event) implements Command {}

    private AdminStatement() {}

    static Behavior<Command> create(
            NodeCommand.RunSql request, String name, ActorRef<ConnectProtocol.Command> gateway) {
        return Behaviors.setup(context -> {
            ActorRef<SessionProtocol.Event> events =
                    context.messageAdapter(SessionProtocol.Event.class, FromSession::new);
            gateway.tell(ConnectProtocol.Connect.root(
                    request.virtualCluster(),
                    name,
                    context.messageAdapter(ConnectProtocol.ConnectReply.class, Connection::new),
                    events));
            return connecting(request, events);
        });
    }

    private static Behavior<Command> connecting(
            NodeCommand.RunSql request, ActorRef<SessionProtocol.Event> events) {
        return Behaviors.receive(Command.class)
                .onMessage(Connection.class, connection -> {
                    if (connection.reply() instanceof ConnectProtocol.Connected connected) {
                        connected
                                .session()
                                .tell(new SessionProtocol.Execute(
                                        1, request.sql(), List.of(), events));
                        return running(request.result(), connected.session());
                    }
                    ConnectProtocol.Refused refused = (ConnectProtocol.Refused) connection.reply();
                    return fail(
                            request.result(),
                            state(refused.sqlState()),
                            refused.message(),
                            refused.hint());
                })
                .build();
    }

    private static Behavior<Command> running(
            Consumer<StatementResult> result, ActorRef<SessionProtocol.Command> session) {
        return Behaviors.receive(Command.class)
                .onMessage(FromSession.class, message -> {
                    if (message.event() instanceof SessionProtocol.Reply reply) {
                        session.tell(SessionProtocol.Close.INSTANCE);
                        result.accept(reply.result());
                        return Behaviors.stopped();
                    }
                    SessionProtocol.Closed closed = (SessionProtocol.Closed) message.event();
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
