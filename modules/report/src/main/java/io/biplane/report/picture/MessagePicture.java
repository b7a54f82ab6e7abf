package io.biplane.report.picture;

import io.biplane.testbed.detail.Message;
import io.biplane.testbed.detail.MessageLog;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Lane;
import io.biplane.testbed.result.VariantResult;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Space and time: a column for each machine, virtual time downwards, a line for each message from when it was sent to when it
 * arrived. A message's content is its tooltip.
 */
public final class MessagePicture {
    private static final double LEFT = 120;
    private static final double RIGHT = 150;
    private static final double COLUMN_MIN = 132;
    /** The legend has to fit. */
    private static final double WIDTH_MIN = 960;

    private static final double TOP = 92;
    /** Machines' names stand again after this much height, so that they are in sight. */
    private static final double NAMES_EACH = 600;

    private static final double MARK_LABEL_HEIGHT = 11;
    private static final double LABEL_HEIGHT = 14;

    private final VariantResult variant;
    private final MessageLog log;
    private final Svg svg = new Svg();
    private final Map<String, Double> columns = new TreeMap<>();
    private final double width;
    private final StretchedTime time;

    private MessagePicture(VariantResult variant) {
        this.variant = variant;
        this.log = variant.details().messages();
        double x = LEFT;
        for (String host : log.hosts()) {
            columns.put(host, x);
            x += COLUMN_MIN;
        }
        this.width = Math.max(WIDTH_MIN, x - COLUMN_MIN + RIGHT);
        LongStream sends = log.messages().stream().mapToLong(Message::sentAtNanos);
        LongStream arrivals = log.messages().stream().mapToLong(Message::arrivesAtNanos);
        LongStream marks = log.marks().stream().mapToLong(MessageLog.Mark::atNanos);
        LongStream steps = variant.faults().stream()
                .flatMapToLong(step -> LongStream.of(
                        step.fromNanos(), step.untilNanos().orElse(step.fromNanos())));
        this.time = new StretchedTime(Stream.of(
                        sends,
                        arrivals,
                        marks,
                        steps,
                        LongStream.of(log.fromNanos(), log.untilNanos()))
                .flatMapToLong(instants -> instants)
                .filter(at -> at >= log.fromNanos() && at <= log.untilNanos())
                .toArray());
    }

    /** Draws what was kept of a variant's messages. */
    public static String draw(VariantResult variant) {
        return new MessagePicture(variant).draw();
    }

    private String draw() {
        heading();
        if (log.messages().isEmpty()) {
            return svg.finishAtOwnSize(width, TOP + 20, "Messages between machines");
        }
        times();
        machines();
        Map<Message.Layer, Boolean> drawn = new EnumMap<>(Message.Layer.class);
        for (Message.Layer layer : Message.Layer.values()) {
            drawn.put(layer, messages(layer));
        }
        marks();
        steps();
        for (double y = 0; y < time.height(); y += NAMES_EACH) {
            names(TOP + y);
        }
        return svg.finishAtOwnSize(width, TOP + time.height() + 24, "Messages between machines");
    }

    private void heading() {
        String stretch = log.messages().isEmpty()
                ? "no message was kept: the run ended before its first step"
                : log.messages().size() + " messages, " + log.reason() + " ("
                        + TimeAxis.seconds(log.fromNanos()) + ") to "
                        + TimeAxis.seconds(log.untilNanos())
                        + (log.full() ? ", where the picture is full" : "");
        svg.label(8, 18, "Messages between machines", Svg.BOLD + " font-size=\"14\"");
        svg.label(
                8,
                36,
                stretch
                        + ". Time runs downwards, quiet time is shortened; point at a line to read it.",
                Svg.PALE_INK);
        double x = 8;
        for (Message.Layer layer : Message.Layer.values()) {
            svg.arrowHead(id(layer), colour(layer));
            svg.line(x, 52, x + 22, 52, arrow(layer));
            svg.label(x + 27, 56, layer.title(), "");
            x += 40 + layer.title().length() * 5.6;
        }
        svg.path(cross(x + 4, 52), "stroke=\"#d9308c\" stroke-width=\"1.6\"", "");
        svg.label(x + 14, 56, "lost", "");
    }

    private void times() {
        double labelled = -LABEL_HEIGHT;
        long[] instants = time.instants();
        for (int i = 0; i < instants.length; i++) {
            double y = y(instants[i]);
            if (time.isShortened(i)) {
                double middle = (y(instants[i - 1]) + y) / 2;
                svg.line(
                        LEFT - 40,
                        middle,
                        width - 8,
                        middle,
                        "stroke=\"#d9e2ec\" stroke-dasharray=\"1 4\"");
                svg.label(
                        8,
                        middle + 4,
                        "   " + Decimal.millis(instants[i] - instants[i - 1], 1) + " ms",
                        Svg.PALE_INK + " font-style=\"italic\"");
                labelled = middle;
            }
            if (y >= labelled + LABEL_HEIGHT) {
                svg.line(LEFT - 40, y, width - RIGHT + 20, y, "stroke=\"#edf1f5\"");
                svg.label(8, y + 4, Decimal.seconds(instants[i], 4) + " s", "");
                labelled = y;
            }
        }
    }

    /** Lines of life: solid while the machine's process runs, thick and grey while it is down. */
    private void machines() {
        columns.forEach(
                (host, x) -> svg.line(x, TOP, x, TOP + time.height(), "stroke=\"#9fb3c8\""));
        for (Lane lane : variant.lanes()) {
            if (lane.kind() != Lane.Kind.NODE || !columns.containsKey(lane.subject())) {
                continue;
            }
            for (Lane.Segment segment : lane.segments()) {
                boolean inside = segment.untilNanos() > log.fromNanos()
                        && segment.fromNanos() < log.untilNanos();
                if (inside && !segment.value().equals("LIVE")) {
                    double from = y(Math.max(segment.fromNanos(), log.fromNanos()));
                    double until = y(Math.min(segment.untilNanos(), log.untilNanos()));
                    boolean down = segment.value().equals("DOWN");
                    svg.rect(
                            columns.get(lane.subject()) - 4,
                            from,
                            8,
                            until - from,
                            down ? "fill=\"#9aa5b1\"" : "fill=\"#f7c948\" fill-opacity=\"0.7\"",
                            lane.subject() + ": " + segment.value() + " " + segment.detail());
                }
            }
        }
    }

    private void names(double y) {
        columns.forEach((host, x) -> svg.label(
                x,
                y - 9,
                host,
                "text-anchor=\"middle\" font-size=\"13\" " + Svg.BOLD + " " + Svg.HALO));
    }

    private boolean messages(Message.Layer layer) {
        List<Message> all = log.messages().stream()
                .filter(message -> message.layer() == layer
                        && columns.containsKey(message.from())
                        && columns.containsKey(message.to()))
                .toList();
        if (all.isEmpty()) {
            return false;
        }
        svg.group(arrow(layer));
        all.stream().filter(message -> !message.isLost()).forEach(this::message);
        svg.endGroup();
        all.stream().filter(Message::isLost).forEach(this::lost);
        return true;
    }

    private void message(Message message) {
        double from = columns.get(message.from());
        double to = columns.get(message.to());
        long arrives = message.arrivesAtNanos();
        // One that arrives after the picture's end is drawn as far as it came.
        double share = arrives <= log.untilNanos() || arrives == message.sentAtNanos()
                ? 1
                : (double) (log.untilNanos() - message.sentAtNanos())
                        / (arrives - message.sentAtNanos());
        svg.line(
                from,
                y(message.sentAtNanos()),
                from + (to - from) * share,
                y(Math.min(arrives, log.untilNanos())),
                "",
                words(message));
    }

    private void lost(Message message) {
        double from = columns.get(message.from());
        double middle = from + (columns.get(message.to()) - from) * 0.5;
        double y = y(message.sentAtNanos());
        String colour = "stroke=\"#d9308c\"";
        svg.line(from, y, middle, y + 3, colour + " stroke-dasharray=\"4 2\"", words(message));
        svg.path(cross(middle, y + 3), colour + " stroke-width=\"1.6\"", words(message));
    }

    private static String words(Message message) {
        String arrival = message.isLost()
                ? message.verdict()
                : Decimal.millis(message.arrivesAtNanos() - message.sentAtNanos(), 3)
                        + " ms later at " + exact(message.arrivesAtNanos());
        return message.kind() + " from " + message.from() + " at " + exact(message.sentAtNanos())
                + " to " + message.to() + ", " + arrival + "\n" + message.text();
    }

    private static String exact(long nanos) {
        return Decimal.seconds(nanos, 6) + " s";
    }

    /** Changes of state: a dot on the machine's line; its name beside it where there is room. */
    private void marks() {
        Map<String, Double> reached = new TreeMap<>();
        for (MessageLog.Mark mark : log.marks()) {
            Double x = columns.get(mark.host());
            if (x == null) {
                continue;
            }
            double y = y(mark.atNanos());
            svg.path(
                    "M" + Svg.number(x - 4) + " " + Svg.number(y) + "l4 -4l4 4l-4 4z",
                    "fill=\"#102a43\"",
                    exact(mark.atNanos()) + " " + mark.host() + " " + mark.kind() + "\n"
                            + mark.text());
            if (y >= reached.getOrDefault(mark.host(), 0.0)) {
                svg.label(
                        x + 7,
                        y + 3.5,
                        mark.kind(),
                        "font-size=\"10\" " + Svg.BOLD + " " + Svg.HALO);
                reached.put(mark.host(), y + MARK_LABEL_HEIGHT);
            }
        }
    }

    private void steps() {
        for (FaultWindow step : variant.faults()) {
            rule(step.fromNanos(), step.label());
            if (step.lasting() && step.untilNanos().isPresent()) {
                rule(step.untilNanos().getAsLong(), "end of " + step.label());
            }
        }
    }

    private void rule(long atNanos, String label) {
        if (atNanos >= log.fromNanos() && atNanos <= log.untilNanos()) {
            double y = y(atNanos);
            svg.line(
                    LEFT - 40,
                    y,
                    width - 8,
                    y,
                    "stroke=\"#a30664\" stroke-width=\"1.5\" stroke-dasharray=\"8 4\"");
            svg.label(
                    width - 10,
                    y - 4,
                    label,
                    "text-anchor=\"end\" fill=\"#a30664\" " + Svg.BOLD + " font-size=\"12\"");
        }
    }

    private double y(long atNanos) {
        return TOP + time.y(atNanos);
    }

    private static String cross(double x, double y) {
        return "M" + Svg.number(x - 3) + " " + Svg.number(y - 3) + "l6 6m0 -6l-6 6";
    }

    private static String arrow(Message.Layer layer) {
        return "stroke=\"" + colour(layer) + "\" stroke-width=\"1\" marker-end=\"url(#" + id(layer)
                + ")\"";
    }

    private static String id(Message.Layer layer) {
        return "arrow-" + layer.name().toLowerCase(Locale.ROOT);
    }

    private static String colour(Message.Layer layer) {
        return switch (layer) {
            case SQL -> "#0967d2";
            case KV -> "#2f9e44";
            case RAFT -> "#868e96";
            case NODES -> "#8719e0";
            case CONNECTION -> "#e8590c";
        };
    }
}
