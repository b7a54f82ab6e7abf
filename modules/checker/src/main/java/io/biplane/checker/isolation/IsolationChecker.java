package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Automaton;
import io.biplane.checker.cycle.Cycle;
import io.biplane.checker.cycle.CycleSearch;
import io.biplane.checker.cycle.Graph;
import io.biplane.checker.cycle.Pattern;
import io.biplane.checker.cycle.TimeOrder;
import io.biplane.checker.history.Operation;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Evidence;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says which isolation level a history of transactions satisfies, and shows why not a stronger one.
 */
public final class IsolationChecker {
    /**
     * Edges looked at while shortest cycles are sought. Our choice: some seconds on one core. What
     * is beyond it is not the question whether there are cycles, only which is the shortest.
     */
    private static final long BUDGET = 100_000_000L;

    private final List<Txn> transactions = new ArrayList<>();
    private final Findings findings = new Findings();
    private final Level required;
    private final String checker;
    /** Whether all cycles found are the shortest of their classes, and none was missed. */
    private boolean areShortest = true;

    private final long budget;

    private IsolationChecker(Workload workload, Level required, long budget) {
        this.required = required;
        this.budget = budget;
        this.checker = required.word() + " " + workload.word();
    }

    /**
     * Checks transactions.
     *
     * @param operations paired operations, by invocation, with values as the package page says
     * @param workload what they do
     * @param required the level that must hold
     * @return invalid if an anomaly violates the required level; unknown if the history does not
     *     tell who wrote what, or nothing was acknowledged; else valid. Facts name the strongest
     *     level that holds, the weakest that is violated (several where levels do not include one
     *     another), and how many anomalies of each kind there are, stronger levels' included
     */
    public static Verdict check(List<Operation> operations, Workload workload, Level required) {
        return check(operations, workload, required, BUDGET);
    }

    /** As {@link #check(List, Workload, Level)}, with another budget. */
    static Verdict check(
            List<Operation> operations, Workload workload, Level required, long budget) {
        return new IsolationChecker(workload, required, budget).run(operations, workload);
    }

    private Verdict run(List<Operation> operations, Workload workload) {
        try {
            for (Operation operation : operations) {
                transactions.add(Txn.parse(transactions.size(), operation, workload));
            }
        } catch (ModelMismatchException e) {
            return Verdict.unknown(checker, e.getMessage(), new TreeMap<>());
        }
        Inference inference = workload == Workload.LIST_APPEND
                ? new ListAppend(transactions, findings)
                : new RwRegister(transactions, findings);
        inference.observe();
        if (!findings.ambiguity().isEmpty()) {
            return Verdict.unknown(checker, findings.ambiguity(), facts(0));
        }
        searchCycles(inference);
        return verdict();
    }

    private void searchCycles(Inference inference) {
        List<Txn> possible = transactions.stream()
                .filter(txn -> txn.operation().isPossible())
                .toList();
        Graph.Builder builder = new Graph.Builder();
        int nodes = inference.addEdges(builder, transactions.size());
        Graph all = builder.build(Orders.addRealTime(builder, possible, nodes));
        // Session order is part of real-time order: what is on no cycle here never is.
        Graph core = CycleSearch.core(all, Automaton.any(Edges.ALL));
        if (core.edgeCount() == 0) {
            return;
        }
        Graph.Builder onCycles = new Graph.Builder();
        onCycles.addAll(core, Edges.DATA, nodes);
        nodes = Orders.addSessions(onCycles, possible, core::hasEdges, nodes);
        CycleSearch search = new CycleSearch(onCycles.build(nodes), budget);
        Map<String, Cycle> found = new LinkedHashMap<>();
        for (Pattern pattern : Classes.ofData()) {
            keep(search.shortest(pattern), found);
        }
        for (int order : new int[] {Edges.SESSION, Edges.REALTIME}) {
            TimeOrder time = Orders.byTime(transactions, nodes, order);
            List<Automaton> paths = Classes.afterOrder(order);
            for (int i = 0; i < paths.size(); i++) {
                Optional<Automaton> closure = order == Edges.SESSION
                        ? Optional.of(Classes.closures(order).get(i))
                        : Optional.empty();
                keep(search.shortest(time, paths.get(i), closure), found);
            }
        }
        found.values().forEach(cycle -> findings.add(explain(cycle, inference)));
    }

    private void keep(CycleSearch.Found result, Map<String, Cycle> found) {
        areShortest &= result.isCertain();
        result.cycle()
                .ifPresent(cycle -> found.merge(
                        Classes.name(cycle), cycle, (a, b) -> b.length() < a.length() ? b : a));
    }

    private Anomaly explain(Cycle cycle, Inference inference) {
        List<Operation> operations = new ArrayList<>();
        List<Evidence.Link> links = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cycle.length(); i++) {
            Txn from = transactions.get(cycle.steps().get(i).node());
            Txn to =
                    transactions.get(cycle.steps().get((i + 1) % cycle.length()).node());
            int kind = cycle.steps().get(i).kind();
            String because = because(inference, from, to, kind);
            operations.add(from.operation());
            links.add(new Evidence.Link(Edges.word(kind), because));
            text.append(from.label()).append(" < ").append(to.label()).append(", because ");
            text.append(because).append(";\n");
        }
        text.append("so ")
                .append(transactions.get(cycle.steps().get(0).node()).label())
                .append(" would come before itself");
        return new Anomaly(
                Classes.name(cycle),
                "",
                text.toString(),
                operations,
                Evidence.cycle(links),
                Findings.last(operations));
    }

    private static String because(Inference inference, Txn from, Txn to, int kind) {
        return switch (kind) {
            case Edges.SESSION ->
                "process " + from.operation().process() + " ran " + from.label() + " before "
                        + to.label();
            case Edges.REALTIME ->
                from.label() + " had returned before " + to.label() + " was invoked";
            default -> inference.because(from, to, kind);
        };
    }

    private SortedMap<String, Object> facts(long acknowledged) {
        SortedMap<String, Object> facts = new TreeMap<>();
        facts.put("transactions", (long) transactions.size());
        facts.put("transactions_ok", acknowledged);
        facts.put("anomalies", findings.counts());
        return facts;
    }

    private Verdict verdict() {
        long acknowledged = transactions.stream().filter(Txn::isOk).count();
        SortedMap<String, Object> facts = facts(acknowledged);
        List<Level> violated = findings.violated();
        // Cycles of more anti-dependencies do not tell whether there is one with a single one.
        boolean isViewUndecided = !areShortest
                && violated.contains(Level.SNAPSHOT_ISOLATION)
                && violated.stream().noneMatch(Level.CONSISTENT_VIEW::includes);
        String holds = words(Level.strongestHolding(violated, isViewUndecided));
        facts.put("strongest_level_that_holds", holds);
        facts.put("weakest_level_violated", words(Level.weakest(violated)));
        facts.put("cycles_are_shortest", areShortest);
        List<Anomaly> relevant = findings.anomalies().stream()
                .filter(anomaly -> required.includes(Level.violatedBy(anomaly.kind())))
                .toList();
        if (!relevant.isEmpty()) {
            return Verdict.invalid(
                    checker,
                    "not " + required.word() + ": " + findings.countsInWords()
                            + "; the strongest level that holds: " + holds,
                    relevant,
                    facts);
        }
        if (acknowledged == 0 || isViewUndecided && required == Level.CONSISTENT_VIEW) {
            String why = acknowledged == 0
                    ? "no transaction was acknowledged"
                    : "whether a cycle has a single anti-dependency was not found out within "
                            + budget + " edges";
            return Verdict.unknown(checker, why, facts);
        }
        return Verdict.valid(
                checker,
                acknowledged + " transactions; the strongest level that holds: " + holds,
                facts);
    }

    /** Levels that do not include one another, as text. */
    private static String words(List<Level> levels) {
        return levels.isEmpty()
                ? "none"
                : String.join(", ", levels.stream().map(Level::word).toList());
    }
}
