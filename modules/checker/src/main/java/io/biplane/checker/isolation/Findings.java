package io.biplane.checker.isolation;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Anomaly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Anomalies found so far: the first of each kind in full, the others counted. Mutable. */
final class Findings {
    /** Examples kept of each kind. */
    private static final int EXAMPLES_MAX = 3;
    /** Elements of a list that are spelled out at each end. */
    private static final int ELEMENTS_MAX = 6;

    private final Map<String, List<Anomaly>> examples = new LinkedHashMap<>();
    private final TreeMap<String, Object> counts = new TreeMap<>();
    /** The first reason; empty if there is none. */
    private String ambiguity = "";

    /** One more of a kind; it is put into words only if it is kept. */
    void add(String kind, Object key, Supplier<String> explanation, Txn... transactions) {
        List<Anomaly> kept = count(kind);
        if (kept.size() >= EXAMPLES_MAX) {
            return;
        }
        List<Operation> operations = new ArrayList<>();
        for (Txn txn : transactions) {
            if (!operations.contains(txn.operation())) {
                operations.add(txn.operation());
            }
        }
        kept.add(new Anomaly(kind, "key " + key, explanation.get(), operations, last(operations)));
    }

    void add(Anomaly anomaly) {
        List<Anomaly> kept = count(anomaly.kind());
        if (kept.size() < EXAMPLES_MAX) {
            kept.add(anomaly);
        }
    }

    private List<Anomaly> count(String kind) {
        counts.merge(kind, 1L, (a, b) -> (Long) a + (Long) b);
        return examples.computeIfAbsent(kind, name -> new ArrayList<>());
    }

    /** The history itself does not allow to tell who wrote what. */
    void ambiguous(Supplier<String> why) {
        ambiguity = ambiguity.isEmpty() ? why.get() : ambiguity;
    }

    /** Why nobody can tell who wrote what; empty if one can. */
    String ambiguity() {
        return ambiguity;
    }

    /** How many of each kind. */
    TreeMap<String, Object> counts() {
        return counts;
    }

    /** As {@code 2 G0, 1 internal}. */
    String countsInWords() {
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(kind -> kind.getValue() + " " + kind.getKey())
                        .toList());
    }

    /** The levels violated, weakest first. */
    List<Level> violated() {
        return counts.keySet().stream()
                .map(Level::violatedBy)
                .distinct()
                .sorted()
                .toList();
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

    /** A list in words, cut in the middle if it is long. */
    static String brief(List<?> list) {
        int size = list.size();
        if (size <= 2 * ELEMENTS_MAX) {
            return list.toString();
        }
        String front = list.subList(0, ELEMENTS_MAX).toString();
        String back = list.subList(size - ELEMENTS_MAX, size).toString();
        return front.substring(0, front.length() - 1) + ", …, " + back.substring(1) + " (" + size
                + " elements)";
    }
}
