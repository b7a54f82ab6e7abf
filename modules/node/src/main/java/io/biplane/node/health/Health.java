package io.biplane.node.health;

import akka.actor.typed.ActorRef;

import io.biplane.kernel.trace.TraceName;

/**
 * Protocol of a node's health endpoint, the service {@value #SERVICE}: what a load balancer asks.
 *
 * <p>Source: docs/reference/operations.md §2 phase 1: {@code /health?ready=1} answers 503 from the beginning of a drain, while
 * the node still serves everything. Which virtual cluster's readiness counts is chosen as for any HTTP request: by name, else
 * the default target (docs/reference/virtual-clusters.md §8).
 */
public final class Health {
    /** Service name on each node. */
    public static final String SERVICE = "health";

    /** The node can take connections. */
    public static final int OK = 200;
    /** It cannot, or soon will not. */
    public static final int UNAVAILABLE = 503;

    private Health() {}

    /** What a health endpoint takes. */
    public sealed interface Command {}

    /**
     * {@code GET /health?ready=1}.
     *
     * @param virtualCluster whose readiness is asked; empty means the default target
     */
    @TraceName("health.ready")
    public record Ready(String virtualCluster, ActorRef<Answer> replyTo) implements Command {
        /** About the default target. */
        public Ready(ActorRef<Answer> replyTo) {
            this("", replyTo);
        }
    }

    /** {@code GET /health}: is the process there at all. */
    @TraceName("health.live")
    public record Live(ActorRef<Answer> replyTo) implements Command {}

    /**
     * The answer.
     *
     * @param node who answers, such as {@code n2}
     * @param status {@link #OK} or {@link #UNAVAILABLE}
     * @param reason empty when all is well
     */
    @TraceName("health.answer")
    public record Answer(String node, int status, String reason) {
        public boolean isOk() {
            return status == OK;
        }
    }
}
