package io.biplane.checker.draw;

import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Visible;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Evidence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws an anomaly as SVG. */
public final class Timeline {
    /** Operations in conflict that are drawn; more would be no picture. */
    private static final int DRAWN_MAX = 40;

    private final Anomaly anomaly;
    private final List<Operation> inConflict;
    private final List<Operation> shown;
    private final Layout layout;
    private final StringBuilder out = new StringBuilder();

    private Timeline(Anomaly anomaly) {
        this.anomaly = anomaly;
        List<Operation> all = anomaly.operations();
        this.inConflict = all.subList(0, Math.min(DRAWN_MAX, all.size()));
        Set<Operation> together = new LinkedHashSet<>(inConflict);
        together.addAll(anomaly.evidence().beside());
        anomaly.evidence().attempt().forEach(placed -> together.add(placed.operation()));
        this.shown = new ArrayList<>(together);
        shown.sort((a, b) -> Long.compare(a.span().invokeIndex(), b.span().invokeIndex()));
        this.layout = new Layout(
                shown,
                anomaly.lastEventIndex(),
                inConflict,
                !anomaly.evidence().cycle().isEmpty());
    }

    /**
     * An SVG document: a bar for each operation in conflict and, thinner, for those that ran beside
     * it. A cycle has arrows with the kinds of its links; where no order was found, numbers follow
     * the attempt that came furthest, with the state after each step.
     */
    public static String svg(Anomaly anomaly) {
        return new Timeline(anomaly).draw();
    }

    private String draw() {
        List<String> words = words();
        int height = layout.bottom() + 30 + 16 * words.size();
        int width = Math.max(
                layout.width() + 20,
                40 + 7 * words.stream().mapToInt(String::length).max().orElse(0));
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                width, height);
        line("<defs><marker id=\"head\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\""
                + " refY=\"4\" orient=\"auto\">"
                + "<path d=\"M0,0 L8,4 L0,8 z\" fill=\"#b00020\"/></marker></defs>");
        line("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        line(
                "<text x=\"10\" y=\"20\" font-weight=\"bold\">%s</text>",
                escape((anomaly.kind() + "   " + anomaly.subject()).strip()));
        layout.lanes()
                .forEach((process, lane) -> line(
                        "<text x=\"10\" y=\"%d\">process %d</text>",
                        layout.laneTop(lane) + 16, process));
        ending();
        shown.forEach(this::bar);
        arrows();
        attempt();
        for (int i = 0; i < words.size(); i++) {
            line(
                    "<text x=\"10\" y=\"%d\" xml:space=\"preserve\">%s</text>",
                    layout.bottom() + 30 + 16 * i, escape(words.get(i)));
        }
        line("</svg>");
        return out.toString();
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(anomaly.explanation().lines().toList());
        if (inConflict.size() < anomaly.operations().size()) {
            words.add("drawn: " + inConflict.size() + " of "
                    + anomaly.operations().size() + " operations");
        }
        List<Evidence.Placed> attempt = anomaly.evidence().attempt();
        for (int i = 0; i < attempt.size(); i++) {
            words.add((i == 0 ? "attempt: " : "         ") + (i + 1) + ". "
                    + attempt.get(i).operation().describe() + ": state "
                    + attempt.get(i).state());
        }
        return words;
    }

    /** The event by which the history had become inconsistent. */
    private void ending() {
        int x = layout.eventAt(anomaly.lastEventIndex());
        line(
                "<path d=\"M%d,32 L%d,%d\" stroke=\"#b00020\" stroke-dasharray=\"3 3\"/>",
                x, x, layout.bottom());
        line(
                "<text x=\"%d\" y=\"30\" font-size=\"10\" fill=\"#b00020\""
                        + " text-anchor=\"middle\">event %d</text>",
                x, anomaly.lastEventIndex() + 1);
    }

    private void bar(Operation operation) {
        boolean isMeant = inConflict.contains(operation);
        String fill = switch (operation.outcome()) {
            case OK -> "#a5d8ff";
            case FAIL -> "#ffc9de";
            case INFO, INVOKE -> "#ffd8a8";
        };
        int x = layout.left(operation);
        int y = layout.top(operation);
        line(
                "<g><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\""
                        + " fill=\"%s\" stroke=\"%s\" stroke-width=\"%d\"%s/>",
                escape(operation.describe()),
                x,
                y,
                layout.right(operation) - x,
                Layout.BAR,
                fill,
                isMeant ? "#000000" : "#868e96",
                isMeant ? 3 : 1,
                operation.isOk() ? "" : " stroke-dasharray=\"5 3\"");
        line(
                "<text x=\"%d\" y=\"%d\"%s>%s</text></g>",
                x + 4,
                y + 16,
                isMeant ? "" : " fill=\"#495057\"",
                escape(layout.fitting(operation)));
    }

    /** From bar to bar; a link down and a link up between the same two keep to different sides. */
    private void arrows() {
        List<Evidence.Link> links = anomaly.evidence().cycle();
        for (int i = 0; i < Math.min(links.size(), inConflict.size()); i++) {
            Operation from = inConflict.get(i);
            Operation to = anomaly.operations().get((i + 1) % links.size());
            if (!inConflict.contains(to)) {
                return;
            }
            boolean isDown = layout.top(to) > layout.top(from);
            boolean isAlong = layout.top(to) == layout.top(from);
            int side = isDown ? 14 : -14;
            int x = layout.middle(from) + side;
            int toX = layout.middle(to) + side;
            int y = layout.top(from) + (isDown ? Layout.BAR : 0);
            int toY = layout.top(to) + (isDown || isAlong ? 0 : Layout.BAR);
            int bendX = (x + toX) / 2 + 2 * side;
            int bendY = (y + toY) / 2 - (isAlong ? 46 : 0);
            line(
                    "<path d=\"M%d,%d Q%d,%d %d,%d\" fill=\"none\" stroke=\"#b00020\""
                            + " stroke-width=\"1.5\" marker-end=\"url(#head)\"/>",
                    x, y, bendX, bendY, toX, toY);
            line(
                    "<text x=\"%d\" y=\"%d\" fill=\"#b00020\" font-weight=\"bold\""
                            + " text-anchor=\"%s\">%s</text>",
                    (x + toX + 2 * bendX) / 4 + (isAlong ? 0 : side / 2),
                    (y + toY + 2 * bendY) / 4 + (isAlong ? -3 : 4),
                    isAlong ? "middle" : isDown ? "start" : "end",
                    escape(links.get(i).kind()));
        }
    }

    private void attempt() {
        List<Evidence.Placed> attempt = anomaly.evidence().attempt();
        for (int i = 0; i < attempt.size(); i++) {
            Operation operation = attempt.get(i).operation();
            int x = layout.right(operation) - 10;
            int y = layout.top(operation) - 2;
            line(
                    "<circle cx=\"%d\" cy=\"%d\" r=\"8\" fill=\"#ffffff\" stroke=\"#2b8a3e\"/>"
                            + "<text x=\"%d\" y=\"%d\" font-size=\"10\" fill=\"#2b8a3e\""
                            + " text-anchor=\"middle\">%d</text>",
                    x, y, x, y + 4, i + 1);
        }
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        Visible.line(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
