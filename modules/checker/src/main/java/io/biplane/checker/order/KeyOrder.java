package io.biplane.checker.order;

import io.biplane.checker.cycle.Automaton;
import io.biplane.checker.cycle.Cycle;
import io.biplane.checker.cycle.CycleSearch;
import io.biplane.checker.cycle.Graph;
import io.biplane.checker.cycle.Pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order of one key's versions that guarantees imply. Version 0 is what was there at first; it
 * comes before all others. Source: Elle, rw_register.clj, version graphs.
 */
public final class KeyOrder {
    private static final int INITIAL = 1;
    private static final int ALL = 15;

    private final int versions;
    private final Set<Before> orders = new LinkedHashSet<>();
    private final Graph.Builder graph = new Graph.Builder();

    /**
     * What a transaction did with the key.
     *
     * @param process the session
     * @param invoked when it began
     * @param returned when it ended; {@code Long.MAX_VALUE} if nobody knows
     * @param first the version it touched first: what it read, or wrote
     * @param last the version it touched last: what it wrote, or read
     */
    public record Touch(long process, long invoked, long returned, int first, int last) {}

    /**
     * One version comes before another.
     *
     * @param why a clause: {@code by --sequential-keys}
     */
    public record Before(int earlier, int later, String why) {}

    /**
     * Infers the order.
     *
     * @param versions how many there are, the initial one included
     * @param touches by when they began
     */
    public KeyOrder(int versions, List<Touch> touches, Set<Guarantee> guarantees) {
        this.versions = versions;
        for (int version = 1; version < versions; version++) {
            graph.add(0, version, INITIAL);
        }
        for (Guarantee guarantee : guarantees) {
            for (Touch touch : touches) {
                // Within a transaction a key's steps have an order of their own.
                add(touch.first, touch.last, guarantee);
            }
            switch (guarantee) {
                case SEQUENTIAL_KEYS -> sequential(touches);
                case LINEARIZABLE_KEYS -> linearizable(touches);
                case WFR_KEYS -> {}
            }
        }
    }

    private void add(int earlier, int later, Guarantee guarantee) {
        String why = Guarantee.reason(guarantee.kind());
        if (earlier != later && orders.add(new Before(earlier, later, why))) {
            graph.add(earlier, later, guarantee.kind());
        }
    }

    private void sequential(List<Touch> touches) {
        Map<Long, Touch> latest = new LinkedHashMap<>();
        for (Touch touch : touches) {
            Touch before = latest.get(touch.process);
            if (before != null) {
                add(before.last, touch.first, Guarantee.SEQUENTIAL_KEYS);
            }
            if (touch.returned != Long.MAX_VALUE) {
                latest.put(touch.process, touch);
            }
        }
    }

    /** From the last to return to the next: what had returned before one of those began leads there. */
    private void linearizable(List<Touch> touches) {
        List<Touch> byReturn = new ArrayList<>(touches);
        byReturn.sort(Comparator.comparingLong(Touch::returned));
        List<Touch> frontier = new ArrayList<>();
        int next = 0;
        for (Touch touch : touches) {
            while (next < byReturn.size() && byReturn.get(next).returned < touch.invoked) {
                Touch done = byReturn.get(next++);
                frontier.removeIf(earlier -> earlier.returned < done.invoked);
                frontier.add(done);
            }
            for (Touch before : frontier) {
                add(before.last, touch.first, Guarantee.LINEARIZABLE_KEYS);
            }
        }
    }

    /** Which version comes before which; those that follow from others may be left out. */
    public Set<Before> orders() {
        return orders;
    }

    /** Orders in a circle, each from a version to the next one's; empty if there is none. */
    public Optional<List<Before>> cycle() {
        Graph built = graph.build(versions);
        if (CycleSearch.isAcyclic(built, ALL)) {
            return Optional.empty();
        }
        Automaton any = Automaton.any(ALL);
        Cycle cycle = new CycleSearch(built, Long.MAX_VALUE)
                .shortest(new Pattern(ALL, any, any, 0))
                .cycle()
                .orElseThrow();
        List<Before> circle = new ArrayList<>();
        for (int i = 0; i < cycle.length(); i++) {
            Cycle.Step step = cycle.steps().get(i);
            int to = cycle.steps().get((i + 1) % cycle.length()).node();
            circle.add(new Before(step.node(), to, Guarantee.reason(step.kind())));
        }
        return Optional.of(circle);
    }
}
