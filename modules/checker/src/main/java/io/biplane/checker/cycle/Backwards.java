package io.biplane.checker.cycle;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * For each place the earliest end among the nodes that paths of an automaton lead to from there: a
 * place whose earliest end is not early enough leads nowhere. Found backwards from the nodes in the
 * order of their ends, so that each place is met once.
 */
final class Backwards {
    private final int states;
    private final long[] earliest;

    /**
     * Looks at the whole graph.
     *
     * @param reversed the graph, its edges the other way round
     * @param ends by node: when it ended; {@code Long.MAX_VALUE} if it never did or is a helper
     */
    Backwards(Graph reversed, Automaton automaton, long[] ends) {
        this.states = automaton.states();
        this.earliest = new long[Math.multiplyExact(reversed.nodeCount(), states)];
        Arrays.fill(earliest, Long.MAX_VALUE);
        int[] byEnd = byEnd(ends);
        int[] stack = new int[earliest.length];
        for (int node : byEnd) {
            int depth = 0;
            for (int state = 0; state < states; state++) {
                int place = node * states + state;
                if (automaton.isAccepting(state) && earliest[place] == Long.MAX_VALUE) {
                    earliest[place] = ends[node];
                    stack[depth++] = place;
                }
            }
            while (depth > 0) {
                int place = stack[--depth];
                int at = place / states;
                for (int e = reversed.firstEdge(at); e < reversed.firstEdge(at + 1); e++) {
                    int origin = reversed.target(e) * states;
                    for (int state = 0; state < states; state++) {
                        boolean leadsHere =
                                automaton.next(state, reversed.kind(e)) == place % states;
                        if (leadsHere && earliest[origin + state] == Long.MAX_VALUE) {
                            earliest[origin + state] = ends[node];
                            stack[depth++] = origin + state;
                        }
                    }
                }
            }
        }
    }

    /** Nodes that ended, the first to end first. */
    private static int[] byEnd(long[] ends) {
        return IntStream.range(0, ends.length)
                .filter(node -> ends[node] != Long.MAX_VALUE)
                .boxed()
                .sorted(Comparator.comparingLong(node -> ends[node]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    long earliest(int node, int state) {
        return earliest[node * states + state];
    }
}
