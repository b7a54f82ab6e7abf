package io.biplane.base.id;

import java.util.Optional;

/**
 * A node of the cluster.
 *
 * @param value 1 and up; the host of node 3 is called {@code n3}
 */
public record NodeId(int value) implements Comparable<NodeId> {
    public NodeId {
        if (value < 1) {
            throw new IllegalArgumentException("node ids begin at 1, not " + value);
        }
    }

    /** Name of the host this node runs on. */
    public String hostName() {
        return "n" + value;
    }

    /** The node that runs on a host of that name; empty when the host is no node's. */
    public static Optional<NodeId> ofHost(String hostName) {
        if (!hostName.matches("n[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        return Optional.of(new NodeId(Integer.parseInt(hostName.substring(1))));
    }

    @Override
    public int compareTo(NodeId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "n" + value;
    }
}
