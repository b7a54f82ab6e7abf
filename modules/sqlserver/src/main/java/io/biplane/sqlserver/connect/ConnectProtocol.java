package io.biplane.sqlserver.connect;

import akka.actor.typed.ActorRef;

import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.sqlserver.session.SessionProtocol;

import java.util.List;

/**
 * Protocol of a node's SQL port, the service {@value #SERVICE} of its host: one port for all virtual clusters.
 *
 * <pre>
 *   client                    gateway              session
 *     | --- Greet (each step) ---> |                    |
 *     | <-- Greeted -------------- |                    |
 *     | --- Connect ------------> |                    |
 *     | <-- Refused ------------- |        or          |
 *     | <-- Connected ------------ (made by the virtual cluster's SQL server)
 *     | --- Execute, Prepare … ----------------------> |
 *     | <-- Reply ------------------------------------ |
 *     | <-- Closed (drain, shutdown) or --- Close ---> |
 * </pre>
 *
 * <p>Nothing here is acknowledged twice: a client that hears nothing asks again after a time-out of its own, and learns of a
 * process that died from {@link Transport#onPeerLost}. Source: docs/reference/virtual-clusters.md §8.
 */
public final class ConnectProtocol {
    /** Service name on each node. */
    public static final String SERVICE = "sql";

    private ConnectProtocol() {}

    /** What a gateway takes. */
    public sealed interface Command {}

    /**
     * The round trips a connection takes before its first statement, in order; the last one, in which the server says that the session
     * stands, is {@link Connect}'s. Sources: RFC 8446 §2 (TLS 1.3), PostgreSQL 15 manual §55.2 (SSLRequest, StartupMessage, SASL).
     */
    public enum Greeting {
        TCP,
        SSL_REQUEST,
        TLS,
        STARTUP,
        SASL_INITIAL;

        /** Of a cluster that was started insecure. */
        public static final List<Greeting> INSECURE = List.of(TCP);

        /** Of any other, without channel binding. */
        public static final List<Greeting> SECURE =
                List.of(TCP, SSL_REQUEST, TLS, STARTUP, SASL_INITIAL);
    }

    /** One round trip of making a connection. */
    @TraceName("connect.greet")
    public record Greet(Greeting step, ActorRef<Greeted> replyTo) implements Command {}

    /** The server's half of it. */
    @TraceName("connect.greeted")
    public record Greeted(Greeting step) {}

    /**
     * Opens a session.
     *
     * @param virtualCluster as in {@code options=-ccluster=NAME}; empty means the default target
     * @param user such as {@code root}
     * @param password proves the user; empty for {@code root} on an insecure cluster, which Biplane's clusters are unless a
     *     user has a password
     * @param clientName for traces, such as {@code kv-3}
     * @param replyTo told once, {@link Connected} or {@link Refused}
     * @param events where the session sends {@link SessionProtocol.Closed} when the server ends it
     */
    @TraceName("connect.connect")
    public record Connect(
            String virtualCluster,
            String user,
            String password,
            String clientName,
            ActorRef<ConnectReply> replyTo,
            ActorRef<SessionProtocol.Event> events)
            implements Command, Transport.Sized {
        /** A connection of {@code root} without a password. */
        public static Connect root(
                String virtualCluster,
                String clientName,
                ActorRef<ConnectReply> replyTo,
                ActorRef<SessionProtocol.Event> events) {
            return new Connect(virtualCluster, "root", "", clientName, replyTo, events);
        }

        @Override
        public int wireBytes() {
            return 200;
        }
    }

    /** Another server serves, or none does any more. */
    @TraceName("connect.routes-changed")
    public enum RoutesChanged implements Command {
        INSTANCE
    }

    /** A connection has waited for the default target as long as it may. */
    @TraceName("connect.waited-enough")
    public record WaitedEnough(long id) implements Command {}

    /** Answer to {@link Connect}. */
    public sealed interface ConnectReply {}

    /**
     * The session stands.
     *
     * @param session takes statements
     * @param virtualCluster the one it belongs to
     * @param node where it runs, such as {@code n2}
     */
    @TraceName("connect.connected")
    public record Connected(
            ActorRef<SessionProtocol.Command> session, String virtualCluster, String node)
            implements ConnectReply {}

    /**
     * No session. Codes: 08000 not served, 57P01 refused by a draining server, 28P01 bad user or password.
     *
     * @param sqlState five characters
     * @param hint empty when there is none
     */
    @TraceName("connect.refused")
    public record Refused(String sqlState, String message, String hint) implements ConnectReply {}
}
