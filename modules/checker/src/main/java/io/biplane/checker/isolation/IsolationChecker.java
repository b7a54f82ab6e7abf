package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Cycle;
import io.biplane.checker.cycle.CycleSearch;
import io.biplane.checker.cycle.Graph;
import io.biplane.checker.cycle.Pattern;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says which isolation level a history of transactions satisfies, and shows why not a stronger one.
 */
public final class IsolationChecker {
    /** Edges looked at while shortest cycles are sought. Our choice: some seconds on one core. */
    private static final long BUDGET = 100_000_000L;

    private static final int WRITES = Edges.WW;
    private static final int INFORMATION = Edges.WW | Edges.WR;

    private final List<Txn> transactions = new ArrayList<>();
    private final Findings findings = new Findings();
    private final Level required;
    private final String checker;

    private IsolationChecker(Workload workload, Level required) {
        this.required = required;
        String name = workload.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        this.checker = required.word() + " " + name;
    }

    /**
     * Checks transactions.
     *
     * @param operations paired operations, by invocation, with values as the package page says
     * @param workload what they do
     * @param required the level that must hold
     * @return invalid if an anomaly violates the required level; unknown if the history does not
     *     tell who wrote what, or nothing was acknowledged; else valid. Facts name the strongest
     *     level that holds, the weakest that is violated, and how many anomalies of each kind there
     *     are, stronger levels' included
     */
    public static Verdict check(List<Operation> operations, Workload workload, Level required) {
        return new IsolationChecker(workload, required).run(operations, workload);
    }

    private Verdict run(List<Operation> operations, Workload workload) {
        for (Operation operation : operations) {
            Optional<Txn> txn = Txn.parse(transactions.size(), operation, workload.writeWord());
            if (txn.isEmpty()) {
                return Verdict.unknown(
                        checker,
                        operation.describe() + " is no list of [\"r\", key, …] and [\""
                                + workload.writeWord() + "\", key, …]",
                        new TreeMap<>());
            }
            transactions.add(txn.get());
        }
        Inference inference = workload == Workload.LIST_APPEND
                ? new ListAppend(transactions, findings)
                : new RwRegister(transactions, findings);
        inference.observe();
        if (!findings.ambiguities().isEmpty()) {
            return Verdict.unknown(checker, findings.ambiguities().get(0), facts(0));
        }
        boolean isComplete = searchCycles(inference);
        return verdict(isComplete);
    }

    private boolean searchCycles(Inference inference) {
        List<Txn> possible = transactions.stream()
                .filter(txn -> txn.operation().isPossible())
                .toList();
        Graph.Builder builder = new Graph.Builder();
        int nodes = inference.addEdges(builder, transactions.size());
        Orders.addSessions(builder, possible);
        nodes = Orders.addRealTime(builder, possible, nodes);
        Graph core = CycleSearch.core(builder.build(nodes), Edges.ALL);
        if (core.edgeCount() == 0) {
            return true;
        }
        CycleSearch search = new CycleSearch(core, BUDGET);
        Set<String> seen = new LinkedHashSet<>();
        for (Pattern pattern : patterns()) {
            search.shortest(pattern)
                    .map(cycle -> explain(cycle, inference))
                    .filter(anomaly -> seen.add(anomaly.kind()))
                    .ifPresent(findings::add);
        }
        return !search.isExhausted();
    }

    /**
     * From data alone, then with session order, then with real time; each from writes to
     * anti-dependencies.
     */
    private static List<Pattern> patterns() {
        List<Pattern> patterns = new ArrayList<>();
        for (int order : new int[] {0, Edges.SESSION, Edges.REALTIME}) {
            patterns.add(Pattern.of(WRITES | order, order));
            Pattern information = Pattern.of(INFORMATION | order, order == 0 ? Edges.WR : order);
            patterns.add(information);
            Pattern all = Pattern.of(Edges.DATA | order, order);
            patterns.add(all.counting(Edges.RW, 1, 1));
            patterns.add(all.counting(Edges.RW, 2, Pattern.ANY).apart());
            patterns.add(all.counting(Edges.RW, 2, Pattern.ANY));
        }
        return patterns;
    }

    private Anomaly explain(Cycle cycle, Inference inference) {
        List<Operation> operations = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cycle.length(); i++) {
            Txn from = transactions.get(cycle.steps().get(i).node());
            Txn to =
                    transactions.get(cycle.steps().get((i + 1) % cycle.length()).node());
            int kind = cycle.steps().get(i).kind();
            operations.add(from.operation());
            text.append(from.label()).append(" < ").append(to.label()).append(", because ");
            text.append(because(inference, from, to, kind)).append(";\n");
        }
        text.append("so ")
                .append(transactions.get(cycle.steps().get(0).node()).label())
                .append(" would come before itself");
        return new Anomaly(name(cycle), "", text.toString(), operations, Findings.last(operations));
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

    /** A cycle's name by the edges it has. */
    private static String name(Cycle cycle) {
        int kinds = 0;
        int antiDependencies = 0;
        boolean isApart = true;
        for (int i = 0; i < cycle.length(); i++) {
            int kind = cycle.steps().get(i).kind();
            int next = cycle.steps().get((i + 1) % cycle.length()).kind();
            kinds |= kind;
            antiDependencies += kind == Edges.RW ? 1 : 0;
            isApart &= kind != Edges.RW || next != Edges.RW;
        }
        String name = antiDependencies == 1
                ? "G-single"
                : antiDependencies > 1
                        ? isApart ? "G-nonadjacent" : "G2-item"
                        : (kinds & Edges.WR) != 0 ? "G1c" : "G0";
        return name
                + ((kinds & Edges.REALTIME) != 0
                        ? "-realtime"
                        : (kinds & Edges.SESSION) != 0 ? "-session" : "");
    }

    private SortedMap<String, Object> facts(long acknowledged) {
        SortedMap<String, Object> facts = new TreeMap<>();
        facts.put("transactions", (long) transactions.size());
        facts.put("transactions_ok", acknowledged);
        facts.put("anomalies", findings.counts());
        return facts;
    }

    private Verdict verdict(boolean isComplete) {
        long acknowledged = transactions.stream().filter(Txn::isOk).count();
        SortedMap<String, Object> facts = facts(acknowledged);
        Optional<Level> violated =
                findings.counts().keySet().stream().map(Level::violatedBy).min(Level::compareTo);
        int strongest = violated.map(Level::ordinal).orElse(Level.values().length) - 1;
        String holds = strongest < 0 ? "none" : Level.values()[strongest].word();
        facts.put("strongest_level_that_holds", holds);
        facts.put("weakest_level_violated", violated.map(Level::word).orElse("none"));
        facts.put("cycles_are_shortest", isComplete);
        List<Anomaly> relevant = findings.anomalies().stream()
                .filter(anomaly -> Level.violatedBy(anomaly.kind()).compareTo(required) <= 0)
                .toList();
        if (!relevant.isEmpty()) {
            return Verdict.invalid(
                    checker,
                    "not " + required.word() + ": " + findings.counts() + "; the strongest level"
                            + " that holds is " + holds,
                    relevant,
                    facts);
        }
        if (acknowledged == 0 || !isComplete) {
            String why = acknowledged == 0
                    ? "no transaction was acknowledged"
                    : "the search for cycles took more than " + BUDGET + " edges";
            return Verdict.unknown(checker, why, facts);
        }
        return Verdict.valid(checker, acknowledged + " transactions; " + holds + " holds", facts);
    }
}
