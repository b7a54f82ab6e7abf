package io.biplane.checker.domain;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.List;

/**
 * Writes of one client become visible in its order: a client writes keys of a group one after the
 * other; {@code read} reads them in the opposite order and gives a list of {@code [key, value or
 * null]} in that order. Once a later-written key is there, all earlier ones must be. Source:
 * Jepsen's workload {@code sequential}.
 */
public final class SequentialChecker {
    private SequentialChecker() {}

    /** Checks all ok reads. */
    public static Verdict check(List<Operation> operations) {
        Report report = new Report("sequential");
        for (Operation read : operations) {
            if (!read.isOk() || !read.f().equals("read")) {
                continue;
            }
            if (!(read.output() instanceof List<?> rows)) {
                return report.unknown(read.describe() + " is no list of [key, value]");
            }
            report.judged();
            boolean sawLater = false;
            for (Object item : rows) {
                List<?> row = item instanceof List<?> list ? list : List.of(item);
                boolean isThere = row.size() == 2 && !(row.get(1) instanceof Nil);
                if (sawLater && !isThere) {
                    report.broken(
                            "out-of-order",
                            "key " + row.get(0),
                            read.describe() + " saw a key written later, but not " + row.get(0),
                            List.of(read));
                    break;
                }
                sawLater |= isThere;
            }
        }
        return report.verdict("reads");
    }
}
