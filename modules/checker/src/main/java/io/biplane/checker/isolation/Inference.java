package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;

/** What one kind of workload tells about its transactions. */
interface Inference {
    /** Takes in all transactions: first this, then the rest. */
    void observe();

    /** Adds ww, wr and rw edges; returns the number of nodes, helpers included. */
    int addEdges(Graph.Builder graph, int nodeCount);

    /** Why there is an edge, as a clause: {@code T1 appended 3 to x, which T2 read}. */
    String because(Txn from, Txn to, int kind);
}
