package io.biplane.checker.cycle;

import java.util.Arrays;

/** A fixed directed graph in three arrays: edges sorted by origin. */
public final class Graph {
    /** The kind of links. */
    public static final int LINK = 0;

    private final int[] first;
    private final int[] targets;
    private final byte[] kinds;

    private Graph(int[] first, int[] targets, byte[] kinds) {
        this.first = first;
        this.targets = targets;
        this.kinds = kinds;
    }

    /** Nodes are 0 until this. */
    public int nodeCount() {
        return first.length - 1;
    }

    /** Number of edges. */
    public int edgeCount() {
        return targets.length;
    }

    /** The first edge that leaves a node; those up to the next node's first are its own. */
    public int firstEdge(int node) {
        return first[node];
    }

    /** Where an edge leads. */
    public int target(int edge) {
        return targets[edge];
    }

    /** Its kind. */
    public int kind(int edge) {
        return kinds[edge] & 0xff;
    }

    /** Whether any edge leaves a node. */
    public boolean hasEdges(int node) {
        return first[node] < first[node + 1];
    }

    /** The same edges the other way round. */
    Graph reversed() {
        Builder reversed = new Builder();
        for (int node = 0; node < nodeCount(); node++) {
            for (int e = first[node]; e < first[node + 1]; e++) {
                reversed.add(targets[e], node, kind(e));
            }
        }
        return reversed.build(nodeCount());
    }

    /** Collects edges. */
    public static final class Builder {
        private int[] from = new int[1024];
        private int[] to = new int[1024];
        private byte[] kind = new byte[1024];
        private int count;

        /** Adds an edge; {@code kind} is a power of two up to 128, or {@link Graph#LINK}. */
        public void add(int origin, int target, int edgeKind) {
            if (count == from.length) {
                from = Arrays.copyOf(from, 2 * count);
                to = Arrays.copyOf(to, 2 * count);
                kind = Arrays.copyOf(kind, 2 * count);
            }
            from[count] = origin;
            to[count] = target;
            kind[count++] = (byte) edgeKind;
        }

        /** Adds a graph's links and its edges of these kinds, as far as they leave such nodes. */
        public void addAll(Graph graph, int kinds, int originsBelow) {
            for (int node = 0; node < originsBelow; node++) {
                for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                    if (graph.kind(e) == LINK || (graph.kind(e) & kinds) != 0) {
                        add(node, graph.target(e), graph.kind(e));
                    }
                }
            }
        }

        /** The graph of the edges so far, in the order they were added. */
        public Graph build(int nodeCount) {
            int[] first = new int[nodeCount + 1];
            for (int i = 0; i < count; i++) {
                first[from[i] + 1]++;
            }
            for (int node = 0; node < nodeCount; node++) {
                first[node + 1] += first[node];
            }
            int[] next = Arrays.copyOf(first, nodeCount);
            int[] targets = new int[count];
            byte[] kinds = new byte[count];
            for (int i = 0; i < count; i++) {
                int place = next[from[i]]++;
                targets[place] = to[i];
                kinds[place] = kind[i];
            }
            return new Graph(first, targets, kinds);
        }
    }
}
