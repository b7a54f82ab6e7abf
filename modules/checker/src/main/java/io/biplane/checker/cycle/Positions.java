package io.biplane.checker.cycle;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Numbers nodes so that no path leads to a smaller number; nodes on a common cycle share one. Among
 * the orders that do so it takes the one closest to the nodes' own numbers: those rise with time,
 * and so a path between two nodes has few candidates. Source: A. Kahn, Topological sorting of large
 * networks, CACM 5(11), 1962.
 */
final class Positions {
    private final Components components;
    private final int[] byComponent;

    Positions(Graph graph, int kinds) {
        Automaton any = Automaton.any(kinds);
        this.components = new Components(graph, any);
        int count = components.count();
        int[] waitsFor = new int[count];
        int[] smallest = new int[count];
        Arrays.fill(smallest, Integer.MAX_VALUE);
        int[] members = new int[graph.nodeCount()];
        int[] firstMember = new int[count + 1];
        for (int node = 0; node < graph.nodeCount(); node++) {
            int own = components.of(node, 0);
            smallest[own] = Math.min(smallest[own], node);
            firstMember[own + 1]++;
            for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                int other = components.of(graph.target(e), 0);
                waitsFor[other] += any.next(0, graph.kind(e)) >= 0 && other != own ? 1 : 0;
            }
        }
        for (int c = 0; c < count; c++) {
            firstMember[c + 1] += firstMember[c];
        }
        int[] next = firstMember.clone();
        for (int node = 0; node < graph.nodeCount(); node++) {
            members[next[components.of(node, 0)]++] = node;
        }
        this.byComponent = new int[count];
        PriorityQueue<Long> free = new PriorityQueue<>();
        for (int c = 0; c < count; c++) {
            if (waitsFor[c] == 0) {
                free.add((long) smallest[c] << 32 | c);
            }
        }
        for (int position = 0; !free.isEmpty(); position++) {
            int c = (int) (long) free.poll();
            byComponent[c] = position;
            for (int m = firstMember[c]; m < firstMember[c + 1]; m++) {
                int node = members[m];
                for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                    int other = components.of(graph.target(e), 0);
                    boolean counts = any.next(0, graph.kind(e)) >= 0 && other != c;
                    if (counts && --waitsFor[other] == 0) {
                        free.add((long) smallest[other] << 32 | other);
                    }
                }
            }
        }
    }

    int of(int node) {
        return byComponent[components.of(node, 0)];
    }
}
