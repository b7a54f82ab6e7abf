package io.biplane.scenario.language.types;

import io.biplane.scenario.expect.Bound;
import io.biplane.scenario.expect.Check;
import io.biplane.scenario.expect.Coverage;
import io.biplane.scenario.expect.LoadMetric;
import io.biplane.scenario.expect.Metric;
import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.schema.ScalarType;
import io.biplane.scenario.language.schema.Suggestion;
import io.biplane.scenario.source.SourcePosition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks, coverage, metrics and bounds. */
public final class Measures {
    private static final Map<String, Check.Kind> CHECKS = Names.wordsOf(Check.Kind.values());
    private static final Map<String, Coverage.Word> COVERAGE =
            Names.wordsOf(Coverage.Word.values());
    private static final Map<String, LoadMetric> LOAD_METRICS = Names.wordsOf(LoadMetric.values());
    private static final Map<String, Bound.Comparison> COMPARISONS = comparisons();

    private static final String NUMBER = "[0-9]+(\\.[0-9]+)?";
    private static final String EVENT = "event\\(" + Conditions.KIND + "\\)";
    private static final String COUNT = "count\\(" + Conditions.KIND + "\\)";

    private static final String METRIC_PATTERN = Names.NAME + "(\\.[a-z]+)?\\.("
            + String.join("|", LOAD_METRICS.keySet()) + ")"
            + "|duration|" + COUNT + "|" + String.join("|", COVERAGE.keySet());

    private static final String BOUND_PATTERN =
            "((<=|>=|<|>|=|at least|at most|less than|more than|exactly) ?)?("
                    + NUMBER + "|" + NUMBER + "/s|" + NUMBER + "%|" + NUMBER + "x before|"
                    + Durations.PATTERN + ")";

    private static final Pattern BOUND_PARTS =
            Pattern.compile("(<=|>=|<|>|=|at least|at most|less than|more than|exactly)? ?(.*)");

    /** An item of {@code always}. */
    public static final ScalarType<Check> CHECK = ScalarType.text(
            "check",
            "a check such as raft_safety or linearizable(kv)",
            "raft_safety",
            checkPattern(),
            Measures::check);

    /** An item of {@code sometimes}. */
    public static final ScalarType<Coverage> COVERED = ScalarType.text(
            "coverage",
            "something that happens, such as lease_transferred or event(kv.redirect)",
            "lease_transferred",
            String.join("|", COVERAGE.keySet()) + "|" + EVENT,
            Measures::coverage);

    /** A key of a scope. */
    public static final ScalarType<Metric> METRIC = ScalarType.text(
            "metric",
            "a metric such as kv.p99, kv.read.errors, lease_transferred or duration",
            "kv.p99",
            METRIC_PATTERN,
            (text, mark) -> metric(text));

    /** What a metric is held against. */
    public static final ScalarType<BoundText> BOUND = bound();

    private Measures() {}

    private static String checkPattern() {
        List<String> forms = new ArrayList<>();
        for (Check.Kind kind : Check.Kind.values()) {
            forms.add(kind.word() + (kind.needsLoad() ? "\\(" + Names.NAME + "\\)" : ""));
        }
        return "(not )?(" + String.join("|", forms) + ")( with [a-z_]+=[^ ]+)?";
    }

    private static Check check(String text, SourcePosition mark) throws BadValue {
        Matcher call = Pattern.compile("(not )?([^( ]*)(?:\\((.*?)\\))?(?: with ([a-z_]+=[^ ]+))?")
                .matcher(text);
        boolean parsed = call.matches();
        Check.Kind kind = parsed ? CHECKS.get(call.group(2)) : null;
        if (kind == null) {
            throw BadValue.shape(
                    "unknown check '" + text + "'" + Suggestion.hint(text, CHECKS.keySet()),
                    "known: " + String.join(", ", CHECKS.keySet()));
        }
        Optional<String> load = Optional.ofNullable(call.group(3));
        if (kind.needsLoad() != load.isPresent()) {
            throw BadValue.shape(
                    kind.needsLoad()
                            ? "check '" + kind.word() + "' has to say of which load"
                            : "check '" + kind.word() + "' takes nothing in parentheses",
                    "write " + kind.word() + (kind.needsLoad() ? "(<load>)" : ""));
        }
        if (load.isPresent()) {
            Names.NAME_TYPE.parser().parse(load.get(), mark);
        }
        boolean isBroken = call.group(1) != null;
        return new Check(kind, load, isBroken, Optional.ofNullable(call.group(4)), mark);
    }

    private static Coverage coverage(String text, SourcePosition mark) throws BadValue {
        if (COVERAGE.containsKey(text)) {
            return new Coverage(text, COVERAGE.get(text).stateChange(), mark);
        }
        if (text.matches(EVENT)) {
            return new Coverage(text, text.substring("event(".length(), text.length() - 1), mark);
        }
        throw BadValue.shape(
                "unknown coverage '" + text + "'" + Suggestion.hint(text, COVERAGE.keySet()),
                "known: " + String.join(", ", COVERAGE.keySet()) + ", event(<kind>)");
    }

    private static Metric metric(String text) throws BadValue {
        if (text.equals("duration")) {
            return new Metric.StepDuration();
        }
        if (COVERAGE.containsKey(text)) {
            return new Metric.OfEvents(text, COVERAGE.get(text).stateChange());
        }
        if (text.matches(COUNT)) {
            return new Metric.OfEvents(text, text.substring("count(".length(), text.length() - 1));
        }
        if (text.matches(METRIC_PATTERN)) {
            String[] parts = text.split("\\.");
            return new Metric.OfLoad(
                    parts[0],
                    parts.length == 3 ? Optional.of(parts[1]) : Optional.empty(),
                    LOAD_METRICS.get(parts[parts.length - 1]));
        }
        throw unknownMetric(text);
    }

    private static BadValue unknownMetric(String text) {
        boolean dotted = text.contains(".");
        String last = text.substring(text.lastIndexOf('.') + 1);
        List<String> plain = new ArrayList<>(COVERAGE.keySet());
        plain.add("duration");
        String hint = dotted
                ? Suggestion.nearest(last, LOAD_METRICS.keySet())
                        .map(word -> " (did you mean '"
                                + text.substring(0, text.length() - last.length()) + word + "'?)")
                        .orElse("")
                : Suggestion.hint(text, plain);
        return BadValue.shape(
                "unknown metric '" + text + "'" + hint,
                "<load>.<metric> with " + String.join(", ", LOAD_METRICS.keySet())
                        + "; or duration, count(<kind>), or a word of 'sometimes'");
    }

    private static Map<String, Bound.Comparison> comparisons() {
        Map<String, Bound.Comparison> words = new LinkedHashMap<>();
        words.put("<=", Bound.Comparison.AT_MOST);
        words.put(">=", Bound.Comparison.AT_LEAST);
        words.put("<", Bound.Comparison.LESS);
        words.put(">", Bound.Comparison.MORE);
        words.put("=", Bound.Comparison.EQUAL);
        words.put("at least", Bound.Comparison.AT_LEAST);
        words.put("at most", Bound.Comparison.AT_MOST);
        words.put("less than", Bound.Comparison.LESS);
        words.put("more than", Bound.Comparison.MORE);
        words.put("exactly", Bound.Comparison.EQUAL);
        return words;
    }

    private static ScalarType<BoundText> bound() {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("type", "string");
        text.put("pattern", "^(" + BOUND_PATTERN + ")$");
        Map<String, Object> number = new LinkedHashMap<>();
        number.put("type", "number");
        number.put("minimum", 0);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("anyOf", List.of(number, text));
        return ScalarType.text(
                        "bound",
                        "a bound such as 0, < 400ms, at least 99% or < 1.5x before",
                        "< 400ms",
                        BOUND_PATTERN,
                        (words, mark) -> boundText(words))
                .withSchema(schema);
    }

    private static BoundText boundText(String text) throws BadValue {
        Matcher parts = BOUND_PARTS.matcher(text);
        if (!text.matches(BOUND_PATTERN) || !parts.matches()) {
            throw badBound(text);
        }
        Bound.Comparison comparison =
                parts.group(1) == null ? Bound.Comparison.EQUAL : COMPARISONS.get(parts.group(1));
        String value = parts.group(2);
        String normal = comparison.sign() + " " + value;
        if (value.endsWith("x before")) {
            double factor = Double.parseDouble(value.substring(0, value.indexOf('x')));
            return new BoundText(comparison, Optional.empty(), factor, normal);
        }
        return new BoundText(comparison, Optional.of(unit(value)), number(value), normal);
    }

    private static Metric.Unit unit(String value) {
        if (value.endsWith("%")) {
            return Metric.Unit.PERCENT;
        }
        if (value.endsWith("/s")) {
            return Metric.Unit.RATE;
        }
        return value.matches(NUMBER) ? Metric.Unit.COUNT : Metric.Unit.DURATION;
    }

    private static double number(String value) throws BadValue {
        return switch (unit(value)) {
            case PERCENT -> Double.parseDouble(value.substring(0, value.length() - 1));
            case RATE -> Double.parseDouble(value.substring(0, value.length() - 2));
            case COUNT -> Double.parseDouble(value);
            case DURATION -> Durations.parse(value);
        };
    }

    private static BadValue badBound(String text) {
        try {
            Durations.parse(text.replaceFirst("^[<>=]+ ?", ""));
        } catch (BadValue notADuration) {
            String message = notADuration.getMessage();
            if (message.startsWith("unknown unit")) {
                return BadValue.shape(
                        message, "write it like < 400ms, 0, at least 99% or < 1.5x before");
            }
        }
        return BadValue.shape(
                "'" + text + "' is no bound",
                "write it like 0, < 400ms, at least 99% or < 1.5x before");
    }
}
