package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long clients waited with nothing acknowledged. A client waits from when it asks until the next
 * acknowledgement, however often it asks again meanwhile; a client that asks for nothing does not
 * wait. Who never gets an answer waits until the history's last moment.
 */
public final class AvailabilityChecker {
    private AvailabilityChecker() {}

    /**
     * A time with nothing acknowledged.
     *
     * @param first the operation with which the wait began, or that was open when it did
     * @param fromNanos its start
     * @param toNanos its end
     */
    private record Wait(Operation first, long fromNanos, long toNanos) {
        long nanos() {
            return Millis.between(fromNanos, toNanos);
        }
    }

    /** A moment at which an operation begins or ends. */
    private record Moment(long atNanos, Operation operation, boolean isEnd) {
        /** Whether the client has been served then. */
        boolean isServed() {
            return isEnd && operation.isOk();
        }
    }

    /**
     * Checks that no client's longest wait exceeds a bound.
     *
     * @param clientOf a process's client: processes change when an operation's outcome is unknown;
     *     without such knowledge pass {@code Operation::process}, or a constant for all clients
     *     together
     * @param gapNanosMax the bound
     */
    public static Verdict check(
            List<Operation> operations, Function<Operation, Object> clientOf, long gapNanosMax) {
        Report report = new Report("availability");
        Map<Object, List<Operation>> clients = new LinkedHashMap<>();
        long lastNanos = Long.MIN_VALUE;
        for (Operation operation : operations) {
            clients.computeIfAbsent(clientOf.apply(operation), client -> new ArrayList<>())
                    .add(operation);
            lastNanos = Math.max(lastNanos, operation.span().invokedAtNanos());
            if (operation.span().returnedAtNanos() != Operation.Span.NEVER) {
                lastNanos = Math.max(lastNanos, operation.span().returnedAtNanos());
            }
        }
        long longestNanos = 0;
        for (Map.Entry<Object, List<Operation>> client : clients.entrySet()) {
            report.judged();
            Optional<Wait> longest = longest(client.getValue(), lastNanos);
            longestNanos = Math.max(longestNanos, longest.map(Wait::nanos).orElse(0L));
            longest.filter(wait -> wait.nanos() > gapNanosMax)
                    .ifPresent(wait -> report.broken(
                            "unavailable",
                            "client " + client.getKey(),
                            "nothing was acknowledged from " + Millis.text(wait.fromNanos)
                                    + " to " + Millis.text(wait.toNanos) + ", for "
                                    + Millis.text(wait.nanos()) + ", more than "
                                    + Millis.text(gapNanosMax) + ";\nwaiting since then: "
                                    + wait.first.describe(),
                            List.of(wait.first)));
        }
        report.fact("longest_gap_nanos", longestNanos);
        return report.verdict("clients");
    }

    private static Optional<Wait> longest(List<Operation> operations, long lastNanos) {
        List<Moment> moments = new ArrayList<>(2 * operations.size());
        for (Operation operation : operations) {
            long end = operation.span().returnedAtNanos();
            moments.add(new Moment(operation.span().invokedAtNanos(), operation, false));
            moments.add(new Moment(end == Operation.Span.NEVER ? lastNanos : end, operation, true));
        }
        // A beginning before an end at the same time: an operation may take no time.
        moments.sort(Comparator.comparingLong(Moment::atNanos).thenComparing(Moment::isEnd));
        Map<Integer, Operation> open = new LinkedHashMap<>();
        Optional<Operation> waiting = Optional.empty();
        long sinceNanos = 0;
        Optional<Wait> longest = Optional.empty();
        for (Moment moment : moments) {
            if (moment.isEnd) {
                open.remove(moment.operation.id());
            } else {
                open.put(moment.operation.id(), moment.operation);
                sinceNanos = waiting.isEmpty() ? moment.atNanos : sinceNanos;
                waiting = waiting.or(() -> Optional.of(moment.operation));
            }
            if (waiting.isPresent()) {
                Wait wait = new Wait(waiting.get(), sinceNanos, moment.atNanos);
                boolean isLonger =
                        longest.map(known -> known.nanos() < wait.nanos()).orElse(true);
                longest = isLonger ? Optional.of(wait) : longest;
            }
            if (moment.isServed()) {
                sinceNanos = moment.atNanos;
                waiting = open.values().stream().findFirst();
            }
        }
        return longest;
    }
}
