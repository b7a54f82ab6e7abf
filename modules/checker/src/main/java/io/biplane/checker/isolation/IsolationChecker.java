package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Automaton;
import io.biplane.checker.cycle.Cycle;
import io.biplane.checker.cycle.CycleSearch;
import io.biplane.checker.cycle.Graph;
import io.biplane.checker.cycle.Pattern;
import io.biplane.checker.cycle.TimeOrder;
import io.biplane.checker.history.Operation;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.order.Guarantee;
import io.biplane.checker.order.VersionOrders;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says which isolation level a history of transactions satisfies, and shows why not a stronger one.
 */
public final class IsolationChecker {
    /**
     * Edges looked at while shortest cycles are sought. Our choice: some seconds on one core. What
     * is beyond it is not the question whether there are cycles, only which is the shortest.
     */
    private static final long BUDGET = 100_000_000L;

    /** Keys with open orders that are named. */
    private static final int KEYS_MAX = 10;

    private final List<Txn> transactions = new ArrayList<>();
    private final Findings findings = new Findings();
    private final Question question;
    private final Level required;
    private final String checker;
    /** Whether all cycles found are the shortest of their classes, and none was missed. */
    private boolean areShortest = true;

    private final long budget;

    /**
     * What is asked.
     *
     * @param level the level that must hold
     * @param guarantees what is known of each register taken alone
     * @param acceptsUndecided whether no anomaly is good enough where orders of versions are open
     */
    public record Question(Level level, Set<Guarantee> guarantees, boolean acceptsUndecided) {
        public Question {
            guarantees = Collections.unmodifiableSet(new TreeSet<>(guarantees));
        }

        /** Just a level. */
        public static Question of(Level level) {
            return new Question(level, Collections.emptySet(), false);
        }
    }

    private IsolationChecker(Workload workload, Question question, long budget) {
        this.question = question;
        this.required = question.level;
        this.budget = budget;
        this.checker = required.word() + " " + workload.word();
    }

    /**
     * Checks transactions.
     *
     * @param operations paired operations, by invocation, with values as the package page says
     * @param workload what they do
     * @param question what must hold
     * @return invalid if an anomaly violates the level; unknown if the history does not tell who wrote
     *     what, if it leaves orders of versions open on which the level depends, or if nothing was
     *     acknowledged; else valid. Facts name the strongest level that holds, the weakest that is
     *     violated (several where levels do not include one another), those of which nobody knows, and
     *     how many anomalies of each kind there are, stronger levels' included
     */
    public static Verdict check(List<Operation> operations, Workload workload, Question question) {
        return check(operations, workload, question, BUDGET, VersionOrders.Budget.FULL);
    }

    /** As {@link #check(List, Workload, Question)}, for just a level. */
    public static Verdict check(List<Operation> operations, Workload workload, Level required) {
        return check(operations, workload, Question.of(required));
    }

    /**
     * As {@link #check(List, Workload, Question)}, with other budgets: edges looked at for shortest
     * cycles, and what open orders may take.
     */
    static Verdict check(
            List<Operation> operations,
            Workload workload,
            Question question,
            long budget,
            VersionOrders.Budget orders) {
        return new IsolationChecker(workload, question, budget).run(operations, workload, orders);
    }

    private Verdict run(
            List<Operation> operations, Workload workload, VersionOrders.Budget orders) {
        try {
            for (Operation operation : operations) {
                transactions.add(Txn.parse(transactions.size(), operation, workload));
            }
        } catch (ModelMismatchException e) {
            return Verdict.unknown(checker, e.getMessage(), new TreeMap<>());
        }
        Inference inference = workload == Workload.LIST_APPEND
                ? new ListAppend(transactions, findings)
                : new RwRegister(transactions, findings, question.guarantees);
        inference.observe();
        if (!findings.ambiguity().isEmpty()) {
            return Verdict.unknown(checker, findings.ambiguity(), facts(0));
        }
        Proofs proofs = new Proofs(transactions, inference);
        Decisions decisions = new Decisions(transactions, inference, findings, proofs);
        searchCycles(inference, proofs, decisions);
        Views views = new Views(transactions, inference, findings, proofs);
        if (required.isOfViews()) {
            views.check().forEach(decisions::leaveOpen);
        }
        decisions.decide(required, orders);
        return verdict(inference, decisions, views.why());
    }

    /** Cycles of what is known for sure. */
    private void searchCycles(Inference inference, Proofs proofs, Decisions decisions) {
        List<Txn> happened = transactions.stream().filter(inference::happened).toList();
        Graph.Builder builder = new Graph.Builder();
        int nodes = inference.addEdges(builder, transactions.size());
        Graph all = builder.build(Orders.addRealTime(builder, happened, nodes));
        // Session order is part of real-time order: what is on no cycle here never is.
        Graph core = CycleSearch.core(all, Automaton.any(Edges.ALL));
        if (core.edgeCount() == 0) {
            return;
        }
        Graph.Builder onCycles = new Graph.Builder();
        onCycles.addAll(core, Edges.DATA, nodes);
        nodes = Orders.addSessions(onCycles, happened, core::hasEdges, nodes);
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
        found.forEach((kind, cycle) -> findings.add(proofs.anomaly(cycle, kind)));
        boolean isOfUnknown =
                found.values().stream().anyMatch(cycle -> !name(cycle).equals(Classes.name(cycle)));
        if (isOfUnknown && !found.containsKey("G0")) {
            decisions.leaveOpen(Level.READ_UNCOMMITTED);
        }
        // Cycles of more anti-dependencies do not tell whether there is one with a single one.
        List<Level> violated = findings.violated();
        if (!areShortest
                && violated.contains(Level.SNAPSHOT_ISOLATION)
                && violated.stream().noneMatch(Level.CONSISTENT_VIEW::includes)) {
            decisions.leaveOpen(Level.CONSISTENT_VIEW);
        }
    }

    private void keep(CycleSearch.Found result, Map<String, Cycle> found) {
        areShortest &= result.isCertain();
        result.cycle()
                .ifPresent(cycle ->
                        found.merge(name(cycle), cycle, (a, b) -> b.length() < a.length() ? b : a));
    }

    /** That one of unknown outcome committed is only known where aborted work is not read. */
    private String name(Cycle cycle) {
        String name = Classes.name(cycle);
        long acknowledged = cycle.steps().stream()
                .filter(step -> transactions.get(step.node()).isOk())
                .count();
        return name.equals("G0") && acknowledged < 2 ? "G1c" : name;
    }

    private SortedMap<String, Object> facts(long acknowledged) {
        SortedMap<String, Object> facts = new TreeMap<>();
        facts.put("transactions", (long) transactions.size());
        facts.put("transactions_ok", acknowledged);
        facts.put("anomalies", findings.counts());
        return facts;
    }

    private Verdict verdict(Inference inference, Decisions decisions, String viewsAreOpen) {
        long acknowledged = transactions.stream().filter(Txn::isOk).count();
        SortedMap<String, Object> facts = facts(acknowledged);
        List<Level> violated = findings.violated();
        List<Level> open = decisions.open();
        String holds = words(Level.strongestHolding(
                required.isOfViews() ? List.of(Level.values()) : Level.ofCycles(), violated, open));
        facts.put("strongest_level_that_holds", holds);
        facts.put("weakest_level_violated", words(Level.weakest(violated)));
        facts.put("levels_undecided", words(open.stream().sorted().toList()));
        facts.put("cycles_are_shortest", areShortest);
        List<Anomaly> relevant = findings.anomalies().stream()
                .filter(anomaly -> required.includes(Level.violatedBy(anomaly.kind())))
                .toList();
        if (!relevant.isEmpty()) {
            return Verdict.invalid(
                    checker,
                    "not " + required.word() + ": " + findings.countsInWords() + "; "
                            + claim(holds),
                    relevant,
                    facts);
        }
        if (acknowledged == 0) {
            return Verdict.unknown(checker, "no transaction was acknowledged", facts);
        }
        if (decisions.ofRequired().isPresent()) {
            return undecided(decisions.ofRequired().get(), inference.remedy(), facts);
        }
        if (!viewsAreOpen.isEmpty() && open.stream().anyMatch(required::includes)) {
            return Verdict.unknown(
                    checker, "whether it holds was not found out: " + viewsAreOpen, facts);
        }
        if (open.contains(required)) {
            return Verdict.unknown(
                    checker,
                    "whether a cycle has a single anti-dependency was not found out within "
                            + budget + " edges",
                    facts);
        }
        return Verdict.valid(checker, acknowledged + " transactions; " + claim(holds), facts);
    }

    private static String claim(String holds) {
        return "the strongest level that holds: " + holds;
    }

    /** Nothing contradicts the level, but nothing shows that it holds. */
    private Verdict undecided(
            VersionOrders.Open open, String remedy, SortedMap<String, Object> facts) {
        List<String> keys = open.keys();
        List<String> named = keys.subList(0, Math.min(KEYS_MAX, keys.size()));
        facts.put("version_orders_open", open.pairs());
        facts.put("keys_open", (long) keys.size());
        facts.put("keys_with_open_orders", new ArrayList<Object>(named));
        facts.put("would_decide", remedy);
        facts.put("undecided_is_accepted", question.acceptsUndecided);
        String text = "no anomaly found; " + open.pairs() + " version orders of " + keys.size()
                + " keys are open (" + String.join(", ", named)
                + (keys.size() > named.size() ? ", …" : "") + ")"
                + (remedy.isEmpty() ? "" : "; " + remedy);
        return question.acceptsUndecided
                ? Verdict.valid(checker, text, facts)
                : Verdict.unknown(checker, text, facts);
    }

    /** Levels that do not include one another, as text. */
    private static String words(List<Level> levels) {
        return levels.isEmpty()
                ? "none"
                : String.join(", ", levels.stream().map(Level::word).toList());
    }
}
