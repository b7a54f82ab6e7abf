package io.biplane.checker.visibility;

import io.biplane.checker.cycle.Automaton;
import io.biplane.checker.cycle.Cycle;
import io.biplane.checker.cycle.CycleSearch;
import io.biplane.checker.cycle.Graph;
import io.biplane.checker.cycle.Pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What reads have to show. Each says whether accesses keep it. */
public enum Visibility {
    /** Once a transaction has read of another, it reads nothing from before that one. */
    ATOMIC_VIEW,
    /** What a session reads of a key does not go back. */
    MONOTONIC_READS,
    /** A session's writes of a key are in its order. */
    MONOTONIC_WRITES,
    /** What a session has written of a key is there when it reads that. */
    OWN_WRITES,
    /** What a session writes of a key comes after what it has read of it. */
    WRITES_FOLLOW_READS,
    /**
     * Whoever has read a write of a session, has from then on what that session had written before;
     * and a session has what it wrote itself.
     */
    PRAM,
    /**
     * PRAM, and whoever has read a write of a session has from then on what that session had read
     * before; sessions and dependencies together have no cycle.
     */
    CAUSAL;

    /** Our choice: numbers of clocks held at once, 160 MB. */
    private static final long CLOCKS_MAX = 40_000_000L;
    /** Edges looked at for the shortest cycle; beyond it any does. Our choice: a second. */
    private static final long BUDGET = 20_000_000L;
    /** The kind of forced edges in cycles. */
    public static final int FORCED = 32;

    /** The kind of edges to who reads a key once more; graphs of dependencies lack some of these. */
    public static final int SEEN = 64;

    /** What was found. */
    public sealed interface Answer {}

    /** It holds. */
    public record Holds() implements Answer {}

    /** It would take too much memory to find out. */
    public record TooLarge() implements Answer {}

    /**
     * A reader found nothing of a key, though a writer's version had to be there.
     *
     * @param writer a node
     * @param reader a node
     */
    public record Missed(int writer, int reader, int key) implements Answer {}

    /**
     * What has to come before what goes in a circle.
     *
     * @param reasons by step why, if its kind is {@link #FORCED} or {@link #SEEN}
     */
    public record Circle(Cycle cycle, List<Optional<Reason>> reasons) implements Answer {
        public Circle {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Why one version is not above another.
     *
     * @param reader who found the second one; -1 if it is a matter of writing
     */
    public record Reason(int reader, int key) {}

    /**
     * What is known beside the accesses.
     *
     * @param graph dependencies; for {@link #CAUSAL} with sessions
     * @param kinds of edges of which there must be no cycle
     */
    public record Known(Graph graph, int kinds) {}

    /** Whether accesses, by invocation, keep it; every writer named is one of them. */
    public Answer check(List<Access> accesses, Known known) {
        Graph.Builder graph = new Graph.Builder();
        graph.addAll(known.graph, known.kinds, known.graph.nodeCount());
        readAgain(accesses, (writer, step, reader) -> graph.add(writer, reader, SEEN));
        Graph plain = graph.build(known.graph.nodeCount());
        if (!CycleSearch.isAcyclic(plain, known.kinds | SEEN)) {
            return circle(accesses, plain, known.kinds | SEEN);
        }
        Forced forced = new Forced(graph, known.graph.nodeCount(), FORCED);
        if (!demand(accesses, forced)) {
            return new TooLarge();
        }
        if (forced.missed().isPresent()) {
            return forced.missed().get();
        }
        Graph all = graph.build(forced.nodes());
        int kinds = known.kinds | SEEN | FORCED;
        return CycleSearch.isAcyclic(all, kinds) ? new Holds() : circle(accesses, all, kinds);
    }

    /** Takes a read of what somebody else wrote. */
    private interface Read {
        void take(int writer, Access.Step step, int reader);
    }

    /** Reads of keys that the same transaction had read or written. */
    private static void readAgain(List<Access> accesses, Read reads) {
        for (Access access : accesses) {
            for (int i = 1; i < access.steps().size(); i++) {
                Access.Step step = access.steps().get(i);
                boolean isOther =
                        step.isRead() && step.writer() >= 0 && step.writer() != access.id();
                boolean isAgain = access.steps().subList(0, i).stream()
                        .anyMatch(earlier -> earlier.key() == step.key());
                if (isOther && isAgain) {
                    reads.take(step.writer(), step, access.id());
                }
            }
        }
    }

    /** False if that would take too much memory. */
    private boolean demand(List<Access> accesses, Demands demands) {
        Guarantees guarantees = new Guarantees(accesses, demands);
        switch (this) {
            case ATOMIC_VIEW -> guarantees.atomicView();
            case MONOTONIC_READS -> guarantees.monotonicReads();
            case MONOTONIC_WRITES -> guarantees.monotonicWrites();
            case OWN_WRITES -> guarantees.ownWrites();
            case WRITES_FOLLOW_READS -> guarantees.writesFollowReads();
            case PRAM, CAUSAL -> {
                Clocks clocks = new Clocks(accesses, this == CAUSAL, demands);
                if (clocks.size() > CLOCKS_MAX) {
                    return false;
                }
                guarantees.monotonicReads();
                guarantees.monotonicWrites();
                clocks.run();
            }
        }
        return true;
    }

    private Answer circle(List<Access> accesses, Graph graph, int kinds) {
        Automaton any = Automaton.any(kinds);
        Cycle cycle = new CycleSearch(graph, BUDGET)
                .shortest(new Pattern(kinds, any, any, 0))
                .cycle()
                .orElseThrow();
        Reasons reasons = new Reasons();
        for (int i = 0; i < cycle.length(); i++) {
            reasons.want(cycle.steps().get(i).node(), next(cycle, i));
        }
        demand(accesses, reasons);
        readAgain(
                accesses,
                (writer, step, reader) -> reasons.before(writer, reader, reader, step.key()));
        List<Optional<Reason>> told = new ArrayList<>();
        for (int i = 0; i < cycle.length(); i++) {
            boolean isTold = (cycle.steps().get(i).kind() & (FORCED | SEEN)) != 0;
            told.add(
                    isTold
                            ? reasons.of(cycle.steps().get(i).node(), next(cycle, i))
                            : Optional.empty());
        }
        return new Circle(cycle, told);
    }

    private static int next(Cycle cycle, int step) {
        return cycle.steps().get((step + 1) % cycle.length()).node();
    }
}
