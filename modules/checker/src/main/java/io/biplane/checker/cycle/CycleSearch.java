package io.biplane.checker.cycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the shortest cycle of a kind. Length by length, from each possible start: what is found
 * first is the shortest, and as long as nothing is found only the near neighbourhood of each start
 * has been looked at. Starts and steps that cannot lead back are left out beforehand.
 */
public final class CycleSearch {
    private final Graph graph;
    private final Graph reversed;
    /** Edges that may still be looked at. */
    private long budget;

    /** A search that looks at no more than about so many edges, over all patterns. */
    public CycleSearch(Graph graph, long budget) {
        this.graph = graph;
        this.reversed = graph.reversed();
        this.budget = budget;
    }

    /**
     * What was found.
     *
     * @param cycle the shortest one; empty if there is none
     * @param isCertain whether that is so; if not, the budget ended the search, and the cycle is any
     *     closed path that the pattern's closure allows
     */
    public record Found(Optional<Cycle> cycle, boolean isCertain) {
        private static final Found NOTHING = new Found(Optional.empty(), true);
    }

    /** Whether there is no cycle at all by edges of these kinds. */
    public static boolean isAcyclic(Graph graph, int kinds) {
        return !new Components(graph, Automaton.any(kinds)).hasCycle();
    }

    /** The graph's part that lies on closed paths of an automaton. */
    public static Graph core(Graph graph, Automaton closure) {
        Components components = new Components(graph, closure);
        Graph.Builder core = new Graph.Builder();
        for (int node = 0; node < graph.nodeCount(); node++) {
            for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                if (components.isOnCycle(node, e)) {
                    core.add(node, graph.target(e), graph.kind(e));
                }
            }
        }
        return core.build(graph.nodeCount());
    }

    /**
     * The shortest cycle of the pattern, the first found if several are. From a closed path that
     * crosses itself the loops are taken out, which may leave a cycle of another kind.
     */
    public Found shortest(Pattern pattern) {
        Graph core = core(graph, pattern.closure());
        List<int[]> starts = starts(core, pattern.startKinds());
        if (starts.isEmpty()) {
            return Found.NOTHING;
        }
        Optional<Positions> positions = pattern.acyclicKinds() == 0
                ? Optional.empty()
                : Optional.of(new Positions(core, pattern.acyclicKinds()));
        Walk walk = new Walk(core, pattern.path());
        for (int length = 1; !starts.isEmpty(); length++) {
            List<int[]> left = new ArrayList<>();
            for (int[] start : starts) {
                Walk.Bounds bounds = new BackTo(start[0], positions);
                if (!bounds.allows(start[1], 0)) {
                    continue;
                }
                Optional<List<Cycle.Step>> path = walk.shortest(start[1], 0, length, bounds);
                if (path.isPresent()) {
                    budget -= walk.looked();
                    return new Found(path.map(steps -> closed(start[0], start[2], steps)), true);
                }
                if (walk.wasCut()) {
                    left.add(start);
                }
                if (walk.looked() >= budget) {
                    budget = 0;
                    return any(core, pattern.startKinds(), pattern.closure());
                }
            }
            starts = left;
        }
        budget -= walk.looked();
        return Found.NOTHING;
    }

    /** Origin, target and kind of the edges to start with. */
    private static List<int[]> starts(Graph core, int kinds) {
        List<int[]> starts = new ArrayList<>();
        for (int node = 0; node < core.nodeCount(); node++) {
            for (int e = core.firstEdge(node); e < core.firstEdge(node + 1); e++) {
                if ((core.kind(e) & kinds) != 0) {
                    starts.add(new int[] {node, core.target(e), core.kind(e)});
                }
            }
        }
        return starts;
    }

    /** Some closed path by the closure alone: there is one through every edge of its core. */
    private static Found any(Graph core, int startKinds, Automaton closure) {
        Walk walk = new Walk(core, closure);
        for (int[] start : starts(core, startKinds)) {
            for (int state = 0; state < closure.states(); state++) {
                int after = closure.next(state, start[2]);
                if (after < 0) {
                    continue;
                }
                Optional<List<Cycle.Step>> path = walk.shortest(
                        start[1], after, Integer.MAX_VALUE, new BackToPlace(start[0], state));
                if (path.isPresent()) {
                    return new Found(path.map(steps -> closed(start[0], start[2], steps)), false);
                }
            }
        }
        return new Found(Optional.empty(), false);
    }

    /**
     * The shortest cycle made of one step of an order and a path back. With two such steps there is
     * always a shorter one, if the order is one of time alone.
     *
     * @param path from what comes later back to what comes earlier
     * @param closure if the order is not one of time alone, the same as closed paths, with edges of
     *     the order's kind; used when the budget is at its end
     */
    public Found shortest(TimeOrder order, Automaton path, Optional<Automaton> closure) {
        Backwards backwards = new Backwards(reversed, path, order.ends());
        List<Integer> starts = new ArrayList<>();
        for (int node = 0; node < graph.nodeCount(); node++) {
            if (backwards.earliest(node, 0) < order.begins()[node]) {
                starts.add(node);
            }
        }
        Walk walk = new Walk(graph, path);
        for (int length = 1; !starts.isEmpty(); length++) {
            List<Integer> left = new ArrayList<>();
            for (int start : starts) {
                boolean isOver = walk.looked() >= budget;
                if (isOver && closure.isPresent()) {
                    budget = 0;
                    return any(core(graph, closure.get()), order.kind(), closure.get());
                }
                Optional<List<Cycle.Step>> found = walk.shortest(
                        start,
                        0,
                        isOver ? Integer.MAX_VALUE : length,
                        new BackInTime(order, backwards, start));
                if (found.isPresent()) {
                    budget -= Math.min(budget, walk.looked());
                    return new Found(found.map(steps -> closed(order.kind(), steps)), !isOver);
                }
                if (walk.wasCut()) {
                    left.add(start);
                }
            }
            starts = left;
        }
        budget -= Math.min(budget, walk.looked());
        return Found.NOTHING;
    }

    /** Paths back to one node. */
    private record BackTo(int origin, Optional<Positions> positions) implements Walk.Bounds {
        @Override
        public boolean allows(int node, int state) {
            return positions.isEmpty()
                    || positions.get().of(node) <= positions.get().of(origin);
        }

        @Override
        public boolean isGoal(int node, int state) {
            return node == origin;
        }
    }

    /** Paths back to one node in one state. */
    private record BackToPlace(int origin, int originState) implements Walk.Bounds {
        @Override
        public boolean allows(int node, int state) {
            return true;
        }

        @Override
        public boolean isGoal(int node, int state) {
            return node == origin && state == originState;
        }
    }

    /** Paths to what comes before the start. */
    private record BackInTime(TimeOrder order, Backwards backwards, int start)
            implements Walk.Bounds {
        @Override
        public boolean allows(int node, int state) {
            return backwards.earliest(node, state) < order.begins()[start];
        }

        @Override
        public boolean isGoal(int node, int state) {
            return order.isBefore(node, start);
        }
    }

    private static Cycle closed(int origin, int kind, List<Cycle.Step> path) {
        List<Cycle.Step> steps = new ArrayList<>(path.subList(0, path.size() - 1));
        steps.add(0, new Cycle.Step(origin, kind));
        return simple(steps);
    }

    private static Cycle closed(int kind, List<Cycle.Step> path) {
        List<Cycle.Step> steps = new ArrayList<>(path.subList(0, path.size() - 1));
        steps.add(new Cycle.Step(path.get(path.size() - 1).node(), kind));
        return simple(steps);
    }

    /** The closed path without its loops. */
    private static Cycle simple(List<Cycle.Step> closed) {
        List<Cycle.Step> steps = new ArrayList<>();
        Map<Integer, Integer> places = new LinkedHashMap<>();
        for (Cycle.Step step : closed) {
            Integer before = places.get(step.node());
            if (before != null) {
                // What lies between leads from this node to itself.
                List<Cycle.Step> loop = steps.subList(before, steps.size());
                loop.forEach(inLoop -> places.remove(inLoop.node()));
                loop.clear();
            }
            places.put(step.node(), steps.size());
            steps.add(step);
        }
        return new Cycle(steps);
    }
}
