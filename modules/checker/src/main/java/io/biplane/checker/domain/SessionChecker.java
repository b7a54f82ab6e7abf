package io.biplane.checker.domain;

import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one session may rely on, for registers that only ever grow: {@code write [k, n]} and {@code
 * read [k]} giving {@code [k, n]}, numbers rising with versions.
 *
 * <ul>
 *   <li>monotonic reads: what a session reads does not go back;
 *   <li>read your writes: nor behind what it wrote;
 *   <li>monotonic writes, seen from others: a session's writes to a key rise, so that a reader who
 *       saw the later one never sees the earlier one again — covered by monotonic reads of each
 *       reader, and here by refusing writes of one session that fall.
 * </ul>
 */
public final class SessionChecker {
    private SessionChecker() {}

    /** The last number a session knows for a key, and from which operation. */
    private record Known(long number, Operation operation, boolean isWrite) {}

    /** Checks all ok reads and writes; a session is a process. */
    public static Verdict check(List<Operation> operations) {
        Report report = new Report("session");
        Map<List<Object>, Known> known = new LinkedHashMap<>();
        for (Operation operation : operations) {
            boolean isWrite = operation.f().equals("write");
            if (operation.outcome() != EventType.OK
                    || !isWrite && !operation.f().equals("read")) {
                continue;
            }
            Object value = isWrite ? operation.input() : operation.output();
            if (!(value instanceof List<?> pair) || pair.isEmpty()) {
                return report.unknown(operation.describe() + " is not [key, number]");
            }
            if (pair.size() == 2 && !(pair.get(1) instanceof Long)) {
                return report.unknown(operation.describe() + " is not [key, number]");
            }
            // Nothing there counts as older than every number.
            long number = pair.size() == 2 ? (Long) pair.get(1) : Long.MIN_VALUE;
            report.judged();
            List<Object> place = List.of(operation.process(), pair.get(0));
            Known before = known.get(place);
            if (before != null && number < before.number) {
                report.broken(
                        kind(before, isWrite),
                        "process " + operation.process(),
                        operation.describe() + "\ncomes after " + before.operation.describe(),
                        List.of(before.operation, operation));
            } else {
                known.put(place, new Known(number, operation, isWrite));
            }
        }
        return report.verdict("reads and writes of sessions");
    }

    private static String kind(Known before, boolean isWrite) {
        if (isWrite) {
            return before.isWrite ? "non-monotonic-write" : "write-behind-read";
        }
        return before.isWrite ? "does-not-read-own-write" : "non-monotonic-read";
    }
}
