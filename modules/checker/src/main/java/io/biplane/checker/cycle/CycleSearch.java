package io.biplane.checker.cycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the shortest cycle of a pattern: from each edge that such a cycle must have, breadth first
 * back to its origin, over pairs of a node and what has been seen on the way (required kind, count,
 * kind of the last edge).
 */
public final class CycleSearch {
    private final Graph graph;
    /** Edges that may still be looked at. */
    private long budget;

    /** A search that looks at no more than so many edges, over all patterns. */
    public CycleSearch(Graph graph, long budget) {
        this.graph = graph;
        this.budget = budget;
    }

    /** Whether the budget is used up: then a cycle found may not be the shortest, or be missed. */
    public boolean isExhausted() {
        return budget <= 0;
    }

    /** Whether there is no cycle at all by edges of these kinds. */
    public static boolean isAcyclic(Graph graph, int allowed) {
        Components components = new Components(graph, allowed);
        for (int node = 0; node < graph.nodeCount(); node++) {
            if (components.isOnCycle(node)) {
                return false;
            }
        }
        return true;
    }

    /** The graph's part that lies on cycles: edges between nodes of a common component. */
    public static Graph core(Graph graph, int allowed) {
        Components components = new Components(graph, allowed);
        Graph.Builder core = new Graph.Builder();
        for (int node = 0; node < graph.nodeCount(); node++) {
            for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                if (components.areTogether(node, graph.target(e))) {
                    core.add(node, graph.target(e), graph.kind(e));
                }
            }
        }
        return core.build(graph.nodeCount());
    }

    /**
     * The shortest cycle of the pattern, the first found if several are; empty if there is none.
     */
    public Optional<Cycle> shortest(Pattern pattern) {
        Components components = new Components(graph, pattern.allowed());
        Optional<Cycle> best = Optional.empty();
        for (int node = 0; node < graph.nodeCount() && budget > 0; node++) {
            for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                boolean canStart = (graph.kind(e) & pattern.startKinds()) != 0
                        && components.areTogether(node, graph.target(e));
                if (canStart) {
                    int longest = best.map(Cycle::length).orElse(Integer.MAX_VALUE) - 1;
                    Optional<Cycle> found = back(node, e, pattern, longest);
                    best = found.isPresent() ? found : best;
                    if (found.isPresent() && found.get().length() == 2) {
                        return found;
                    }
                }
            }
        }
        return best;
    }

    /** Where a path is and what it has seen. */
    private record Place(int node, boolean sawRequired, int count, boolean lastCounted) {}

    /**
     * How a place was reached: from where, by which edge, after how many edges that are no links.
     */
    private record Arrival(Place from, int edge, int length) {}

    private Optional<Cycle> back(int origin, int firstEdge, Pattern pattern, int longest) {
        Place start = new Place(origin, false, 0, false);
        Map<Place, Arrival> arrivals = new LinkedHashMap<>();
        ArrayDeque<Place> queue = new ArrayDeque<>();
        step(start, firstEdge, pattern)
                .ifPresent(
                        place -> reach(place, new Arrival(start, firstEdge, 1), arrivals, queue));
        while (!queue.isEmpty() && budget > 0) {
            Place place = queue.poll();
            int length = arrivals.get(place).length;
            if (place.node == origin) {
                if (isAccepted(place, pattern, graph.kind(firstEdge))) {
                    return cycle(start, place, arrivals);
                }
                continue;
            }
            for (int e = graph.firstEdge(place.node); e < graph.firstEdge(place.node + 1); e++) {
                budget--;
                int edge = e;
                int cost = graph.kind(edge) == Graph.LINK ? 0 : 1;
                if (length + cost <= longest) {
                    step(place, edge, pattern)
                            .ifPresent(next -> reach(
                                    next,
                                    new Arrival(place, edge, length + cost),
                                    arrivals,
                                    queue));
                }
            }
        }
        return Optional.empty();
    }

    /** Links are free: they go to the front, so that the queue stays sorted by length. */
    private void reach(
            Place place, Arrival arrival, Map<Place, Arrival> arrivals, ArrayDeque<Place> queue) {
        Arrival known = arrivals.get(place);
        if (known != null && known.length <= arrival.length) {
            return;
        }
        arrivals.put(place, arrival);
        if (graph.kind(arrival.edge) == Graph.LINK) {
            queue.addFirst(place);
        } else {
            queue.addLast(place);
        }
    }

    private Optional<Place> step(Place place, int edge, Pattern pattern) {
        int kind = graph.kind(edge);
        int target = graph.target(edge);
        if (kind == Graph.LINK) {
            return Optional.of(
                    new Place(target, place.sawRequired, place.count, place.lastCounted));
        }
        boolean isCounted = (kind & pattern.counted()) != 0;
        int count = isCounted ? place.count + 1 : place.count;
        if ((kind & pattern.allowed()) == 0
                || count > pattern.countMax()
                || pattern.isApart() && isCounted && place.lastCounted) {
            return Optional.empty();
        }
        int remembered = pattern.countMax() == Pattern.ANY ? Math.min(count, 2) : count;
        boolean sawRequired = place.sawRequired || (kind & pattern.required()) != 0;
        return Optional.of(new Place(target, sawRequired, remembered, isCounted));
    }

    private static boolean isAccepted(Place end, Pattern pattern, int firstKind) {
        boolean touches = end.lastCounted && (firstKind & pattern.counted()) != 0;
        return (end.sawRequired || pattern.required() == 0)
                && end.count >= pattern.countMin()
                && !(pattern.isApart() && touches);
    }

    /**
     * Follows the arrivals back; empty if the way crosses itself, for then it is made of smaller
     * cycles.
     */
    private Optional<Cycle> cycle(Place start, Place end, Map<Place, Arrival> arrivals) {
        List<Cycle.Step> steps = new ArrayList<>();
        Set<Integer> nodes = new LinkedHashSet<>();
        Place at = end;
        boolean isSimple = true;
        do {
            Arrival arrival = arrivals.get(at);
            at = arrival.from;
            isSimple &= nodes.add(at.node);
            // What leaves a helper node is a link: left out, an edge goes from origin to final
            // target.
            if (graph.kind(arrival.edge) != Graph.LINK) {
                steps.add(0, new Cycle.Step(at.node, graph.kind(arrival.edge)));
            }
        } while (at != start);
        return isSimple ? Optional.of(new Cycle(steps)) : Optional.empty();
    }
}
