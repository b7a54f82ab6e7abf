package io.biplane.checker.order;

import io.biplane.checker.cycle.Automaton;
import io.biplane.checker.cycle.Cycle;
import io.biplane.checker.cycle.CycleSearch;
import io.biplane.checker.cycle.Graph;
import io.biplane.checker.cycle.Pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Why no order of versions is possible: a cycle by orders that are forced, and for each of these the
 * cycle that its opposite would close.
 */
public final class Refutation {
    /** Edges looked at for one cycle: our choice; beyond it any cycle does. */
    private static final long BUDGET = 20_000_000L;
    /** Forced orders that are explained: our choice, what a reader may still follow. */
    private static final int ARGUMENTS_MAX = 12;

    private static final int FORCED = 32;
    private static final int FORCED_ANTI = 64;
    private static final int OPPOSITE = 128;
    /** Only in cycles found. */
    private static final int OPPOSITE_ANTI = 256;

    private final Dependencies known;
    private final List<VersionedKey> keys;
    private final List<Inferred> forced;
    private final int calm;
    private final int anti;
    private final CycleRule rule;

    /**
     * A forbidden cycle.
     *
     * @param order the order that it forces, since its opposite closes the cycle; empty for the cycle
     *     that all forced orders close together
     * @param cycle with the kinds of the dependencies
     * @param reasons by step of the cycle: the order it comes from; empty if it is known for sure
     */
    public record Argument(
            Optional<Inferred> order, Cycle cycle, List<Optional<Inferred>> reasons) {
        public Argument {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The whole argument.
     *
     * @param arguments the last conclusion first
     * @param isComplete whether none is left out, because there are many
     */
    public record Proof(List<Argument> arguments, boolean isComplete) {
        public Proof {
            arguments = List.copyOf(arguments);
        }
    }

    private Refutation(
            Dependencies known, List<VersionedKey> keys, CycleRule rule, List<Inferred> forced) {
        this.known = known;
        this.keys = keys;
        this.rule = rule;
        this.forced = forced;
        this.anti = known.antiDependency() | FORCED_ANTI;
        this.calm = 31 & ~known.antiDependency() | FORCED;
    }

    /** Whether the orders that are forced close a forbidden cycle, as far as the budget goes. */
    static boolean hasCycle(
            Dependencies known, List<VersionedKey> keys, CycleRule rule, List<Inferred> forced) {
        return new Refutation(known, keys, rule, forced).last().isPresent();
    }

    /** The arguments; only so many as a reader may follow. */
    public static Proof of(
            Dependencies known, List<VersionedKey> keys, CycleRule rule, List<Inferred> forced) {
        return new Refutation(known, keys, rule, forced).proof();
    }

    private Proof proof() {
        List<Argument> arguments = new ArrayList<>();
        last().ifPresent(cycle -> arguments.add(argument(Optional.empty(), cycle)));
        Deque<Inferred> open = new ArrayDeque<>();
        Set<Inferred> met = new LinkedHashSet<>();
        arguments.forEach(argument -> needs(argument, met, open));
        while (!open.isEmpty() && arguments.size() < ARGUMENTS_MAX) {
            Inferred order = open.poll();
            opposite(order).ifPresent(cycle -> {
                Argument argument = argument(Optional.of(order), cycle);
                arguments.add(argument);
                needs(argument, met, open);
            });
        }
        boolean isComplete = !arguments.isEmpty() && arguments.size() == met.size() + 1;
        return new Proof(arguments, isComplete);
    }

    /** The cycle that all forced orders close together. */
    private Optional<Cycle> last() {
        // If both orders of two versions are forced, one of them is enough.
        Set<Inferred> plain = new LinkedHashSet<>();
        Optional<Inferred> torn = Optional.empty();
        for (Inferred order : forced) {
            Inferred turned = new Inferred(order.key(), order.later(), order.earlier(), 0);
            if (torn.isEmpty() && plain.contains(turned)) {
                torn = Optional.of(order);
            }
            plain.add(turned.turned());
        }
        Optional<Inferred> one = torn;
        Graph all = with(
                order -> one.isEmpty() || order.round() < one.get().round() || order == one.get(),
                new Graph.Builder());
        return shorter(search(all, FORCED, false), search(all, FORCED_ANTI, true));
    }

    private static void needs(Argument argument, Set<Inferred> met, Deque<Inferred> open) {
        for (Optional<Inferred> reason : argument.reasons) {
            if (reason.isPresent() && met.add(reason.get())) {
                open.add(reason.get());
            }
        }
    }

    /** What is known for sure, some forced orders, and what the builder has already. */
    private Graph with(Predicate<Inferred> isWanted, Graph.Builder builder) {
        Graph graph = known.graph();
        int everything = 31;
        builder.addAll(graph, everything, graph.nodeCount());
        for (Inferred order : forced) {
            if (isWanted.test(order)) {
                VersionedKey key = keys.get(order.key());
                int writer = key.writers()[order.later()];
                builder.add(key.writers()[order.earlier()], writer, FORCED);
                for (int reader : key.readers()[order.earlier()]) {
                    if (reader != writer) {
                        builder.add(reader, writer, FORCED_ANTI);
                    }
                }
            }
        }
        return builder.build(graph.nodeCount());
    }

    /** The cycle that the opposite of an order closes. */
    private Optional<Cycle> opposite(Inferred order) {
        VersionedKey key = keys.get(order.key());
        Predicate<Inferred> isEarlier = other -> other.round() < order.round();
        int writer = key.writers()[order.earlier()];
        Graph.Builder overwrites = new Graph.Builder();
        overwrites.add(key.writers()[order.later()], writer, OPPOSITE);
        Optional<Cycle> byWriter = search(with(isEarlier, overwrites), OPPOSITE, false);
        Graph.Builder misses = new Graph.Builder();
        for (int reader : key.readers()[order.later()]) {
            if (reader != writer) {
                misses.add(reader, writer, OPPOSITE);
            }
        }
        Optional<Cycle> byReader =
                search(with(isEarlier, misses), OPPOSITE, true).map(Refutation::antiDependent);
        return shorter(byWriter, byReader);
    }

    private static Optional<Cycle> shorter(Optional<Cycle> one, Optional<Cycle> other) {
        boolean isOther = one.isEmpty()
                || other.isPresent() && other.get().length() < one.get().length();
        return isOther ? other : one;
    }

    private static Cycle antiDependent(Cycle cycle) {
        return new Cycle(cycle.steps().stream()
                .map(step ->
                        step.kind() == OPPOSITE ? new Cycle.Step(step.node(), OPPOSITE_ANTI) : step)
                .toList());
    }

    /** The shortest forbidden cycle that has an edge of a kind. */
    private Optional<Cycle> search(Graph graph, int start, boolean isAnti) {
        Automaton path = Automaton.any(calm | anti);
        Automaton closure = Automaton.any(calm | anti | start);
        if (rule == CycleRule.SINGLE) {
            path = isAnti
                    ? Automaton.any(calm)
                    : new Automaton(2)
                            .on(0, calm, 0)
                            .on(0, anti, 1)
                            .on(1, calm, 1)
                            .accepting(0, 1);
        } else if (rule == CycleRule.NONADJACENT) {
            path = isAnti
                    ? new Automaton(3)
                            .on(0, calm, 1)
                            .on(1, calm, 1)
                            .on(1, anti, 2)
                            .on(2, calm, 1)
                            .accepting(1)
                    : new Automaton(2)
                            .on(0, calm, 0)
                            .on(0, anti, 1)
                            .on(1, calm, 0)
                            .accepting(0, 1);
            closure = new Automaton(2)
                    .on(0, calm, 0)
                    .on(0, anti, 1)
                    .on(1, calm, 0)
                    .accepting(0, 1);
            if (start == OPPOSITE) {
                closure.on(0, start, isAnti ? 1 : 0);
                closure.on(1, start, isAnti ? -1 : 0);
            }
        }
        return new CycleSearch(graph, BUDGET)
                .shortest(new Pattern(start, path, closure, 0))
                .cycle();
    }

    private Argument argument(Optional<Inferred> order, Cycle cycle) {
        List<Cycle.Step> steps = new ArrayList<>();
        List<Optional<Inferred>> reasons = new ArrayList<>();
        for (int i = 0; i < cycle.length(); i++) {
            Cycle.Step step = cycle.steps().get(i);
            int to = cycle.steps().get((i + 1) % cycle.length()).node();
            boolean isAnti = step.kind() == FORCED_ANTI || step.kind() == OPPOSITE_ANTI;
            boolean isForced = step.kind() == FORCED_ANTI || step.kind() == FORCED;
            boolean isKnown = step.kind() < FORCED;
            int kind = isAnti ? known.antiDependency() : known.overwrite();
            steps.add(isKnown ? step : new Cycle.Step(step.node(), kind));
            reasons.add(isForced ? reason(step.node(), to, isAnti) : Optional.empty());
        }
        return new Argument(order, new Cycle(steps), reasons);
    }

    /** The forced order that a step comes from; empty for the opposite of one. */
    private Optional<Inferred> reason(int from, int to, boolean isAnti) {
        for (Inferred order : forced) {
            VersionedKey key = keys.get(order.key());
            boolean isFrom = key.writers()[order.earlier()] == from;
            if (isAnti) {
                isFrom = false;
                for (int reader : key.readers()[order.earlier()]) {
                    isFrom |= reader == from;
                }
            }
            if (isFrom && key.writers()[order.later()] == to) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }
}
