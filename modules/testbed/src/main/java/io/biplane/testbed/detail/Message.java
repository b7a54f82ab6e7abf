package io.biplane.testbed.detail;

/**
 * One message between two machines, for the space-time picture.
 *
 * @param sentAtNanos when it was sent
 * @param arrivesAtNanos when it reaches the other machine; {@link #NEVER} for one that was lost
 * @param from sending machine
 * @param to receiving machine
 * @param layer which conversation it belongs to
 * @param kind its type: {@code BatchRequest}
 * @param text its content on one line, cut where it is long
 * @param verdict {@code pass}, or what the network did to it
 */
public record Message(
        long sentAtNanos,
        long arrivesAtNanos,
        String from,
        String to,
        Layer layer,
        String kind,
        String text,
        String verdict) {
    /** Instant of what does not happen. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Conversations that go on between machines, from the client downwards. */
    public enum Layer {
        /** Clients, load balancer, SQL sessions. */
        SQL("SQL sessions and health checks"),
        /** Batches of the key-value layer, routing, addresses. */
        KV("key-value batches"),
        /** Raft messages between replicas. */
        RAFT("Raft between replicas"),
        /** Liveness, and what else the nodes tell each other about themselves. */
        NODES("liveness and other control"),
        /** What the machines' own connections say: reset, refused. */
        CONNECTION("connections: reset, refused");

        private final String title;

        Layer(String title) {
            this.title = title;
        }

        /** For people. */
        public String title() {
            return title;
        }
    }

    /** Whether the network lost it. */
    public boolean isLost() {
        return arrivesAtNanos == NEVER;
    }
}
