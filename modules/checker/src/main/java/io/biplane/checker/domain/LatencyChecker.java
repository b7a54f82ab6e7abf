package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.Arrays;
import java.util.List;

/** Latency budgets per phase: a percentile of acknowledged operations stays below a bound. */
public final class LatencyChecker {
    private LatencyChecker() {}

    /**
     * A budget.
     *
     * @param name of the phase
     * @param fromNanos start of the phase, inclusive; operations count where they were invoked
     * @param untilNanos end of the phase, exclusive
     * @param perMille the percentile in thousandths: 990 is p99
     * @param nanosMax the bound, inclusive
     */
    public record Budget(
            String name, long fromNanos, long untilNanos, int perMille, long nanosMax) {}

    /**
     * Checks all budgets. The percentile is the nearest rank: the smallest that so many do not
     * exceed.
     */
    public static Verdict check(List<Operation> operations, List<Budget> budgets) {
        Report report = new Report("latency");
        for (Budget budget : budgets) {
            List<Operation> inPhase = operations.stream()
                    .filter(Operation::isOk)
                    .filter(operation -> operation.span().invokedAtNanos() >= budget.fromNanos
                            && operation.span().invokedAtNanos() < budget.untilNanos)
                    .sorted((a, b) -> Long.compare(nanos(a), nanos(b)))
                    .toList();
            if (inPhase.isEmpty()) {
                return report.unknown("nothing was acknowledged in phase " + budget.name);
            }
            report.judged();
            int rank = (int) Math.max(1, (inPhase.size() * (long) budget.perMille + 999) / 1000);
            Operation at = inPhase.get(rank - 1);
            report.fact(budget.name + "_nanos", nanos(at));
            if (nanos(at) > budget.nanosMax) {
                report.broken(
                        "over-budget",
                        "phase " + budget.name,
                        "of " + inPhase.size() + " operations number " + rank + " by latency took "
                                + nanos(at) + " ns, more than " + budget.nanosMax + " ns",
                        Arrays.asList(at));
            }
        }
        return report.verdict("budgets");
    }

    private static long nanos(Operation operation) {
        return operation.span().returnedAtNanos() - operation.span().invokedAtNanos();
    }
}
