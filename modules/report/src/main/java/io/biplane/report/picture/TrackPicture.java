package io.biplane.report.picture;

import io.biplane.testbed.history.HistoryEvent;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.VariantResult;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One column for each client, virtual time downwards, a box for each operation from when it was first sent to when it ended.
 * Colours are Jepsen's; what did not end ok has a shape on top as well.
 */
public final class TrackPicture {
    /** Operations drawn at most. Our choice: a page that opens at once. */
    public static final int OPERATIONS_MAX = 4_000;
    /** Ordinary time before the first step. */
    private static final long LEAD_NANOS = 1_000_000_000L;

    /** Time after the last operation drawn was sent: most of them end within it. */
    private static final long TAIL_NANOS = 20_000_000L;

    private static final double LEFT = 96;
    private static final double COLUMN = 104;
    private static final double TOP = 30;
    private static final double BOX = 14;
    private static final double HEIGHT_MAX = 30_000;
    private static final double NAMES_EACH = 700;

    private final VariantResult variant;
    private final List<Operation> operations;
    private final Map<Long, Integer> columnByProcess = new LinkedHashMap<>();
    private final List<List<Long>> processesByColumn = new ArrayList<>();
    /** Since when each column is free; far in the future while it is taken. */
    private final List<Long> retiredAt = new ArrayList<>();

    private final long fromNanos;
    private final long untilNanos;
    private final double height;
    private final Svg svg = new Svg();

    /** One operation: the event that began it, and the one that ended it (its own begin when none did). */
    private record Operation(HistoryEvent begun, HistoryEvent ended) {
        boolean isOver() {
            return ended.type() != HistoryEvent.Type.INVOKE;
        }
    }

    private TrackPicture(VariantResult variant) {
        this.variant = variant;
        long lead =
                variant.faults().isEmpty() ? 0 : variant.faults().get(0).fromNanos() - LEAD_NANOS;
        this.operations = operations(variant, Math.max(0, lead));
        placeFirst();
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Operation operation : operations) {
            first = Math.min(first, operation.begun().atNanos());
            last = Math.max(last, operation.begun().atNanos() + TAIL_NANOS);
            place(operation);
        }
        this.fromNanos = operations.isEmpty() ? 0 : first;
        this.untilNanos = Math.max(fromNanos + 1, Math.min(last, variant.endedAtNanos()));
        double perColumn = (double) operations.size() / Math.max(1, processesByColumn.size());
        this.height = Math.max(300, Math.min(HEIGHT_MAX, perColumn * (BOX + 5)));
    }

    /** Draws a variant's operations. */
    public static String draw(VariantResult variant) {
        return new TrackPicture(variant).draw();
    }

    /** What is drawn, in words. */
    public static String caption(VariantResult variant) {
        TrackPicture picture = new TrackPicture(variant);
        long all = variant.details().history().stream()
                .filter(event -> event.type() == HistoryEvent.Type.INVOKE)
                .count();
        return picture.operations.size() + " of " + all + " operations, from "
                + TimeAxis.seconds(picture.fromNanos) + " to "
                + TimeAxis.seconds(picture.untilNanos)
                + (variant.faults().isEmpty()
                        ? ": the first ones"
                        : ": from a second before the timeline's first step")
                + (picture.operations.size() == OPERATIONS_MAX
                        ? ", as many as this page holds. All are in history.jsonl."
                        : ".");
    }

    private static List<Operation> operations(VariantResult variant, long fromNanos) {
        Map<Long, HistoryEvent> open = new TreeMap<>();
        List<Operation> found = new ArrayList<>();
        for (HistoryEvent event : variant.details().history()) {
            if (event.atNanos() > variant.endedAtNanos()) {
                break;
            }
            if (event.type() == HistoryEvent.Type.INVOKE) {
                open.put(event.process(), event);
            } else {
                HistoryEvent begun = open.remove(event.process());
                if (begun != null && event.atNanos() >= fromNanos) {
                    found.add(new Operation(begun, event));
                }
            }
        }
        open.values().forEach(begun -> found.add(new Operation(begun, begun)));
        return found.stream()
                .sorted(Comparator.comparingLong((Operation o) -> o.begun().atNanos())
                        .thenComparingLong(o -> o.begun().process()))
                .limit(OPERATIONS_MAX)
                .toList();
    }

    /** Those that are there before any is retired stand in the order of their numbers. */
    private void placeFirst() {
        long firstRetired = operations.stream()
                .filter(operation -> operation.ended().type() == HistoryEvent.Type.INFO)
                .mapToLong(operation -> operation.ended().atNanos())
                .min()
                .orElse(Long.MAX_VALUE);
        operations.stream()
                .map(Operation::begun)
                .filter(begun -> begun.atNanos() < firstRetired)
                .map(HistoryEvent::process)
                .distinct()
                .sorted()
                .forEach(this::placeAtEnd);
    }

    private void placeAtEnd(long process) {
        columnByProcess.put(process, processesByColumn.size());
        processesByColumn.add(new ArrayList<>(List.of(process)));
        retiredAt.add(Long.MAX_VALUE);
    }

    /** A process whose operation ended unknown is retired, as in Jepsen; who comes next takes its column. */
    private void place(Operation operation) {
        long process = operation.begun().process();
        if (!columnByProcess.containsKey(process)) {
            int column = freeColumn(operation.begun().atNanos());
            if (column == processesByColumn.size()) {
                placeAtEnd(process);
            } else {
                columnByProcess.put(process, column);
                processesByColumn.get(column).add(process);
                retiredAt.set(column, Long.MAX_VALUE);
            }
        }
        if (operation.ended().type() == HistoryEvent.Type.INFO) {
            retiredAt.set(columnByProcess.get(process), operation.ended().atNanos());
        }
    }

    private int freeColumn(long atNanos) {
        for (int i = 0; i < retiredAt.size(); i++) {
            if (retiredAt.get(i) <= atNanos) {
                return i;
            }
        }
        return retiredAt.size();
    }

    private String draw() {
        double width = Math.max(600, LEFT + processesByColumn.size() * COLUMN + 10);
        bands(width);
        times(width);
        double[] reached = new double[processesByColumn.size()];
        for (Operation operation : operations) {
            int column = columnByProcess.get(operation.begun().process());
            box(operation, column, reached);
        }
        for (double y = TOP; y < TOP + height; y += NAMES_EACH) {
            names(y);
        }
        return svg.finishAtOwnSize(width, TOP + height + 30, "Operations by client");
    }

    private void names(double y) {
        svg.rect(
                LEFT - 8,
                y - 23,
                processesByColumn.size() * COLUMN,
                16,
                "fill=\"#ffffff\" fill-opacity=\"0.85\"",
                "");
        for (int i = 0; i < processesByColumn.size(); i++) {
            List<Long> processes = processesByColumn.get(i);
            String name = processes.size() == 1
                    ? "process " + processes.get(0)
                    : "process " + processes.get(0) + " …";
            svg.label(LEFT + i * COLUMN, y - 11, name, Svg.BOLD + " " + Svg.HALO);
        }
    }

    private void times(double width) {
        long step = 1_000_000L;
        for (long candidate : new long[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000}) {
            step = candidate * 1_000_000L;
            if (height * step / (untilNanos - fromNanos) >= 30) {
                break;
            }
        }
        for (long at = (fromNanos + step - 1) / step * step; at <= untilNanos; at += step) {
            svg.line(LEFT - 20, y(at), width, y(at), "stroke=\"#edf1f5\"");
            if (isFree(y(at))) {
                svg.label(8, y(at) + 4, TimeAxis.seconds(at), Svg.PALE_INK);
            }
        }
    }

    /** Whether no step's label stands at this height. */
    private boolean isFree(double y) {
        return variant.faults().stream()
                .noneMatch(fault -> y > y(fault.fromNanos()) - 16 && y < y(fault.fromNanos()) + 3);
    }

    private void bands(double width) {
        for (FaultWindow fault : variant.faults()) {
            long until = fault.lasting()
                    ? fault.untilNanos().orElse(variant.endedAtNanos())
                    : fault.fromNanos();
            if (until < fromNanos || fault.fromNanos() > untilNanos) {
                continue;
            }
            double top = y(Math.max(fromNanos, fault.fromNanos()));
            double bottom = y(Math.min(untilNanos, until));
            if (fault.lasting()) {
                svg.rect(
                        LEFT - 20,
                        top,
                        width,
                        bottom - top,
                        "fill=\"#7b8794\" fill-opacity=\"0.14\"",
                        TimeAxis.tooltip(fault, variant.endedAtNanos()));
            }
            svg.line(
                    8,
                    top,
                    width,
                    top,
                    "stroke=\"#a30664\" stroke-width=\"1.5\" stroke-dasharray=\"8 4\"");
            svg.label(8, top - 4, fault.label(), "fill=\"#a30664\" " + Svg.BOLD);
        }
    }

    private void box(Operation operation, int column, double[] reached) {
        double x = LEFT + column * COLUMN;
        double top = Math.max(y(operation.begun().atNanos()), reached[column]);
        double bottom = Math.max(y(Math.min(untilNanos, endOf(operation))), top + BOX);
        reached[column] = bottom + 1;
        svg.rect(
                x,
                top,
                COLUMN - 6,
                bottom - top,
                "fill=\"" + fill(operation) + "\" rx=\"2\"",
                words(operation));
        double indent = shape(operation, x + 7, top + 7);
        svg.label(
                x + 3 + indent,
                top + 10.5,
                Svg.cut(label(operation.ended()), indent > 0 ? 15 : 18),
                "font-size=\"10\"");
    }

    /** Operation and value, long numbers by their first digits: the whole is the tooltip's. */
    private static String label(HistoryEvent event) {
        String value = String.valueOf(event.value()).replaceAll("(-?[0-9]{4})[0-9]{3,}", "$1…");
        return event.f() + " " + value.replaceAll("[\\[\\]]", "");
    }

    /** What did not end ok is told by a shape as well; the result is the room it takes. */
    private double shape(Operation operation, double x, double y) {
        if (operation.ended().type() == HistoryEvent.Type.OK) {
            return 0;
        }
        if (operation.ended().type() == HistoryEvent.Type.FAIL) {
            svg.path(Svg.diamond(x, y), "fill=\"#a30664\"", "");
        } else {
            svg.path(Svg.triangle(x, y), "fill=\"#8f4a00\"", "");
        }
        return 12;
    }

    /** Source: the colours of Jepsen's timeline. */
    private static String fill(Operation operation) {
        return switch (operation.ended().type()) {
            case OK -> "#6db6fe";
            case FAIL -> "#feb5da";
            case INFO, INVOKE -> "#ffaa26";
        };
    }

    private static String words(Operation operation) {
        HistoryEvent begun = operation.begun();
        HistoryEvent ended = operation.ended();
        String length = operation.isOver()
                ? ended.type().word() + " after "
                        + Decimal.millis(ended.atNanos() - begun.atNanos(), 3) + " ms"
                : "not answered by the end of the run";
        String nodes = begun.node().equals(ended.node())
                ? begun.node()
                : begun.node() + ", then " + ended.node();
        return "process " + begun.process() + " " + begun.f() + " " + begun.value() + "\n"
                + length + (operation.isOver() ? ": " + ended.value() : "") + "\nsent at "
                + TimeAxis.seconds(begun.atNanos()) + " to " + begun.virtualCluster() + " on "
                + nodes + (ended.error().isEmpty() ? "" : "\n" + ended.error());
    }

    private long endOf(Operation operation) {
        return operation.isOver() ? operation.ended().atNanos() : variant.endedAtNanos();
    }

    private double y(long atNanos) {
        return TOP + height * (atNanos - fromNanos) / (untilNanos - fromNanos);
    }
}
