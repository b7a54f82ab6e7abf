package io.biplane.checker.draw;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Anomaly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Draws an anomaly as SVG. */
public final class Timeline {
    /** Operations drawn beside those in conflict; more would hide what matters. */
    private static final int OTHERS_MAX = 40;

    private static final int LABEL = 110;
    private static final int COLUMN = 46;
    private static final int LANE = 34;
    private static final int BAR = 22;
    private static final int TEXT_MAX = 60;

    private final Anomaly anomaly;
    private final List<Operation> shown;
    /** Event index to column. */
    private final Map<Long, Integer> columns = new LinkedHashMap<>();
    /** Process to lane. */
    private final Map<Long, Integer> lanes = new LinkedHashMap<>();

    private final StringBuilder out = new StringBuilder();

    private Timeline(Anomaly anomaly, List<Operation> shown) {
        this.anomaly = anomaly;
        this.shown = shown;
        TreeSet<Long> indexes = new TreeSet<>();
        TreeMap<Long, Boolean> processes = new TreeMap<>();
        for (Operation operation : shown) {
            indexes.add(operation.span().invokeIndex());
            if (operation.span().returnIndex() != Operation.Span.NEVER) {
                indexes.add(operation.span().returnIndex());
            }
            processes.put(operation.process(), true);
        }
        indexes.forEach(index -> columns.put(index, columns.size()));
        processes.keySet().forEach(process -> lanes.put(process, lanes.size()));
    }

    /**
     * An SVG document: the operations in conflict, and of {@code history} those that ran beside
     * them (at most 40, the first by invocation). If the anomaly is a cycle, arrows follow it.
     */
    public static String svg(Anomaly anomaly, List<Operation> history) {
        return new Timeline(anomaly, shown(anomaly, history)).draw();
    }

    private static List<Operation> shown(Anomaly anomaly, List<Operation> history) {
        long from = Long.MAX_VALUE;
        for (Operation operation : anomaly.operations()) {
            from = Math.min(from, operation.span().invokeIndex());
        }
        Set<Operation> shown = new LinkedHashSet<>(anomaly.operations());
        int others = 0;
        for (Operation operation : history) {
            boolean isBeside = operation.span().invokeIndex() <= anomaly.lastEventIndex()
                    && operation.span().returnIndex() >= from
                    && operation.isOk();
            if (isBeside && others < OTHERS_MAX && shown.add(operation)) {
                others++;
            }
        }
        List<Operation> sorted = new ArrayList<>(shown);
        sorted.sort((a, b) -> Long.compare(a.span().invokeIndex(), b.span().invokeIndex()));
        return sorted;
    }

    private String draw() {
        List<String> words = anomaly.explanation().lines().toList();
        int width = LABEL + (columns.size() + 2) * COLUMN;
        int lanesBottom = 40 + lanes.size() * LANE;
        int height = lanesBottom + 20 + 16 * words.size();
        width = Math.max(
                width, 40 + 7 * words.stream().mapToInt(String::length).max().orElse(0));
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                width, height);
        line("<defs><marker id=\"head\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\""
                + " refY=\"4\" orient=\"auto\">"
                + "<path d=\"M0,0 L8,4 L0,8 z\" fill=\"#b00020\"/></marker></defs>");
        line("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        line(
                "<text x=\"10\" y=\"20\" font-weight=\"bold\">%s %s</text>",
                escape(anomaly.kind()), escape(anomaly.subject()));
        lanes.forEach((process, lane) ->
                line("<text x=\"10\" y=\"%d\">process %d</text>", laneTop(lane) + 15, process));
        shown.forEach(this::bar);
        if (anomaly.explanation().contains("would come before itself")) {
            arrows();
        }
        for (int i = 0; i < words.size(); i++) {
            line(
                    "<text x=\"10\" y=\"%d\">%s</text>",
                    lanesBottom + 20 + 16 * i, escape(words.get(i)));
        }
        line("</svg>");
        return out.toString();
    }

    private void bar(Operation operation) {
        boolean isInConflict = anomaly.operations().contains(operation);
        String fill = switch (operation.outcome()) {
            case OK -> "#a5d8ff";
            case FAIL -> "#ffc9de";
            case INFO, INVOKE -> "#ffd8a8";
        };
        int x = left(operation);
        int y = laneTop(lanes.get(operation.process()));
        int width = right(operation) - x;
        line(
                "<g><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\""
                        + " fill=\"%s\" stroke=\"%s\" stroke-width=\"%d\"%s/>",
                escape(operation.describe()),
                x,
                y,
                width,
                BAR,
                fill,
                isInConflict ? "#000000" : "#868e96",
                isInConflict ? 3 : 1,
                operation.isOk() ? "" : " stroke-dasharray=\"5 3\"");
        String text =
                operation.f() + " " + (operation.isOk() ? operation.output() : operation.input());
        int fits = Math.max(3, Math.min(TEXT_MAX, width / 7));
        String cut = text.length() <= fits ? text : text.substring(0, fits - 1) + "…";
        line("<text x=\"%d\" y=\"%d\">%s</text></g>", x + 4, y + 15, escape(cut));
    }

    private void arrows() {
        List<Operation> cycle = anomaly.operations();
        for (int i = 0; i < cycle.size(); i++) {
            Operation from = cycle.get(i);
            Operation to = cycle.get((i + 1) % cycle.size());
            int x = (left(from) + right(from)) / 2 + 8;
            int toX = (left(to) + right(to)) / 2 - 8;
            int y = laneTop(lanes.get(from.process())) + BAR / 2;
            int toY = laneTop(lanes.get(to.process())) + BAR / 2;
            line(
                    "<path d=\"M%d,%d Q%d,%d %d,%d\" fill=\"none\" stroke=\"#b00020\""
                            + " stroke-width=\"2\" marker-end=\"url(#head)\"/>",
                    x, y, (x + toX) / 2 + (i % 2 == 0 ? 30 : -30), (y + toY) / 2 - 12, toX, toY);
        }
    }

    private int left(Operation operation) {
        return LABEL + columns.get(operation.span().invokeIndex()) * COLUMN;
    }

    /** An operation that never returned runs off the picture. */
    private int right(Operation operation) {
        int column = operation.span().returnIndex() == Operation.Span.NEVER
                ? columns.size() + 1
                : columns.get(operation.span().returnIndex());
        return LABEL + column * COLUMN;
    }

    private static int laneTop(int lane) {
        return 32 + lane * LANE;
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
