package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.cycle.TimeOrder;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Session and real-time order. */
final class Orders {
    private Orders() {}

    /**
     * Each session's transactions, one after the other, by chains of helpers: a transaction leads to
     * its helper, which links to all later ones of the session. One of unknown outcome may take
     * effect at any later time, so it comes before nobody.
     *
     * @param isWanted whether a transaction's edges are needed
     * @return nodes used then
     */
    static int addSessions(
            Graph.Builder graph, List<Txn> possible, IntPredicate isWanted, int nodeCount) {
        Map<Long, Integer> last = new LinkedHashMap<>();
        int nodes = nodeCount;
        for (Txn txn : possible) {
            if (!isWanted.test(txn.id())) {
                continue;
            }
            long session = txn.operation().process();
            Integer before = last.get(session);
            if (before != null) {
                graph.add(before, txn.id(), Graph.LINK);
            }
            if (txn.isOk()) {
                graph.add(txn.id(), nodes, Edges.SESSION);
                if (before != null) {
                    // All that comes after this one comes after the earlier ones too.
                    graph.add(before, nodes, Graph.LINK);
                }
                last.put(session, nodes++);
            }
        }
        return nodes;
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

    /** The order of sessions or of real time, by when transactions ran. */
    static TimeOrder byTime(List<Txn> transactions, int nodes, int kind) {
        long[] begins = new long[nodes];
        long[] ends = new long[nodes];
        long[] sessions = new long[kind == Edges.SESSION ? nodes : 0];
        Arrays.fill(ends, Operation.Span.NEVER);
        for (Txn txn : transactions) {
            begins[txn.id()] = txn.operation().span().invokeIndex();
            if (txn.isOk()) {
                ends[txn.id()] = returnIndex(txn);
            }
            if (kind == Edges.SESSION) {
                sessions[txn.id()] = txn.operation().process();
            }
        }
        return new TimeOrder(kind, begins, ends, sessions);
    }

    private static long returnIndex(Txn txn) {
        return txn.operation().span().returnIndex();
    }
}
