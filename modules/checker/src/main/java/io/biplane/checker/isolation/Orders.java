package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Edges of session and real-time order. */
final class Orders {
    private Orders() {}

    /** Each session's transactions, one after the other. */
    static void addSessions(Graph.Builder graph, List<Txn> possible) {
        Map<Long, Txn> last = new LinkedHashMap<>();
        for (Txn txn : possible) {
            Txn before = last.put(txn.operation().process(), txn);
            if (before != null) {
                graph.add(before.id(), txn.id(), Edges.SESSION);
            }
        }
    }

    /**
     * Real-time order in 3n edges: a chain of helper nodes, one for each return in order. A
     * transaction leads to its return's helper, and the last helper before an invocation leads to
     * that transaction. So one transaction reaches another by links exactly if it had returned
     * before the other was invoked.
     */
    static int addRealTime(Graph.Builder graph, List<Txn> possible, int nodeCount) {
        List<Txn> byReturn = new ArrayList<>();
        for (Txn txn : possible) {
            if (txn.isOk()) {
                byReturn.add(txn);
            }
        }
        byReturn.sort((a, b) -> Long.compare(returnIndex(a), returnIndex(b)));
        int returned = 0;
        for (Txn txn : possible) {
            while (returned < byReturn.size()
                    && returnIndex(byReturn.get(returned))
                            < txn.operation().span().invokeIndex()) {
                returned++;
            }
            if (returned > 0) {
                graph.add(nodeCount + returned - 1, txn.id(), Graph.LINK);
            }
        }
        for (int i = 0; i < byReturn.size(); i++) {
            graph.add(byReturn.get(i).id(), nodeCount + i, Edges.REALTIME);
            if (i > 0) {
                graph.add(nodeCount + i - 1, nodeCount + i, Graph.LINK);
            }
        }
        return nodeCount + byReturn.size();
    }

    private static long returnIndex(Txn txn) {
        Operation.Span span = txn.operation().span();
        return span.returnIndex();
    }
}
