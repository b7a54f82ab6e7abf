package io.biplane.kvserver.snapshot;

import io.biplane.base.id.NodeId;

/**
 * One attempt to bring one snapshot to one node.
 *
 * @param from the sending node
 * @param incarnation tells apart the lives of its process
 * @param number counts up in each life
 */
public record TransferId(NodeId from, long incarnation, long number)
        implements Comparable<TransferId> {
    @Override
    public int compareTo(TransferId other) {
        if (!from.equals(other.from)) {
            return from.compareTo(other.from);
        }
        return incarnation != other.incarnation
                ? Long.compare(incarnation, other.incarnation)
                : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return from + "/" + incarnation + "/" + number;
    }
}
