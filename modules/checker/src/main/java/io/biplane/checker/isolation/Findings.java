package io.biplane.checker.isolation;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Anomaly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Anomalies found so far: the first of each kind in full, the others counted. Mutable. */
final class Findings {
    /** Examples kept of each kind. */
    private static final int EXAMPLES_MAX = 3;

    private final Map<String, List<Anomaly>> examples = new LinkedHashMap<>();
    private final TreeMap<String, Object> counts = new TreeMap<>();
    private final List<String> ambiguities = new ArrayList<>();

    void add(String kind, Object key, String explanation, Txn... transactions) {
        List<Operation> operations = new ArrayList<>();
        for (Txn txn : transactions) {
            if (!operations.contains(txn.operation())) {
                operations.add(txn.operation());
            }
        }
        add(new Anomaly(kind, "key " + key, explanation, operations, last(operations)));
    }

    void add(Anomaly anomaly) {
        counts.merge(anomaly.kind(), 1L, (a, b) -> (Long) a + (Long) b);
        List<Anomaly> kept = examples.computeIfAbsent(anomaly.kind(), kind -> new ArrayList<>());
        if (kept.size() < EXAMPLES_MAX) {
            kept.add(anomaly);
        }
    }

    /** The history itself does not allow to tell who wrote what. */
    void ambiguous(String why) {
        ambiguities.add(why);
    }

    List<String> ambiguities() {
        return ambiguities;
    }

    /** How many of each kind. */
    TreeMap<String, Object> counts() {
        return counts;
    }

    /** Examples by the level they violate, weakest first, then by name. */
    List<Anomaly> anomalies() {
        List<Anomaly> all = new ArrayList<>();
        examples.values().forEach(all::addAll);
        all.sort((a, b) -> {
            int byLevel = Level.violatedBy(a.kind()).compareTo(Level.violatedBy(b.kind()));
            return byLevel != 0 ? byLevel : a.kind().compareTo(b.kind());
        });
        return all;
    }

    /** Index of the last event in which these operations took part. */
    static long last(List<Operation> operations) {
        long last = 0;
        for (Operation operation : operations) {
            Operation.Span span = operation.span();
            last = Math.max(last, operation.isOk() ? span.returnIndex() : span.invokeIndex());
        }
        return last;
    }
}
