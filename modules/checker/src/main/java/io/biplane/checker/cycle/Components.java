package io.biplane.checker.cycle;

/**
 * Strongly connected components of a graph times an automaton: a place is a node with a state, and
 * an edge leads from place to place where the automaton lets it. Source: R. Tarjan, Depth-first
 * search and linear graph algorithms, SIAM J. Computing 1(2), 1972; made iterative.
 */
final class Components {
    private final Graph graph;
    private final Automaton automaton;
    private final int states;
    /** Order of discovery from 1; 0 is undiscovered. */
    private final int[] order;
    /** Smallest order reachable; after the place is done, -(component + 1). */
    private final int[] low;

    private final int[] stack;
    private final int[] path;
    private final int[] nextEdge;
    private final int[] sizes;
    private int stackSize;
    private int discovered;
    private int components;

    Components(Graph graph, Automaton automaton) {
        this.graph = graph;
        this.automaton = automaton;
        this.states = automaton.states();
        int n = Math.multiplyExact(graph.nodeCount(), states);
        this.order = new int[n];
        this.low = new int[n];
        this.stack = new int[n];
        this.path = new int[n];
        this.nextEdge = new int[n];
        this.sizes = new int[n];
        for (int place = 0; place < n; place++) {
            if (order[place] == 0) {
                visit(place);
            }
        }
    }

    /** How many there are; one that can be reached from another has the smaller number. */
    int count() {
        return components;
    }

    int of(int node, int state) {
        return -low[node * states + state] - 1;
    }

    /** Whether an edge lies on a closed path, for some state it is passed in. */
    boolean isOnCycle(int node, int edge) {
        for (int state = 0; state < states; state++) {
            int after = automaton.next(state, graph.kind(edge));
            if (after >= 0 && of(node, state) == of(graph.target(edge), after)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is any closed path. */
    boolean hasCycle() {
        for (int component = 0; component < components; component++) {
            if (sizes[component] > 1) {
                return true;
            }
        }
        return false;
    }

    private void visit(int root) {
        int depth = 0;
        path[0] = root;
        discover(root);
        while (depth >= 0) {
            int place = path[depth];
            if (nextEdge[place] < graph.firstEdge(place / states + 1)) {
                int edge = nextEdge[place]++;
                int after = automaton.next(place % states, graph.kind(edge));
                if (after < 0) {
                    continue;
                }
                int target = graph.target(edge) * states + after;
                if (order[target] == 0) {
                    discover(target);
                    path[++depth] = target;
                } else if (low[target] > 0) {
                    low[place] = Math.min(low[place], order[target]);
                }
            } else {
                depth--;
                int reach = low[place];
                if (reach == order[place]) {
                    complete(place);
                }
                if (depth >= 0 && low[place] > 0) {
                    low[path[depth]] = Math.min(low[path[depth]], reach);
                }
            }
        }
    }

    private void discover(int place) {
        order[place] = ++discovered;
        low[place] = discovered;
        nextEdge[place] = graph.firstEdge(place / states);
        stack[stackSize++] = place;
    }

    private void complete(int root) {
        int component = components++;
        int place;
        do {
            place = stack[--stackSize];
            low[place] = -(component + 1);
            sizes[component]++;
        } while (place != root);
    }
}
