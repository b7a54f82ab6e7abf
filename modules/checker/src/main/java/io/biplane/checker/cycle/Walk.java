package io.biplane.checker.cycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Shortest paths from one place, breadth first over nodes times an automaton's states; links are
 * free. Reused from start to start; holds what the largest search reached.
 */
final class Walk {
    private final Graph graph;
    private final Automaton automaton;

    /** Place of each entry: node * states + state. */
    private int[] places = new int[64];
    /** The edge by which it was reached, and the entry from where; -1 for the first. */
    private int[] edges = new int[64];

    private int[] parents = new int[64];
    /** Where each entry stands among the slots. */
    private int[] slotOf = new int[64];

    private int count;
    /** Place to entry plus one, by open addressing. */
    private int[] slots = new int[256];

    private long looked;
    private boolean wasCut;

    Walk(Graph graph, Automaton automaton) {
        this.graph = graph;
        this.automaton = automaton;
    }

    /** Which places a path may use, and where it may end. */
    interface Bounds {
        boolean allows(int node, int state);

        boolean isGoal(int node, int state);
    }

    /** Edges looked at so far, over all searches. */
    long looked() {
        return looked;
    }

    /** Whether the last search left something out because it was too far. */
    boolean wasCut() {
        return wasCut;
    }

    /**
     * The edges that are no links on a shortest path, each as its origin and kind, with the node it
     * ends at as a last step of kind 0; empty if there is none of at most so many.
     */
    Optional<List<Cycle.Step>> shortest(int node, int state, int lengthMax, Bounds bounds) {
        for (int entry = 0; entry < count; entry++) {
            slots[slotOf[entry]] = 0;
        }
        count = 0;
        wasCut = false;
        add(node, state, -1, -1);
        int level = 0;
        for (int length = 0; level < count; length++) {
            // Links first: what they lead to is no farther.
            for (int entry = level; entry < count; entry++) {
                if (isGoal(entry, bounds)) {
                    return Optional.of(path(entry));
                }
                expand(entry, true, bounds);
            }
            int end = count;
            if (length == lengthMax) {
                wasCut = true;
                return Optional.empty();
            }
            for (int entry = level; entry < end; entry++) {
                expand(entry, false, bounds);
            }
            level = end;
        }
        return Optional.empty();
    }

    private boolean isGoal(int entry, Bounds bounds) {
        int state = places[entry] % automaton.states();
        return edges[entry] >= 0
                && automaton.isAccepting(state)
                && bounds.isGoal(places[entry] / automaton.states(), state);
    }

    private void expand(int entry, boolean byLinks, Bounds bounds) {
        int node = places[entry] / automaton.states();
        int state = places[entry] % automaton.states();
        for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
            looked++;
            boolean isLink = graph.kind(e) == Graph.LINK;
            int after = isLink == byLinks ? automaton.next(state, graph.kind(e)) : -1;
            if (after >= 0 && bounds.allows(graph.target(e), after)) {
                add(graph.target(e), after, e, entry);
            }
        }
    }

    private void add(int node, int state, int edge, int parent) {
        int place = node * automaton.states() + state;
        int mask = slots.length - 1;
        int slot = hash(place) & mask;
        while (slots[slot] != 0) {
            if (places[slots[slot] - 1] == place) {
                return;
            }
            slot = (slot + 1) & mask;
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            edges = Arrays.copyOf(edges, 2 * count);
            parents = Arrays.copyOf(parents, 2 * count);
            slotOf = Arrays.copyOf(slotOf, 2 * count);
        }
        places[count] = place;
        edges[count] = edge;
        parents[count] = parent;
        slotOf[count] = slot;
        slots[slot] = ++count;
        if (4 * count >= slots.length) {
            rehash();
        }
    }

    private void rehash() {
        slots = new int[4 * slots.length];
        int mask = slots.length - 1;
        for (int entry = 0; entry < count; entry++) {
            int slot = hash(places[entry]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = entry + 1;
            slotOf[entry] = slot;
        }
    }

    private static int hash(int place) {
        int hash = place * 0x9E3779B1;
        return hash ^ hash >>> 15;
    }

    private List<Cycle.Step> path(int end) {
        Deque<Cycle.Step> steps = new ArrayDeque<>();
        steps.addFirst(new Cycle.Step(places[end] / automaton.states(), Graph.LINK));
        for (int entry = end; parents[entry] >= 0; entry = parents[entry]) {
            int kind = graph.kind(edges[entry]);
            if (kind != Graph.LINK) {
                int origin = places[parents[entry]] / automaton.states();
                steps.addFirst(new Cycle.Step(origin, kind));
            }
        }
        return new ArrayList<>(steps);
    }
}
