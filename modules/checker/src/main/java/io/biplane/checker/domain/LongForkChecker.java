package io.biplane.checker.domain;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No two readers see independent writes in different orders (parallel snapshot isolation's
 * anomaly). Each key is written once; {@code read} gives a list of {@code [key, value or null]}. Of
 * two reads of the same keys, one must have seen all that the other saw. Source: Jepsen's workload
 * of that name.
 */
public final class LongForkChecker {
    private LongForkChecker() {}

    /** Checks all ok reads, group by group of keys. */
    public static Verdict check(List<Operation> operations) {
        Report report = new Report("long-fork");
        Map<List<Object>, List<Operation>> groups = new LinkedHashMap<>();
        for (Operation operation : operations) {
            if (operation.isOk() && operation.f().equals("read")) {
                Optional<Map<Object, Object>> seen = seen(operation);
                if (seen.isEmpty()) {
                    return report.unknown(operation.describe() + " is no list of [key, value]");
                }
                report.judged();
                List<Object> keys = new ArrayList<>(seen.get().keySet());
                keys.sort((a, b) -> a.toString().compareTo(b.toString()));
                groups.computeIfAbsent(keys, name -> new ArrayList<>()).add(operation);
            }
        }
        groups.forEach((keys, reads) -> judge(keys, reads, report));
        return report.verdict("reads");
    }

    /** Different views of a group are few: each is compared with each. */
    private static void judge(List<Object> keys, List<Operation> reads, Report report) {
        Map<Map<Object, Object>, Operation> views = new LinkedHashMap<>();
        for (Operation read : reads) {
            Map<Object, Object> view = seen(read).orElseThrow();
            if (views.containsKey(view)) {
                continue;
            }
            views.forEach((other, witness) -> {
                if (sawMore(keys, view, other) && sawMore(keys, other, view)) {
                    report.broken(
                            "long-fork",
                            "keys " + keys,
                            witness.describe() + "\nand " + read.describe()
                                    + "\neach saw something that the other did not",
                            List.of(witness, read));
                }
            });
            views.put(view, read);
        }
    }

    private static boolean sawMore(
            List<Object> keys, Map<Object, Object> one, Map<Object, Object> other) {
        return keys.stream()
                .anyMatch(key -> !(one.get(key) instanceof Nil) && other.get(key) instanceof Nil);
    }

    private static Optional<Map<Object, Object>> seen(Operation read) {
        Map<Object, Object> seen = new LinkedHashMap<>();
        if (!(read.output() instanceof List<?> rows)) {
            return Optional.empty();
        }
        for (Object item : rows) {
            if (!(item instanceof List<?> row) || row.isEmpty() || row.size() > 2) {
                return Optional.empty();
            }
            seen.put(row.get(0), row.size() == 2 ? row.get(1) : Nil.NIL);
        }
        return Optional.of(seen);
    }
}
