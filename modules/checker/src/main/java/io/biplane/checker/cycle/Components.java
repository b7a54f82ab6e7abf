package io.biplane.checker.cycle;

/**
 * Strongly connected components by the edges of some kinds; links count always. Source: R. Tarjan,
 * Depth-first search and linear graph algorithms, SIAM J. Computing 1(2), 1972; made iterative.
 */
final class Components {
    private final Graph graph;
    private final int allowed;
    /** Order of discovery from 1; 0 is undiscovered. */
    private final int[] order;
    /** Smallest order reachable; after the node is done, -(component + 1). */
    private final int[] low;

    private final int[] stack;
    private final int[] path;
    private final int[] nextEdge;
    private final int[] sizes;
    private int stackSize;
    private int discovered;
    private int components;

    Components(Graph graph, int allowed) {
        int n = graph.nodeCount();
        this.graph = graph;
        this.allowed = allowed;
        this.order = new int[n];
        this.low = new int[n];
        this.stack = new int[n];
        this.path = new int[n];
        this.nextEdge = new int[n];
        this.sizes = new int[n];
        for (int node = 0; node < n; node++) {
            if (order[node] == 0) {
                visit(node);
            }
        }
    }

    /** Whether both nodes lie on a common cycle. */
    boolean areTogether(int one, int other) {
        return low[one] == low[other];
    }

    /** Whether the node lies on a cycle of two nodes or more. */
    boolean isOnCycle(int node) {
        return sizes[-low[node] - 1] > 1;
    }

    private void visit(int root) {
        int depth = 0;
        path[0] = root;
        discover(root);
        while (depth >= 0) {
            int node = path[depth];
            if (nextEdge[node] < graph.firstEdge(node + 1)) {
                int edge = nextEdge[node]++;
                int kind = graph.kind(edge);
                int target = graph.target(edge);
                if (kind != Graph.LINK && (kind & allowed) == 0) {
                    continue;
                }
                if (order[target] == 0) {
                    discover(target);
                    path[++depth] = target;
                } else if (low[target] > 0) {
                    low[node] = Math.min(low[node], order[target]);
                }
            } else {
                depth--;
                int reach = low[node];
                if (reach == order[node]) {
                    complete(node);
                }
                if (depth >= 0 && low[node] > 0) {
                    low[path[depth]] = Math.min(low[path[depth]], reach);
                }
            }
        }
    }

    private void discover(int node) {
        order[node] = ++discovered;
        low[node] = discovered;
        nextEdge[node] = graph.firstEdge(node);
        stack[stackSize++] = node;
    }

    private void complete(int root) {
        int component = components++;
        int node;
        do {
            node = stack[--stackSize];
            low[node] = -(component + 1);
            sizes[component]++;
        } while (node != root);
    }
}
