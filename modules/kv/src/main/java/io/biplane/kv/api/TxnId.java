package io.biplane.kv.api;

/**
 * A transaction, unique in the cluster: who began it and its number there.
 *
 * @param coordinator node of the gateway that coordinates it
 * @param incarnation grows with each start of that node's process
 * @param sequence number within that process
 */
public record TxnId(int coordinator, long incarnation, long sequence) implements Comparable<TxnId> {
    @Override
    public int compareTo(TxnId other) {
        int byNode = Integer.compare(coordinator, other.coordinator);
        if (byNode != 0) {
            return byNode;
        }
        int byLife = Long.compare(incarnation, other.incarnation);
        return byLife != 0 ? byLife : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return "txn-" + coordinator + "." + incarnation + "." + sequence;
    }
}
