package io.biplane.kv.server;

/**
 * What passed the wall of one node for one tenant since the process began.
 *
 * @param reads batches that only read, let through to a replica on this node
 * @param writes batches that write, let through to a replica on this node
 * @param forwarded batches of this node's clients sent on to another node
 * @param refused batches refused
 */
public record TenantTraffic(long reads, long writes, long forwarded, long refused) {
    /** Nothing yet. */
    public static final TenantTraffic NONE = new TenantTraffic(0, 0, 0, 0);

    /** One batch more that was let through to a replica here. */
    public TenantTraffic served(boolean write) {
        return new TenantTraffic(
                write ? reads : reads + 1, write ? writes + 1 : writes, forwarded, refused);
    }

    /** One batch more that was sent on to another node. */
    public TenantTraffic sentOn() {
        return new TenantTraffic(reads, writes, forwarded + 1, refused);
    }

    /** One batch more that was refused. */
    public TenantTraffic turnedAway() {
        return new TenantTraffic(reads, writes, forwarded, refused + 1);
    }
}
