package io.biplane.sqlserver.flow;

/**
 * What a tenant server, its flow server and its sessions share about flows. They run on the node's one thread, and only the flow server writes, but for
 * {@link #nextId}.
 */
public final class FlowRegistry {
    private final FlowPeers peers;
    private int running;
    private long lastId;

    public FlowRegistry(FlowPeers peers) {
        this.peers = peers;
    }

    /** Who may be given work. */
    public FlowPeers peers() {
        return peers;
    }

    /** Flows of other nodes that run here. */
    public int running() {
        return running;
    }

    void running(int count) {
        running = count;
    }

    /** A number for a flow of this server's sessions. */
    long nextId() {
        return ++lastId;
    }
}
