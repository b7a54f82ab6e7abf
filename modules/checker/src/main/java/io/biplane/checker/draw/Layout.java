package io.biplane.checker.draw;

import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Visible;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where everything goes: a lane for each process, a column for each event, columns wide enough for
 * the texts that matter.
 */
final class Layout {
    static final int BAR = 24;

    private static final int LABEL = 100;
    private static final int COLUMN = 40;
    private static final int LANE = 44;
    /** With room for arrows between the bars. */
    private static final int WIDE_LANE = 76;

    private static final int TOP = 40;
    private static final int CHARACTER = 7;
    /** Characters of a bar's text; the whole text is in its tooltip. */
    private static final int TEXT_MAX = 44;

    /** Event index to column. */
    private final Map<Long, Integer> columns = new LinkedHashMap<>();
    /** Process to lane. */
    private final Map<Long, Integer> lanes = new LinkedHashMap<>();
    /** Left edges of the columns, and of the one after the last. */
    private final int[] edges;

    private final int lane;

    /**
     * Lays out.
     *
     * @param shown by invocation
     * @param lastEvent an event that gets a column too
     * @param legible operations whose text must fit
     * @param hasArrows whether there are arrows between lanes
     */
    Layout(List<Operation> shown, long lastEvent, List<Operation> legible, boolean hasArrows) {
        this.lane = hasArrows ? WIDE_LANE : LANE;
        TreeSet<Long> indexes = new TreeSet<>();
        TreeMap<Long, Boolean> processes = new TreeMap<>();
        indexes.add(lastEvent);
        for (Operation operation : shown) {
            indexes.add(operation.span().invokeIndex());
            if (operation.span().returnIndex() != Operation.Span.NEVER) {
                indexes.add(operation.span().returnIndex());
            }
            processes.put(operation.process(), true);
        }
        indexes.forEach(index -> columns.put(index, columns.size()));
        processes.keySet().forEach(process -> lanes.put(process, lanes.size()));
        this.edges = edges(legible);
    }

    private int[] edges(List<Operation> legible) {
        int[] widths = new int[columns.size() + 1];
        Arrays.fill(widths, COLUMN);
        List<Operation> byEnd = new ArrayList<>(legible);
        byEnd.sort((a, b) -> Integer.compare(endColumn(a), endColumn(b)));
        for (Operation operation : byEnd) {
            int from = columns.get(operation.span().invokeIndex());
            int to = endColumn(operation);
            int width = Arrays.stream(widths, from, to).sum();
            int wanted = 10 + CHARACTER * Math.min(TEXT_MAX, text(operation).length());
            widths[to - 1] += Math.max(0, wanted - width);
        }
        int[] lefts = new int[widths.length + 1];
        lefts[0] = LABEL;
        for (int i = 0; i < widths.length; i++) {
            lefts[i + 1] = lefts[i] + widths[i];
        }
        return lefts;
    }

    private int endColumn(Operation operation) {
        long end = operation.span().returnIndex();
        return end == Operation.Span.NEVER ? columns.size() : columns.get(end);
    }

    Map<Long, Integer> lanes() {
        return lanes;
    }

    int width() {
        return edges[edges.length - 1];
    }

    int bottom() {
        return TOP + lanes.size() * lane;
    }

    int left(Operation operation) {
        return edges[columns.get(operation.span().invokeIndex())];
    }

    /** An operation that never returned runs to the edge of the picture. */
    int right(Operation operation) {
        return edges[endColumn(operation)];
    }

    int eventAt(long index) {
        return edges[columns.get(index)];
    }

    int middle(Operation operation) {
        return (left(operation) + right(operation)) / 2;
    }

    int top(Operation operation) {
        return laneTop(lanes.get(operation.process()));
    }

    int laneTop(int number) {
        return TOP + lane - BAR - 8 + number * lane;
    }

    /** What stands in an operation's bar, as much as fits. */
    String fitting(Operation operation) {
        int fits = Math.max(1, (right(operation) - left(operation) - 6) / CHARACTER);
        String text = text(operation);
        return text.length() <= fits ? text : text.substring(0, fits - 1) + "…";
    }

    /**
     * What was asked and, if known, given: {@code read [7] -> [7, 1]}, {@code T4 r x [1]; append y
     * 2}.
     */
    private static String text(Operation operation) {
        return Visible.line(raw(operation));
    }

    private static String raw(Operation operation) {
        if (operation.f().equals("txn")) {
            Object steps = operation.isOk() ? operation.output() : operation.input();
            return "T" + operation.span().invokeIndex() + " " + steps(steps);
        }
        String text = operation.f() + " " + operation.input();
        return operation.isOk() && !operation.output().equals(operation.input())
                ? text + " -> " + operation.output()
                : text;
    }

    private static String steps(Object value) {
        if (!(value instanceof List<?> steps)) {
            return String.valueOf(value);
        }
        List<String> texts = new ArrayList<>();
        for (Object item : steps) {
            if (item instanceof List<?> step) {
                texts.add(String.join(" ", step.stream().map(String::valueOf).toList()));
            } else {
                texts.add(String.valueOf(item));
            }
        }
        return String.join("; ", texts);
    }
}
