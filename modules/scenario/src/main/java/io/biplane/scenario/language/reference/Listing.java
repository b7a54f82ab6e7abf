package io.biplane.scenario.language.reference;

import io.biplane.scenario.expect.Check;
import io.biplane.scenario.expect.Coverage;
import io.biplane.scenario.expect.LoadMetric;
import io.biplane.scenario.language.grammar.VerbKeys;
import io.biplane.scenario.language.grammar.VerbShape;
import io.biplane.scenario.language.types.Names;
import io.biplane.scenario.model.LoadSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words of the language by topic, each with one line of explanation. */
public final class Listing {
    private Listing() {}

    /** A word and what it means. */
    public record Row(String word, String meaning) {}

    /**
     * Topics in order: {@code workloads}, {@code operations}, {@code faults}, {@code checkers},
     * {@code events}, {@code metrics}, {@code versions}.
     */
    public static Map<String, List<Row>> topics() {
        Map<String, List<Row>> topics = new LinkedHashMap<>();
        topics.put("workloads", workloads());
        topics.put("operations", verbs(false));
        topics.put("faults", verbs(true));
        topics.put("checkers", checkers());
        topics.put("events", events());
        topics.put("metrics", metrics());
        topics.put("versions", versions());
        return topics;
    }

    private static List<Row> workloads() {
        List<Row> rows = new ArrayList<>();
        for (LoadSpec.Workload workload : LoadSpec.Workload.values()) {
            String meaning = switch (workload) {
                case KV -> "single-row reads and upserts of random keys; operations read, write";
                case BANK ->
                    "transfers between accounts, audits of the total; operations transfer, balance";
            };
            rows.add(new Row(workload.name().toLowerCase(java.util.Locale.ROOT), meaning));
        }
        return rows;
    }

    private static List<Row> verbs(boolean faults) {
        List<VerbShape> verbs = faults ? VerbKeys.FAULTS : VerbKeys.OPERATIONS;
        return verbs.stream()
                .map(verb -> new Row(verb.word(), verb.section().doc()))
                .toList();
    }

    private static List<Row> checkers() {
        List<Row> rows = new ArrayList<>();
        for (Check.Kind kind : Check.Kind.values()) {
            rows.add(new Row(kind.word() + (kind.needsLoad() ? "(<load>)" : ""), kind.summary()));
        }
        return rows;
    }

    private static List<Row> events() {
        List<Row> rows = new ArrayList<>();
        for (Coverage.Word word : Coverage.Word.values()) {
            rows.add(new Row(word.word(), word.summary() + " (" + word.stateChange() + ")"));
        }
        return rows;
    }

    private static List<Row> metrics() {
        List<Row> rows = new ArrayList<>();
        for (LoadMetric metric : LoadMetric.values()) {
            rows.add(new Row("<load>." + metric.word(), metric.summary()));
        }
        rows.add(new Row("duration", "how long the step of 'during <step>' took"));
        rows.add(new Row("count(<kind>)", "state changes of a kind, as count(kv.redirect)"));
        return rows;
    }

    private static List<Row> versions() {
        return Names.releases().stream()
                .map(release -> new Row(release, "release " + release))
                .toList();
    }
}
