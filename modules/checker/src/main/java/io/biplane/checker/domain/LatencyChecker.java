package io.biplane.checker.domain;

import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Latency budgets per phase: a percentile of operations stays below a bound. Operations that failed
 * say nothing of latency. One of unknown outcome took at least as long as it was waited for, and for
 * ever if it never returned: were it left out, a system that lets slow operations time out would
 * look fast.
 */
public final class LatencyChecker {
    /** As many as {@link Budget#perMillion} counts. */
    public static final int ALL = 1_000_000;

    private LatencyChecker() {}

    /**
     * A budget.
     *
     * @param name part of facts' names
     * @param f name of the operations meant; empty for all
     * @param fromNanos start of the phase, inclusive; operations count where they were invoked
     * @param untilNanos end of the phase, exclusive
     * @param perMillion the percentile in millionths: 990,000 is p99, {@link #ALL} the maximum
     * @param nanosMax the bound, inclusive
     * @param words the bound as it was given, such as {@code < 400ms}
     */
    public record Budget(
            String name,
            Optional<String> f,
            long fromNanos,
            long untilNanos,
            int perMillion,
            long nanosMax,
            String words) {
        /** A budget whose bound is told in milliseconds. */
        public Budget(
                String name,
                Optional<String> f,
                long fromNanos,
                long untilNanos,
                int perMillion,
                long nanosMax) {
            this(
                    name,
                    f,
                    fromNanos,
                    untilNanos,
                    perMillion,
                    nanosMax,
                    "<= " + Millis.text(nanosMax));
        }

        public Budget {
            if (perMillion < 1 || perMillion > ALL) {
                throw new IllegalArgumentException("no percentile: " + perMillion);
            }
        }

        private boolean isAbout(Operation operation) {
            long at = operation.span().invokedAtNanos();
            return operation.outcome() != EventType.FAIL
                    && at >= fromNanos
                    && at < untilNanos
                    && f.map(operation.f()::equals).orElse(true);
        }
    }

    /**
     * Checks all budgets. The percentile is the nearest rank: the smallest that so many do not
     * exceed.
     */
    public static Verdict check(List<Operation> operations, List<Budget> budgets) {
        Report report = new Report("latency");
        for (Budget budget : budgets) {
            List<Operation> inPhase = operations.stream()
                    .filter(budget::isAbout)
                    .sorted(Comparator.comparingLong(LatencyChecker::nanos))
                    .toList();
            if (inPhase.stream().noneMatch(Operation::isOk)) {
                report.undecided(
                        "nothing that budget " + budget.name + " is about was acknowledged");
                continue;
            }
            report.judged();
            long rank = (inPhase.size() * (long) budget.perMillion + ALL - 1) / ALL;
            Operation at = inPhase.get((int) rank - 1);
            report.fact(budget.name + "_nanos", nanos(at));
            if (nanos(at) > budget.nanosMax) {
                report.broken(
                        "over-budget",
                        "budget " + budget.name + " " + budget.words,
                        "of " + inPhase.size() + " operations number " + rank
                                + " by latency took " + text(nanos(at)) + ", and not "
                                + budget.words + ":\n" + at.describe(),
                        List.of(at));
            }
        }
        return report.verdict("budgets");
    }

    private static String text(long nanos) {
        return nanos == Long.MAX_VALUE ? "for ever" : Millis.text(nanos);
    }

    private static long nanos(Operation operation) {
        long end = operation.span().returnedAtNanos();
        return end == Operation.Span.NEVER
                ? Long.MAX_VALUE
                : Millis.between(operation.span().invokedAtNanos(), end);
    }
}
