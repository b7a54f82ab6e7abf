package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says whether operations on a sequential object are linearizable. */
public final class LinearizabilityChecker {
    /** Failing parts that are explained; the others are counted. */
    private static final int ANOMALIES_MAX = 16;

    private LinearizabilityChecker() {}

    /**
     * Checks all parts of a history. Failed operations did not happen; unknown ones may take effect
     * at any time after their invocation, or never.
     *
     * @param operations paired operations, by invocation
     * @param model the object they ran on
     * @param limits where to give up
     * @return invalid if any part is not linearizable, with an anomaly per failing part; else
     *     unknown if any part could not be decided or an operation makes no sense to the model;
     *     else valid
     */
    public static Verdict check(List<Operation> operations, Model<?> model, Limits limits) {
        return check(operations, model, limits, true);
    }

    /** As {@link #check(List, Model, Limits)}, by search alone: for comparing the two methods. */
    static Verdict checkBySearch(List<Operation> operations, Model<?> model, Limits limits) {
        return check(operations, model, limits, false);
    }

    private static Verdict check(
            List<Operation> operations, Model<?> model, Limits limits, boolean useShortcuts) {
        Tally tally = new Tally("linearizable " + model.name(), limits);
        try {
            for (Map.Entry<Object, List<Operation>> part :
                    split(operations, model).entrySet()) {
                tally.parts++;
                judge(part.getKey(), model, part.getValue(), useShortcuts, tally);
            }
            return tally.verdict(operations.size());
        } catch (ModelMismatchException e) {
            return Verdict.unknown(tally.checker, e.getMessage(), new TreeMap<>());
        }
    }

    private static Map<Object, List<Operation>> split(List<Operation> operations, Model<?> model)
            throws ModelMismatchException {
        Map<Object, List<Operation>> parts = new LinkedHashMap<>();
        for (Operation operation : operations) {
            if (operation.isPossible()) {
                parts.computeIfAbsent(model.partition(operation), key -> new ArrayList<>())
                        .add(operation);
            }
        }
        return parts;
    }

    private static <S> void judge(
            Object key,
            Model<S> model,
            List<Operation> operations,
            boolean usesShortcuts,
            Tally tally)
            throws ModelMismatchException {
        Judge<S> judge = new Judge<>(model, usesShortcuts);
        Judge.Result result = judge.judge(operations, tally.left());
        tally.steps += result.steps();
        tally.byZones += result.byZones() ? 1 : 0;
        if (result.answer() == Judge.Answer.UNKNOWN) {
            tally.gaveUp(subject(key), result.progress());
        } else if (result.answer() == Judge.Answer.FAILS) {
            tally.failed(smallest(key, model, judge, operations, result, usesShortcuts, tally));
        }
    }

    /**
     * The failure at the end of the smallest failing prefix, found by bisection. A search knows
     * results before they return: what it got stuck at may still fit as long as a later return is
     * not known. If the limits end that, the smallest found so far is taken.
     */
    private static <S> Explanation.Failure<S> smallest(
            Object key,
            Model<S> model,
            Judge<S> judge,
            List<Operation> operations,
            Judge.Result whole,
            boolean usesShortcuts,
            Tally tally)
            throws ModelMismatchException {
        long[] ends = operations.stream()
                .filter(Operation::isOk)
                .mapToLong(operation -> operation.span().returnIndex())
                .filter(end -> end >= whole.stuckAt())
                .sorted()
                .toArray();
        List<Operation> guess = whole.guess();
        int fits = -1;
        int fails = ends.length - 1;
        // First what is probably the end, and just before it; if nothing is known, the beginning.
        int likely = Math.max(0, Arrays.binarySearch(ends, whole.failsBy()));
        int tries = likely < fails ? 0 : 1; // the whole is known to fail
        while (fits + 1 < fails) {
            int next = tries == 0
                    ? likely
                    : tries == 1 && fails == likely ? likely - 1 : (fits + fails) >>> 1;
            tries++;
            Judge.Result result =
                    judge.judge(Operations.prefix(operations, ends[next]), tally.left());
            tally.steps += result.steps();
            if (result.answer() == Judge.Answer.FAILS) {
                fails = next;
                guess = result.guess();
            } else {
                // What is not known to fail may fit.
                fits = next;
                tally.isSmallestPrefix &= result.answer() == Judge.Answer.FITS;
            }
        }
        return new Explanation.Failure<>(
                model, subject(key), operations, ends[fails], guess, usesShortcuts);
    }

    private static String subject(Object key) {
        return key instanceof io.biplane.checker.history.Nil ? "" : "key " + key;
    }

    /** What has been found so far; mutable, lives for one check. */
    private static final class Tally {
        private final String checker;
        private final Limits limits;
        /** Those to be explained, by the event that completes them. */
        private final List<Explanation.Failure<?>> failures = new ArrayList<>();

        private final List<String> undecided = new ArrayList<>();
        private int parts;
        private int byZones;
        private int failed;
        private long steps;
        private boolean isSmallestPrefix = true;

        Tally(String checker, Limits limits) {
            this.checker = checker;
            this.limits = limits;
        }

        /** The limits less the steps taken. */
        Limits left() {
            return new Limits(Math.max(1, limits.stepsMax() - steps), limits.memoryBytesMax());
        }

        void failed(Explanation.Failure<?> failure) {
            failed++;
            failures.add(failure);
            failures.sort((a, b) -> Long.compare(a.end(), b.end()));
            if (failures.size() > ANOMALIES_MAX) {
                failures.remove(ANOMALIES_MAX);
            }
        }

        void gaveUp(String subject, String progress) {
            undecided.add((subject.isEmpty() ? "" : subject + ": ") + progress);
        }

        Verdict verdict(int operations) throws ModelMismatchException {
            SortedMap<String, Object> facts = new TreeMap<>();
            facts.put("operations", (long) operations);
            facts.put("parts", (long) parts);
            facts.put("parts_by_zones", (long) byZones);
            facts.put("parts_failed", (long) failed);
            facts.put("parts_undecided", (long) undecided.size());
            facts.put("steps", steps);
            if (!undecided.isEmpty()) {
                facts.put("undecided", undecided.subList(0, Math.min(16, undecided.size())));
            }
            String partCount = parts == 1 ? "1 part" : parts + " parts";
            String of = " of " + partCount;
            if (failed > 0) {
                facts.put("smallest_prefix", isSmallestPrefix);
                Conflict.Budget budget = new Conflict.Budget(limits);
                List<Anomaly> anomalies = new ArrayList<>();
                for (Explanation.Failure<?> failure : failures) {
                    anomalies.add(failure.explained(budget));
                }
                return Verdict.invalid(
                        checker,
                        failed + of + (failed == 1 ? " is" : " are") + " not linearizable",
                        anomalies,
                        facts);
            }
            Validity validity = undecided.isEmpty() ? Validity.VALID : Validity.UNKNOWN;
            String summary = undecided.isEmpty()
                    ? operations + " operations in " + partCount + " are linearizable"
                    : undecided.size() + of + (undecided.size() == 1 ? " is" : " are")
                            + " undecided; " + undecided.get(0);
            return new Verdict(checker, validity, summary, List.of(), facts);
        }
    }
}
