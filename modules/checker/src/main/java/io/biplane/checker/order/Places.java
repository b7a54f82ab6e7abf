package io.biplane.checker.order;

import io.biplane.checker.cycle.Graph;

import java.util.Arrays;

/**
 * The dependencies as a plain graph in which a cycle is a forbidden one; for {@link
 * CycleRule#SINGLE} without anti-dependencies, so that not all forbidden cycles are there. Places of transactions come first, then helpers, one each.
 * Edges may be added; the arrays are built anew when asked for. Mutable.
 */
final class Places {
    private final int transactions;
    private final boolean isSplit;
    /** Whether anti-dependencies are left out. */
    private final boolean isCalm;

    private final int count;
    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private int edges;

    private int[] first = new int[0];
    private int[] targets = new int[0];
    /** Edges that the arrays have. */
    private int built = -1;

    Places(Dependencies known, CycleRule rule) {
        Graph graph = known.graph();
        this.transactions = known.transactions();
        this.isSplit = rule.places() == 2;
        this.isCalm = rule == CycleRule.SINGLE;
        int helpers = graph.nodeCount() - transactions;
        this.count = rule.places() * transactions + helpers;
        boolean[] isAnti = antiHelpers(known);
        for (int node = 0; node < graph.nodeCount(); node++) {
            if (node < transactions && isSplit) {
                add(begin(node), commit(node));
            }
            for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                int target = graph.target(e);
                boolean isLink = graph.kind(e) == Graph.LINK;
                boolean anti = isLink ? isAnti[node] : graph.kind(e) == known.antiDependency();
                if (anti && isCalm) {
                    continue;
                }
                int origin =
                        node >= transactions ? helper(node) : anti ? begin(node) : commit(node);
                add(
                        origin,
                        target >= transactions
                                ? helper(target)
                                : anti ? commit(target) : begin(target));
            }
        }
    }

    /** By node: whether it is a helper that anti-dependencies lead to. */
    private static boolean[] antiHelpers(Dependencies known) {
        Graph graph = known.graph();
        boolean[] isAnti = new boolean[graph.nodeCount()];
        int[] stack = new int[graph.nodeCount()];
        int depth = 0;
        for (int node = 0; node < known.transactions(); node++) {
            for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                int target = graph.target(e);
                if (graph.kind(e) == known.antiDependency()
                        && target >= known.transactions()
                        && !isAnti[target]) {
                    isAnti[target] = true;
                    stack[depth++] = target;
                }
            }
        }
        while (depth > 0) {
            int node = stack[--depth];
            for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                int target = graph.target(e);
                if (target >= known.transactions() && !isAnti[target]) {
                    isAnti[target] = true;
                    stack[depth++] = target;
                }
            }
        }
        return isAnti;
    }

    int count() {
        return count;
    }

    /** Whether a transaction has two places. */
    boolean isSplit() {
        return isSplit;
    }

    /** Where a transaction's reads happen. */
    int begin(int transaction) {
        return isSplit ? 2 * transaction : transaction;
    }

    /** Where its writes happen. */
    int commit(int transaction) {
        return isSplit ? 2 * transaction + 1 : transaction;
    }

    private int helper(int node) {
        return isSplit ? node + transactions : node;
    }

    /** The transaction of a place, or -1 for a helper. */
    int transaction(int place) {
        int owner = isSplit ? place / 2 : place;
        return owner < transactions ? owner : -1;
    }

    /** One version comes before another: its writer and its readers do. */
    void order(VersionedKey key, int earlier, int later) {
        int writer = key.writers()[later];
        add(commit(key.writers()[earlier]), begin(writer));
        for (int reader : isCalm ? new int[0] : key.readers()[earlier]) {
            if (reader != writer) {
                add(begin(reader), commit(writer));
            }
        }
    }

    private void add(int origin, int target) {
        if (edges == from.length) {
            from = Arrays.copyOf(from, 2 * edges);
            to = Arrays.copyOf(to, 2 * edges);
        }
        from[edges] = origin;
        to[edges++] = target;
    }

    int edges() {
        return edges;
    }

    /** Where the edges of a place begin among the targets; as many and one more. */
    int[] first() {
        build();
        return first;
    }

    int[] targets() {
        build();
        return targets;
    }

    private void build() {
        if (built == edges) {
            return;
        }
        first = new int[count + 1];
        for (int i = 0; i < edges; i++) {
            first[from[i] + 1]++;
        }
        for (int place = 0; place < count; place++) {
            first[place + 1] += first[place];
        }
        int[] next = Arrays.copyOf(first, count);
        targets = new int[edges];
        for (int i = 0; i < edges; i++) {
            targets[next[from[i]]++] = to[i];
        }
        built = edges;
    }

    /** The places from which edges lead to one, and as many and one more starts of them. */
    int[][] reversed() {
        int[] starts = new int[count + 1];
        for (int i = 0; i < edges; i++) {
            starts[to[i] + 1]++;
        }
        for (int place = 0; place < count; place++) {
            starts[place + 1] += starts[place];
        }
        int[] next = Arrays.copyOf(starts, count);
        int[] origins = new int[edges];
        for (int i = 0; i < edges; i++) {
            origins[next[to[i]]++] = from[i];
        }
        return new int[][] {starts, origins};
    }

    /** How many edges lead to each place. */
    int[] indegrees() {
        int[] indegrees = new int[count];
        for (int i = 0; i < edges; i++) {
            indegrees[to[i]]++;
        }
        return indegrees;
    }

    /** All places so that edges lead forwards; shorter if there is a cycle. Source: Kahn 1962. */
    int[] sorted() {
        int[] waits = indegrees();
        int[] sorted = new int[count];
        int size = 0;
        for (int place = 0; place < count; place++) {
            if (waits[place] == 0) {
                sorted[size++] = place;
            }
        }
        int[] starts = first();
        for (int i = 0; i < size; i++) {
            for (int e = starts[sorted[i]]; e < starts[sorted[i] + 1]; e++) {
                if (--waits[targets[e]] == 0) {
                    sorted[size++] = targets[e];
                }
            }
        }
        return Arrays.copyOf(sorted, size);
    }
}
