package io.biplane.kv.api;

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

    @Override
    public int compareTo(NodeId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "n" + value;
    }
}
