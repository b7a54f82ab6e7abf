package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set that only grows: {@code add e} with each element once, {@code read} gives all elements.
 * An element must not vanish once its add was acknowledged or a read had seen it before the other
 * read began, must not appear before its add began, or if nobody added it, and stands in a read
 * once.
 */
public final class SetChecker {
    private SetChecker() {}

    /** Checks all ok reads; elements acknowledged after the last read are counted as never read. */
    public static Verdict check(List<Operation> operations) {
        Report report = new Report("set");
        Map<Object, Operation> adds = new LinkedHashMap<>();
        List<Operation> reads = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.f().equals("add")) {
                adds.put(operation.input(), operation);
            } else if (operation.f().equals("read") && operation.isOk()) {
                reads.add(operation);
            }
        }
        Map<Object, Operation> knownBy = new LinkedHashMap<>();
        adds.forEach((element, add) -> {
            if (add.isOk()) {
                knownBy.put(element, add);
            }
        });
        for (Operation read : reads) {
            report.judged();
            judgeElements(read, adds, report);
            elements(read).forEach(element -> knownBy.merge(element, read, SetChecker::earlier));
        }
        long latency = 0;
        for (Operation read : reads) {
            judgeMissing(read, knownBy, report);
        }
        for (Map.Entry<Object, Operation> known : knownBy.entrySet()) {
            latency = Math.max(latency, seenAfterNanos(adds.get(known.getKey()), reads));
        }
        report.fact("elements_known", (long) knownBy.size());
        report.fact("longest_until_seen_nanos", latency);
        return report.verdict("reads");
    }

    private static Operation earlier(Operation one, Operation other) {
        return one.span().returnIndex() <= other.span().returnIndex() ? one : other;
    }

    private static List<?> elements(Operation read) {
        return read.output() instanceof List<?> list ? list : List.of();
    }

    private static void judgeElements(Operation read, Map<Object, Operation> adds, Report report) {
        Set<Object> met = new LinkedHashSet<>();
        for (Object element : elements(read)) {
            Operation add = adds.get(element);
            String subject = "element " + element;
            if (!met.add(element)) {
                String text = read.describe() + " shows " + element + " twice";
                report.broken("duplicate", subject, text, List.of(read));
            } else if (add == null) {
                String text = read.describe() + " shows " + element + ", which nobody added";
                report.broken("unexpected", subject, text, List.of(read));
            } else if (!add.isPossible() || read.isBefore(add)) {
                String why = add.isPossible() ? "was not added yet" : "was not added";
                report.broken(
                        "unexpected",
                        subject,
                        read.describe() + " shows " + element + ", which " + why + ": "
                                + add.describe(),
                        List.of(add, read));
            }
        }
    }

    private static void judgeMissing(
            Operation read, Map<Object, Operation> knownBy, Report report) {
        Set<Object> seen = new LinkedHashSet<>(elements(read));
        knownBy.forEach((element, witness) -> {
            if (witness.isBefore(read) && !seen.contains(element)) {
                report.broken(
                        "lost",
                        "element " + element,
                        read.describe() + " lacks " + element + ", known since "
                                + witness.describe(),
                        List.of(witness, read));
            }
        });
    }

    /**
     * From an add's return until the first read that shows it returned; 0 if seen at once or never.
     */
    private static long seenAfterNanos(Operation add, List<Operation> reads) {
        if (add == null || !add.isOk()) {
            return 0;
        }
        long first = Long.MAX_VALUE;
        for (Operation read : reads) {
            if (elements(read).contains(add.input())) {
                first = Math.min(first, read.span().returnedAtNanos());
            }
        }
        return first == Long.MAX_VALUE ? 0 : Math.max(0, first - add.span().returnedAtNanos());
    }
}
