package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.List;
import java.util.Optional;

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
            Optional<List<Row>> rows = Row.allOf(read.output());
            if (rows.isEmpty()) {
                report.undecided(read.describe() + " is no list of [key, value]");
                continue;
            }
            report.judged();
            Optional<Row> later = Optional.empty();
            for (Row row : rows.get()) {
                if (later.isPresent() && !row.isThere()) {
                    report.broken(
                            "out-of-order",
                            "key " + row.key(),
                            read.describe() + "\nsaw " + later.get().key()
                                    + ", written later, but not " + row.key(),
                            List.of(read));
                    break;
                }
                later = later.isEmpty() && row.isThere() ? Optional.of(row) : later;
            }
        }
        return report.verdict("reads");
    }
}
