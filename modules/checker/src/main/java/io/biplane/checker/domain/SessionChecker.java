package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Whole;
import io.biplane.checker.verdict.Verdict;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one session may rely on, for registers that only ever grow: {@code write [k, n]} and {@code
 * read [k]} giving {@code [k, n]}, numbers rising with versions.
 *
 * <ul>
 *   <li>monotonic reads: what a session reads does not go back;
 *   <li>read your writes: nor behind what it wrote;
 *   <li>monotonic writes: a session's writes to a key rise, so that whoever reads monotonically sees
 *       them in their order;
 *   <li>writes follow reads: they rise above what the session had read, too.
 * </ul>
 */
public final class SessionChecker {
    private SessionChecker() {}

    /** Where a session stands: a key as a process knows it. */
    private record Place(long process, Object key) {}

    /** The highest number a session knows for a key, and from which operation. */
    private record Known(BigInteger number, Operation operation, boolean isWrite) {}

    /** Checks all ok reads and writes; a session is a process. */
    public static Verdict check(List<Operation> operations) {
        Report report = new Report("session");
        Map<Place, Known> known = new LinkedHashMap<>();
        for (Operation operation : operations) {
            boolean isWrite = operation.f().equals("write");
            if (!operation.isOk() || !isWrite && !operation.f().equals("read")) {
                continue;
            }
            Optional<Row> row = Row.of(isWrite ? operation.input() : operation.output())
                    .filter(found -> Whole.isOne(found.value()) || !isWrite && !found.isThere());
            if (row.isEmpty()) {
                report.undecided(operation.describe() + " is not [key, number]");
                continue;
            }
            report.judged();
            Place place = new Place(operation.process(), row.get().key());
            Optional<BigInteger> number = Whole.big(row.get().value());
            Optional<Known> before = Optional.ofNullable(known.get(place));
            // Nothing there counts as older than every number.
            boolean isBack = before.isPresent()
                    && number.filter(seen -> seen.compareTo(before.get().number) >= 0)
                            .isEmpty();
            if (isBack) {
                report.broken(
                        kind(before.get(), isWrite),
                        "process " + operation.process(),
                        operation.describe() + "\ncomes after "
                                + before.get().operation.describe(),
                        List.of(before.get().operation, operation));
            } else if (number.isPresent()) {
                known.put(place, new Known(number.get(), operation, isWrite));
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
