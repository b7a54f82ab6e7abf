package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Edges from each of some transactions to each of some others, in few edges. */
final class Everyone {
    /** Up to so many pairs, plain edges are no more than helpers. */
    private static final int PAIRS_MAX = 4;

    private Everyone() {}

    /**
     * Adds the edges, none from a transaction to itself.
     *
     * <p>Helpers stand in two chains along the later ones: of one chain, helper i links to
     * transaction i and all after it, of the other to transaction i and all before. Who is not
     * among the later ones leads to the start of the first chain; who is leads to both neighbours of
     * its own place.
     *
     * @param nodes nodes used so far; helpers get the next numbers
     * @return nodes used then
     */
    static int before(
            Graph.Builder graph, List<Txn> earlier, List<Txn> later, int kind, int nodes) {
        if (earlier.isEmpty() || later.isEmpty()) {
            return nodes;
        }
        if ((long) earlier.size() * later.size() <= PAIRS_MAX) {
            for (Txn from : earlier) {
                for (Txn to : later) {
                    if (from != to) {
                        graph.add(from.id(), to.id(), kind);
                    }
                }
            }
            return nodes;
        }
        int count = later.size();
        Map<Integer, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            places.put(later.get(i).id(), i);
        }
        int afterwards = nodes;
        int before = nodes + count;
        for (int i = 0; i < count; i++) {
            graph.add(afterwards + i, later.get(i).id(), Graph.LINK);
            graph.add(before + i, later.get(i).id(), Graph.LINK);
            if (i > 0) {
                graph.add(afterwards + i - 1, afterwards + i, Graph.LINK);
                graph.add(before + i, before + i - 1, Graph.LINK);
            }
        }
        for (Txn from : earlier) {
            int place = places.getOrDefault(from.id(), -1);
            if (place + 1 < count) {
                graph.add(from.id(), afterwards + place + 1, kind);
            }
            if (place > 0) {
                graph.add(from.id(), before + place - 1, kind);
            }
        }
        return nodes + 2 * count;
    }
}
