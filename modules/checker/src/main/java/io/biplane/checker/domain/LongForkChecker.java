package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * No two readers see independent writes in different orders (parallel snapshot isolation's
 * anomaly). Each key is written once; {@code read} gives a list of {@code [key, value or null]}. Of
 * two reads of the same keys, one must have seen all that the other saw. Source: Jepsen's workload
 * of that name.
 */
public final class LongForkChecker {
    private LongForkChecker() {}

    /** What a read of a group of keys saw: the keys that were there. */
    private record View(Operation read, Set<Object> there) {}

    /** Checks all ok reads, group by group of keys. */
    public static Verdict check(List<Operation> operations) {
        Report report = new Report("long-fork");
        Map<Set<Object>, List<View>> groups = new LinkedHashMap<>();
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Operation operation : operations) {
            if (!operation.isOk() || !operation.f().equals("read")) {
                continue;
            }
            Optional<List<Row>> rows = Row.allOf(operation.output());
            if (rows.isEmpty()) {
                report.undecided(operation.describe() + " is no list of [key, value]");
                continue;
            }
            report.judged();
            Set<Object> keys = new LinkedHashSet<>();
            Set<Object> there = new LinkedHashSet<>();
            for (Row row : rows.get()) {
                keys.add(row.key());
                if (row.isThere()) {
                    there.add(row.key());
                    Object other = values.putIfAbsent(row.key(), row.value());
                    if (other != null && !other.equals(row.value())) {
                        report.undecided("key " + row.key() + " had the values " + other + " and "
                                + row.value() + ": each key must be written once");
                    }
                }
            }
            groups.computeIfAbsent(keys, name -> new ArrayList<>()).add(new View(operation, there));
        }
        groups.forEach((keys, views) -> judge(keys, views, report));
        return report.verdict("reads");
    }

    /**
     * Sorted by how much they saw, views agree if and only if each saw all that the one before it
     * saw.
     */
    private static void judge(Set<Object> keys, List<View> views, Report report) {
        List<View> bySize = new ArrayList<>(views);
        bySize.sort((a, b) -> Integer.compare(a.there.size(), b.there.size()));
        for (int i = 1; i < bySize.size(); i++) {
            View one = bySize.get(i - 1);
            View other = bySize.get(i);
            if (!other.there.containsAll(one.there)) {
                report.broken(
                        "long-fork",
                        "keys " + keys,
                        one.read.describe() + "\nand " + other.read.describe()
                                + "\neach saw something that the other did not",
                        List.of(one.read, other.read));
            }
        }
    }
}
