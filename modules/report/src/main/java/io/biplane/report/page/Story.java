package io.biplane.report.page;

import io.biplane.report.picture.Silences;
import io.biplane.report.picture.TimeAxis;
import io.biplane.testbed.detail.RawSample;
import io.biplane.testbed.observe.RunRecorder;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Lane;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.Phase;
import io.biplane.testbed.result.Series;
import io.biplane.testbed.result.VariantResult;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What happened in a run, in sentences in order of time: what the timeline did, what the cluster lost and found again, what the
 * clients felt. Only what stands out is told; everything is in the pictures.
 */
final class Story {
    /** Time without a holder that is worth a sentence. Our choice: ten times what a planned move takes. */
    private static final long GAP_NANOS_MIN = 50_000_000L;
    /** Gaps that begin this close together have one cause and are told as one. */
    private static final long TOGETHER_NANOS = 100_000_000L;
    /** Counts around a step are told when they fall into its window and this long after it. */
    private static final long AFTER_STEP_NANOS = 500_000_000L;

    /** Fewer costly events than this happen in any second and explain nothing. Our choice. */
    private static final long COUNTS_MIN = 3;
    /** Answers that take longer are slow for any database. Our choice. */
    private static final long SLOW_NANOS = 50_000_000L;
    /** Operations due this close to a step count as near it. */
    private static final long BEFORE_STEP_NANOS = 200_000_000L;
    /** From this factor over the usual on, an answer is worth a sentence. Our choice. */
    private static final double FELT_FACTOR = 1.5;

    private final VariantResult variant;
    private final List<Line> lines = new ArrayList<>();

    /** Whose sentence it is. */
    enum Voice {
        TIMELINE("timeline"),
        CLUSTER("cluster"),
        CLIENT("clients");

        private final String word;

        Voice(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** One sentence, with the instant it begins at. */
    record Line(long atNanos, Voice voice, String text) {}

    private Story(VariantResult variant) {
        this.variant = variant;
    }

    static List<Line> of(VariantResult variant) {
        Story story = new Story(variant);
        story.steps();
        story.gaps(Lane.Kind.LEASE, "nobody may serve");
        story.gaps(Lane.Kind.LEADER, "nobody leads the Raft group of");
        story.selfEnded();
        story.clients();
        story.lines.sort(Comparator.comparingLong(Line::atNanos).thenComparing(Line::voice));
        return List.copyOf(story.lines);
    }

    private void say(long atNanos, Voice voice, String text) {
        lines.add(new Line(atNanos, voice, text));
    }

    private void steps() {
        for (FaultWindow step : variant.faults()) {
            String length = step.lasting() && step.untilNanos().isPresent()
                    ? ", over after " + length(step.untilNanos().getAsLong() - step.fromNanos())
                    : step.lasting() ? ", until the end" : "";
            say(step.fromNanos(), Voice.TIMELINE, step.label() + length);
            demands(step);
            felt(step);
            String counts = counts(step);
            if (!counts.isEmpty()) {
                say(step.fromNanos(), Voice.CLUSTER, "meanwhile: " + counts);
            }
        }
    }

    /** What a step demanded of itself: that it be refused, or give certain rows. */
    private void demands(FaultWindow step) {
        variant.checks().stream()
                .filter(check -> check.kind() == CheckResult.Kind.STEP
                        && check.name().equals("step " + step.step()))
                .forEach(check -> say(
                        check.atNanos().orElse(step.fromNanos()),
                        Voice.CLUSTER,
                        (check.outcome() == Outcome.HELD
                                        ? "as it should be: "
                                        : "not as it should be: ")
                                + check.detail()));
    }

    /** The slowest answer near a step, against what was usual before all steps. */
    private void felt(FaultWindow step) {
        if (variant.phases().isEmpty()) {
            return;
        }
        long from = step.fromNanos() - BEFORE_STEP_NANOS;
        long until = endOf(step) + BEFORE_STEP_NANOS;
        Phase before = variant.phases().get(0);
        Optional<RawSample> worst = Optional.empty();
        double worstFactor = FELT_FACTOR;
        long usualNanos = 0;
        for (RawSample sample : variant.details().operations()) {
            if (sample.ending() != RawSample.Ending.OK
                    || sample.dueAtNanos() < from
                    || sample.dueAtNanos() > until) {
                continue;
            }
            long usual = before.operations().stream()
                    .filter(total -> total.load().equals(sample.load())
                            && total.operation().equals(sample.operation()))
                    .mapToLong(total -> total.response().p99Nanos())
                    .findFirst()
                    .orElse(0);
            if (usual > 0 && (double) sample.responseNanos() / usual > worstFactor) {
                worstFactor = (double) sample.responseNanos() / usual;
                worst = Optional.of(sample);
                usualNanos = usual;
            }
        }
        String usually = length(usualNanos);
        worst.ifPresent(sample -> say(
                step.fromNanos(),
                Voice.CLIENT,
                sample.load() + ": up to " + length(sample.responseNanos()) + " for a "
                        + sample.operation() + " (before, 99 of 100 took less than " + usually
                        + ")"));
    }

    private long endOf(FaultWindow step) {
        return step.lasting() ? step.untilNanos().orElse(variant.endedAtNanos()) : step.fromNanos();
    }

    /** What cost time while a step lasted, and just after. */
    private String counts(FaultWindow step) {
        long until = endOf(step) + AFTER_STEP_NANOS;
        List<String> words = new ArrayList<>();
        long all = 0;
        for (Series series : variant.series()) {
            long count = series.points().stream()
                    .filter(point -> point.atNanos() > step.fromNanos() && point.atNanos() <= until)
                    .mapToLong(Series.Point::count)
                    .sum();
            all += count;
            if (count > 0) {
                String title = series.title().toLowerCase(Locale.ROOT);
                boolean isOne = count == 1 && title.endsWith("s");
                words.add(count + " " + (isOne ? title.substring(0, title.length() - 1) : title));
            }
        }
        return all < COUNTS_MIN ? "" : String.join(", ", words);
    }

    /** Nodes that ended themselves, and until when they stay down. */
    private void selfEnded() {
        for (Lane lane : variant.lanes()) {
            if (lane.kind() != Lane.Kind.NODE) {
                continue;
            }
            for (Lane.Segment segment : lane.segments()) {
                if (segment.detail().startsWith(RunRecorder.SELF_ENDED)) {
                    boolean isBack = segment.untilNanos() < variant.endedAtNanos();
                    say(
                            segment.fromNanos(),
                            Voice.CLUSTER,
                            lane.subject() + " ends itself ("
                                    + segment.detail().substring(RunRecorder.SELF_ENDED.length())
                                    + ") and stays down "
                                    + (isBack
                                            ? "until it serves again at "
                                                    + TimeAxis.seconds(segment.untilNanos())
                                            : "to the end of the run"));
                }
            }
        }
    }

    /** A stretch in which nobody had something, and who had it then. */
    private record Gap(String subject, long fromNanos, long untilNanos, String next) {
        long nanos() {
            return untilNanos - fromNanos;
        }
    }

    private void gaps(Lane.Kind kind, String nobody) {
        List<Gap> gaps = new ArrayList<>();
        for (Lane lane : variant.lanes()) {
            if (lane.kind() == kind) {
                gaps.addAll(gaps(lane));
            }
        }
        gaps.sort(Comparator.comparingLong(Gap::fromNanos)
                .thenComparing(Comparator.comparingLong(Gap::nanos).reversed()));
        for (int i = 0; i < gaps.size(); ) {
            int end = i + 1;
            while (end < gaps.size()
                    && gaps.get(end).fromNanos() - gaps.get(i).fromNanos() < TOGETHER_NANOS) {
                end++;
            }
            tell(gaps.subList(i, end), nobody);
            i = end;
        }
    }

    private List<Gap> gaps(Lane lane) {
        List<Gap> gaps = new ArrayList<>();
        long reached = -1;
        for (Lane.Segment segment : lane.segments()) {
            if (reached >= 0 && segment.fromNanos() - reached >= GAP_NANOS_MIN) {
                gaps.add(new Gap(lane.subject(), reached, segment.fromNanos(), segment.value()));
            }
            reached = segment.untilNanos();
        }
        if (reached >= 0 && variant.endedAtNanos() - reached >= GAP_NANOS_MIN) {
            gaps.add(new Gap(lane.subject(), reached, variant.endedAtNanos(), ""));
        }
        return gaps;
    }

    private void tell(List<Gap> together, String nobody) {
        Gap longest =
                together.stream().max(Comparator.comparingLong(Gap::nanos)).orElseThrow();
        String who = longest.next().isEmpty()
                ? ", to the end of the run"
                : ", until " + longest.next() + " does at "
                        + TimeAxis.seconds(longest.untilNanos());
        String what = together.size() == 1
                ? longest.subject()
                : together.size() + " ranges, longest " + longest.subject();
        say(
                longest.fromNanos(),
                Voice.CLUSTER,
                nobody + " " + what + " for " + length(longest.nanos()) + who);
    }

    private void clients() {
        Map<String, List<RawSample>> byLoad = new TreeMap<>();
        for (RawSample sample : variant.details().operations()) {
            byLoad.computeIfAbsent(sample.load(), load -> new ArrayList<>()).add(sample);
        }
        byLoad.forEach((load, samples) -> {
            for (Silences.Silence silence : Silences.of(variant, load, "")) {
                say(
                        silence.fromNanos(),
                        Voice.CLIENT,
                        load + ": " + silence.words() + ", until "
                                + TimeAxis.seconds(silence.untilNanos()));
            }
            samples.stream()
                    .filter(sample -> sample.ending() == RawSample.Ending.OK)
                    .max(Comparator.comparingLong(RawSample::responseNanos))
                    .filter(slowest -> slowest.responseNanos() >= SLOW_NANOS)
                    .ifPresent(slowest -> say(
                            slowest.dueAtNanos(),
                            Voice.CLIENT,
                            load + ": the slowest answer of the run, a " + slowest.operation()
                                    + ", takes " + length(slowest.responseNanos())));
            errors(load, samples);
        });
    }

    private void errors(String load, List<RawSample> samples) {
        List<RawSample> errors = samples.stream()
                .filter(sample -> sample.ending() != RawSample.Ending.OK)
                .sorted(Comparator.comparingLong(RawSample::doneAtNanos))
                .toList();
        if (!errors.isEmpty()) {
            long unknown = errors.stream()
                    .filter(sample -> sample.ending() == RawSample.Ending.INFO)
                    .count();
            RawSample first = errors.get(0);
            RawSample last = errors.get(errors.size() - 1);
            say(
                    first.doneAtNanos(),
                    Voice.CLIENT,
                    load + ": " + errors.size()
                            + (errors.size() == 1 ? " operation does" : " operations do")
                            + " not end ok (" + unknown
                            + " unknown), the last at "
                            + TimeAxis.seconds(last.doneAtNanos()));
        }
    }

    /** A length of time with the unit that suits it. */
    static String length(long nanos) {
        return nanos >= 1_000_000_000L
                ? String.format(Locale.ROOT, "%.2f s", nanos / 1e9)
                : String.format(
                        Locale.ROOT, nanos < 10_000_000L ? "%.1f ms" : "%.0f ms", nanos / 1e6);
    }
}
