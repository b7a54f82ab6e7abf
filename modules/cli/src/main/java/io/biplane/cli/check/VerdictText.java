package io.biplane.cli.check;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;
import io.biplane.report.console.Style;
import io.biplane.testbed.result.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A verdict for people: what was decided, what was counted, and why not. */
public final class VerdictText {
    /** Anomalies told; the others are counted. */
    private static final int ANOMALIES_MAX = 6;
    /** Operations listed of one anomaly. */
    private static final int OPERATIONS_MAX = 12;

    private VerdictText() {}

    /** The outcome of a validity. */
    public static Outcome outcome(Validity validity) {
        return switch (validity) {
            case VALID -> Outcome.HELD;
            case INVALID -> Outcome.BROKEN;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
    }

    /**
     * The text.
     *
     * @param label put before the verdict; may be empty
     * @param drawn by anomaly, in order: where it was drawn; shorter if not all were
     */
    public static String of(Verdict verdict, String label, List<String> drawn, Style style) {
        StringBuilder text = new StringBuilder();
        text.append("  ")
                .append(style.sign(outcome(verdict.validity())))
                .append(' ')
                .append(label.isEmpty() ? "" : style.plain(label) + "   ")
                .append(verdict.checker())
                .append(": ")
                .append(verdict.validity().word())
                .append("   ")
                .append(style.plain(verdict.summary()))
                .append('\n');
        if (!verdict.facts().isEmpty()) {
            text.append("      ").append(style.dim(style.plain(facts(verdict)))).append('\n');
        }
        List<Anomaly> anomalies = verdict.anomalies();
        for (int i = 0; i < Math.min(ANOMALIES_MAX, anomalies.size()); i++) {
            String picture = i < drawn.size() ? drawn.get(i) : "";
            text.append('\n').append(anomaly(anomalies.get(i), picture, style));
        }
        if (anomalies.size() > ANOMALIES_MAX) {
            text.append("\n    and ")
                    .append(anomalies.size() - ANOMALIES_MAX)
                    .append(" more; --json has them\n");
        }
        return text.toString();
    }

    private static String facts(Verdict verdict) {
        List<String> facts = new ArrayList<>();
        for (Map.Entry<String, Object> fact : verdict.facts().entrySet()) {
            facts.add(fact.getKey().replace('_', ' ') + " " + text(fact.getValue()));
        }
        return String.join(", ", facts);
    }

    private static String text(Object fact) {
        if (!(fact instanceof Map<?, ?> counts)) {
            return String.valueOf(fact);
        }
        List<String> texts = new ArrayList<>();
        counts.forEach((name, count) -> texts.add(count + " " + name));
        return texts.isEmpty() ? "none" : String.join(" and ", texts);
    }

    private static String anomaly(Anomaly anomaly, String picture, Style style) {
        StringBuilder text = new StringBuilder();
        String title = (anomaly.kind() + "   " + anomaly.subject()).strip();
        text.append(style.heading(style.plain(title))).append('\n');
        anomaly.explanation()
                .lines()
                .forEach(line -> text.append("    ").append(style.plain(line)).append('\n'));
        if (!anomaly.kind().equals("non-linearizable")) {
            operations(anomaly, style, text);
        }
        if (!picture.isEmpty()) {
            text.append("    picture   ").append(style.plain(picture)).append('\n');
        }
        return text.toString();
    }

    /** Who is who in the explanation, by the number of the event that invoked it. */
    private static void operations(Anomaly anomaly, Style style, StringBuilder text) {
        text.append("    where\n");
        List<Operation> operations = anomaly.operations();
        for (Operation operation :
                operations.subList(0, Math.min(OPERATIONS_MAX, operations.size()))) {
            Operation.Span span = operation.span();
            String until = span.returnIndex() == Operation.Span.NEVER
                    ? ""
                    : " to " + (span.returnIndex() + 1);
            text.append("      T")
                    .append(span.invokeIndex())
                    .append("  ")
                    .append(style.plain(operation.describe()))
                    .append(", events ")
                    .append(span.invokeIndex() + 1)
                    .append(until)
                    .append('\n');
        }
        if (operations.size() > OPERATIONS_MAX) {
            text.append("      and ").append(operations.size() - OPERATIONS_MAX).append(" more\n");
        }
    }
}
