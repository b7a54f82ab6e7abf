package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.order.CycleRule;
import io.biplane.checker.order.VersionedKey;

import java.util.List;

/** What one kind of workload tells about its transactions. */
interface Inference {
    /** Takes in all transactions: first this, then the rest. */
    void observe();

    /**
     * Whether a transaction took effect: it was acknowledged, or is of unknown outcome and one of its
     * effects was read. Then all of its effects are there.
     */
    boolean happened(Txn txn);

    /** Adds ww, wr and rw edges; returns the number of nodes, helpers included. */
    int addEdges(Graph.Builder graph, int nodeCount);

    /** Keys of which edges do not tell all orders of versions that matter by a rule. */
    List<VersionedKey> open(CycleRule rule);

    /** What would tell the orders that are open, as a clause; empty if nothing would. */
    String remedy();

    /** Why there is an edge, as a clause: {@code T1 appended 3 to x, which T2 read}. */
    String because(Txn from, Txn to, int kind);
}
