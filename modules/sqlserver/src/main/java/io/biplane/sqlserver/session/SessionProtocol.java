package io.biplane.sqlserver.session;

import akka.actor.typed.ActorRef;

import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.route.KvClient;
import io.biplane.sql.session.StatementResult;
import io.biplane.sqlserver.control.CoordinatorClient;
import io.biplane.sqlserver.cost.Wire;
import io.biplane.sqlserver.flow.FlowProtocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One SQL session, as its client sees it. Statements run one at a time in the order they came; a client may send several
 * without waiting. Parameters and results carry the Java classes that {@code io.biplane.sql.types.SqlType} names.
 */
public final class SessionProtocol {
    private SessionProtocol() {}

    /** What a session takes. */
    public sealed interface Command {}

    /**
     * Runs one statement.
     *
     * @param requestId comes back with the reply
     * @param sql text of one statement
     * @param parameters values of {@code $1} … in order
     */
    @TraceName("session.execute")
    public record Execute(
            long requestId, String sql, List<Object> parameters, ActorRef<Event> replyTo)
            implements Command, Transport.Sized {
        public Execute {
            parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
        }

        @Override
        public int wireBytes() {
            return 64 + sql.length() + Wire.bytesOf(parameters);
        }
    }

    /** Prepares a statement under a name; replied with an empty result. */
    @TraceName("session.prepare")
    public record Prepare(long requestId, String name, String sql, ActorRef<Event> replyTo)
            implements Command, Transport.Sized {
        @Override
        public int wireBytes() {
            return 64 + name.length() + sql.length();
        }
    }

    /** Runs a prepared statement: no text on the wire, nothing to parse. */
    @TraceName("session.execute-prepared")
    public record ExecutePrepared(
            long requestId, String name, List<Object> parameters, ActorRef<Event> replyTo)
            implements Command, Transport.Sized {
        public ExecutePrepared {
            parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
        }

        @Override
        public int wireBytes() {
            return 64 + name.length() + Wire.bytesOf(parameters);
        }
    }

    /** The client hangs up; an open transaction is rolled back. */
    @TraceName("session.close")
    public enum Close implements Command {
        INSTANCE
    }

    /** The server drains: the session ends as soon as no statement runs and no transaction is open. */
    @TraceName("session.drain")
    public enum Drain implements Command {
        INSTANCE
    }

    /** The server ends the session now. */
    @TraceName("session.end")
    public record End(String sqlState, String message) implements Command {}

    /** The key-value layer answered. */
    @TraceName("session.kv-answered")
    record KvAnswered(BatchAnswer answer) implements Command {}

    /** A flow on another node told something. */
    @TraceName("session.flow-told")
    record FlowTold(FlowProtocol.ToGateway told) implements Command {}

    /** The kv-client knows where spans are. */
    @TraceName("session.located")
    record Located(KvClient.Located located) implements Command {}

    /** The node answered. */
    @TraceName("session.operator-answered")
    record CoordinatorAnswered(CoordinatorClient.Answer answer) implements Command {}

    /** What a session tells its client. */
    public sealed interface Event {}

    /**
     * A statement's end, good or bad.
     *
     * @param result {@link StatementResult#error()} tells a failure
     */
    @TraceName("session.reply")
    public record Reply(long requestId, StatementResult result) implements Event, Transport.Sized {
        @Override
        public int wireBytes() {
            return 64 + Wire.bytesOf(result);
        }
    }

    /**
     * The server ended the session. Statements without a reply will not get one; one that was running may have taken effect.
     *
     * @param sqlState {@code 57P01} when the server shuts down or drains
     * @param lastBegunRequestId highest request id the session began to execute (0: none): a statement with a higher id
     *     certainly did not run, which is what lets a client send it again elsewhere
     */
    @TraceName("session.closed")
    public record Closed(String sqlState, String message, long lastBegunRequestId)
            implements Event {}
}
