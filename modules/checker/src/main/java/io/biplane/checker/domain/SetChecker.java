package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A set that only grows: {@code add e}, and {@code read} gives all elements. An element is known
 * once an add of it was acknowledged or a read had seen it. A read that begins then and lacks it is
 * stale if a later read shows it again, and has lost it if none does. An element must not appear
 * before an add of it began, or if nobody added it, and stands in a read once.
 *
 * <p>An element stays if the last read to begin shows it. If no acknowledged one is known to stay,
 * nothing was lost only because nobody looked: the answer is unknown. Source: Jepsen's checker {@code
 * set-full}, for lost, stale and stable.
 */
public final class SetChecker {
    /** Elements that are named in a sentence. */
    private static final int NAMED_MAX = 16;

    private SetChecker() {}

    /** What is known of one element; mutable. */
    private static final class Element {
        /** When the first add that may have happened began; never if there is none. */
        private long added = Operation.Span.NEVER;
        /** The first add of all; empty if nobody tried. */
        private Optional<Operation> firstAdd = Optional.empty();
        /** Who returned first having acknowledged or seen it. */
        private Optional<Operation> witness = Optional.empty();
        /** The first add to be acknowledged. */
        private Optional<Operation> acknowledged = Optional.empty();
        /** The last read to return that shows it. */
        private long lastSeen = -1;
        /** When the first read to return that shows it did so, nanoseconds. */
        private long firstSeenAtNanos = Operation.Span.NEVER;

        private boolean isReported;

        void add(Operation add) {
            if (add.isPossible()) {
                added = Math.min(added, add.span().invokeIndex());
            }
            if (firstAdd.isEmpty() || !firstAdd.get().isPossible()) {
                firstAdd = Optional.of(add);
            }
            if (add.isOk()) {
                acknowledged = Optional.of(earlier(acknowledged, add));
                witness = Optional.of(earlier(witness, add));
            }
        }

        void seenBy(Operation read) {
            witness = Optional.of(earlier(witness, read));
            lastSeen = Math.max(lastSeen, read.span().returnIndex());
            firstSeenAtNanos = Math.min(firstSeenAtNanos, read.span().returnedAtNanos());
        }

        private static Operation earlier(Optional<Operation> one, Operation other) {
            boolean isFirst = one.isPresent()
                    && one.get().span().returnIndex() <= other.span().returnIndex();
            return isFirst ? one.get() : other;
        }

        /** From the acknowledgement until a read showed it; 0 if one did before. */
        private long untilSeenNanos() {
            return Math.max(
                    0,
                    Millis.between(
                            acknowledged.orElseThrow().span().returnedAtNanos(), firstSeenAtNanos));
        }
    }

    /**
     * Checks all ok reads.
     *
     * @param toleratesStale whether an element may be missing for a while after it was known
     */
    public static Verdict check(List<Operation> operations, boolean toleratesStale) {
        Report report = new Report(toleratesStale ? "set-eventual" : "set");
        Map<Object, Element> elements = new LinkedHashMap<>();
        List<Operation> reads = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.f().equals("add")) {
                element(elements, operation.input()).add(operation);
            } else if (!operation.f().equals("read")) {
                report.undecided(operation.describe() + " is neither add nor read");
                return report.verdict("reads");
            } else if (operation.isOk() && operation.output() instanceof Collection<?>) {
                reads.add(operation);
            } else if (operation.isOk()) {
                report.undecided(operation.describe() + " is no list of elements");
            }
        }
        reads.forEach(read -> judgeElements(read, elements, report));
        judgeMissing(reads, elements, toleratesStale, report);
        untilSeen(elements, report);
        judgeStaying(reads, elements, report);
        return report.verdict("reads");
    }

    private static Element element(Map<Object, Element> elements, Object name) {
        return elements.computeIfAbsent(name, key -> new Element());
    }

    private static void judgeElements(
            Operation read, Map<Object, Element> elements, Report report) {
        report.judged();
        Set<Object> met = new LinkedHashSet<>();
        for (Object name : seen(read)) {
            Element element = element(elements, name);
            if (!met.add(name)) {
                String text = read.describe() + "\nshows " + name + " twice";
                report.broken("duplicate", "element " + name, text, List.of(read));
            } else if (element.firstAdd.isEmpty()) {
                String text = read.describe() + "\nshows " + name + ", which nobody added";
                report.broken("unexpected", "element " + name, text, List.of(read));
            } else if (read.span().returnIndex() < element.added) {
                Operation add = element.firstAdd.get();
                String why = add.isPossible() ? "was not added yet: " : "was not added: ";
                report.broken(
                        "unexpected",
                        "element " + name,
                        read.describe() + "\nshows " + name + ", which " + why + add.describe(),
                        List.of(add, read));
            } else {
                element.seenBy(read);
            }
        }
    }

    /**
     * Reads by invocation, elements by when they were known. A read that shows as many known ones as
     * there are lacks none; otherwise each element it lacks is reported once.
     */
    private static void judgeMissing(
            List<Operation> reads,
            Map<Object, Element> elements,
            boolean toleratesStale,
            Report report) {
        List<Map.Entry<Object, Element>> known = new ArrayList<>();
        for (Map.Entry<Object, Element> element : elements.entrySet()) {
            if (element.getValue().witness.isPresent()) {
                known.add(element);
            }
        }
        known.sort(Comparator.comparingLong(
                element -> element.getValue().witness.orElseThrow().span().returnIndex()));
        report.fact("elements_known", (long) known.size());
        long lastRead =
                reads.isEmpty() ? -1 : reads.get(reads.size() - 1).span().invokeIndex();
        List<Map.Entry<Object, Element>> expected = new ArrayList<>();
        int next = 0;
        long stale = 0;
        for (Operation read : reads) {
            while (next < known.size() && isKnownBefore(known.get(next).getValue(), read)) {
                expected.add(known.get(next++));
            }
            Set<Object> seen = new LinkedHashSet<>(seen(read));
            if (seen.stream().filter(name -> isExpected(elements, name, read)).count()
                    == expected.size()) {
                continue;
            }
            for (Map.Entry<Object, Element> element : expected) {
                if (!seen.contains(element.getKey())) {
                    element.getValue().isReported = true;
                    boolean isStale = element.getValue().lastSeen > lastRead;
                    stale += isStale ? 1 : 0;
                    if (!isStale || !toleratesStale) {
                        missing(element, read, isStale, report);
                    }
                }
            }
            expected.removeIf(element -> element.getValue().isReported);
        }
        report.fact("elements_stale", stale);
    }

    private static boolean isKnownBefore(Element element, Operation read) {
        return element.witness.isPresent() && element.witness.get().isBefore(read);
    }

    private static boolean isExpected(Map<Object, Element> elements, Object name, Operation read) {
        Element element = elements.get(name);
        return !element.isReported && isKnownBefore(element, read);
    }

    private static void missing(
            Map.Entry<Object, Element> element, Operation read, boolean isStale, Report report) {
        Operation witness = element.getValue().witness.orElseThrow();
        report.broken(
                isStale ? "stale" : "lost",
                "element " + element.getKey(),
                read.describe() + "\nlacks " + element.getKey() + ", known since "
                        + witness.describe()
                        + (isStale
                                ? ",\nthough it was seen after this read began"
                                : ";\nnobody saw it later"),
                List.of(witness, read));
    }

    private static Collection<?> seen(Operation read) {
        return (Collection<?>) read.output();
    }

    /** Whether anything was seen to stay, and what no read could have seen. */
    private static void judgeStaying(
            List<Operation> reads, Map<Object, Element> elements, Report report) {
        if (reads.isEmpty()) {
            return;
        }
        Operation last = reads.get(reads.size() - 1);
        Set<Object> shown = new LinkedHashSet<>(seen(last));
        List<Object> unread = new ArrayList<>();
        boolean stays = false;
        for (Map.Entry<Object, Element> element : elements.entrySet()) {
            Optional<Operation> add = element.getValue().acknowledged;
            stays |= add.isPresent() && shown.contains(element.getKey());
            boolean isLate = add.isPresent() && !add.get().isBefore(last);
            if (isLate && element.getValue().lastSeen < 0) {
                unread.add(element.getKey());
            }
        }
        report.fact("elements_unread", (long) unread.size());
        if (!stays) {
            report.undecided("no acknowledged element was seen to stay: the last read to begin, "
                    + last.describe() + ", shows none");
        }
        if (!unread.isEmpty()) {
            List<Object> named = unread.subList(0, Math.min(NAMED_MAX, unread.size()));
            String more = unread.size() > NAMED_MAX
                    ? " and " + (unread.size() - NAMED_MAX) + " more"
                    : "";
            report.remark("; nothing is known of " + named + more
                    + ", since no read began after they were acknowledged");
        }
    }

    /** How long acknowledged elements took to be seen. */
    private static void untilSeen(Map<Object, Element> elements, Report report) {
        long[] nanos = elements.values().stream()
                .filter(element -> element.acknowledged.isPresent() && element.lastSeen >= 0)
                .mapToLong(Element::untilSeenNanos)
                .sorted()
                .toArray();
        long never = elements.values().stream()
                .filter(element -> element.acknowledged.isPresent() && element.lastSeen < 0)
                .count();
        report.fact("elements_never_seen", never);
        if (nanos.length > 0) {
            report.fact("until_seen_p50_nanos", nanos[(nanos.length - 1) / 2]);
            report.fact("until_seen_p99_nanos", nanos[(int) ((nanos.length * 99L + 99) / 100) - 1]);
            report.fact("until_seen_max_nanos", Arrays.stream(nanos).max().orElse(0));
        }
    }
}
