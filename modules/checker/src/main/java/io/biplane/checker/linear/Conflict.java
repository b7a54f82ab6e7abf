package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.ModelMismatchException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Shrinks the operations in conflict to a smallest set.
 *
 * <p>To leave an operation out means to forget what came of it: it may then take effect at any time
 * after its invocation, or never, with any result. This only ever allows more, so a set that is in
 * conflict stays so however much is added to it, and "smallest" makes sense: forget any one of the
 * set too, and the rest can be put in order. (Taking an operation away altogether would not do: a
 * read is in conflict with nothing but the lack of its write.)
 *
 * <p>By divide and conquer: U. Junker, QuickXplain, AAAI 2004. What the budget does not allow to
 * decide stays in.
 *
 * @param <S> the model's states
 */
final class Conflict<S> {
    /** Operations that each try counts for, in steps: preparing a part takes about so long. */
    private static final int STEPS_PER_OPERATION = 20;
    /** One try's share. Our choice: a twentieth of a second; what takes longer is kept in. */
    private static final long STEPS_PER_TRY_MAX = 5_000_000L;

    /** Our choice: about a second. */
    private static final long STEPS_MAX = 100_000_000L;

    private static final long MEMORY_MAX = 64L << 20;
    private static final int FIRST_GUESS = 8;

    private final Judge<S> judge;
    private final List<Operation> prefix;
    private final Budget budget;
    private boolean isSmallest = true;

    /** What may still be spent on shrinking, over all parts; mutable. */
    static final class Budget {
        private final long memoryBytesMax;
        private long steps;

        /** A small part of what deciding may take. */
        Budget(Limits limits) {
            this.memoryBytesMax = Math.min(limits.memoryBytesMax(), MEMORY_MAX);
            this.steps = Math.min(limits.stepsMax(), STEPS_MAX);
        }

        private boolean isUsedUp() {
            return steps <= 0;
        }

        /** Limits of one search. */
        Limits limits() {
            return new Limits(STEPS_PER_TRY_MAX, memoryBytesMax);
        }
    }

    /**
     * What came out.
     *
     * @param operations in conflict, by invocation
     * @param isSmallest whether forgetting any one of them is known to dissolve the conflict
     * @param forgotten the prefix with all others forgotten
     */
    record Smallest(List<Operation> operations, boolean isSmallest, List<Operation> forgotten) {}

    private Conflict(Judge<S> judge, List<Operation> prefix, Budget budget) {
        this.judge = judge;
        this.prefix = prefix;
        this.budget = budget;
    }

    /**
     * Shrinks.
     *
     * @param prefix one part's operations up to an event by which they are in conflict
     * @param guess those that probably are what matters, the surest first
     */
    static <S> Smallest shrink(
            Judge<S> judge, List<Operation> prefix, List<Operation> guess, Budget budget)
            throws ModelMismatchException {
        Conflict<S> conflict = new Conflict<>(judge, prefix, budget);
        List<Operation> kept = conflict.divide(List.of(), false, conflict.candidates(guess));
        List<Operation> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparingLong(operation -> operation.span().invokeIndex()));
        return new Smallest(sorted, conflict.isSmallest, conflict.withOnly(sorted));
    }

    /** The guess if it will do, else more and more of what returned last. */
    private List<Operation> candidates(List<Operation> guess) throws ModelMismatchException {
        List<Operation> all =
                new ArrayList<>(prefix.stream().filter(Operation::isOk).toList());
        Set<Operation> known = byIdentity(all);
        List<Operation> sure = guess.stream().filter(known::contains).distinct().toList();
        if (!sure.isEmpty() && isInConflict(sure)) {
            return sure;
        }
        all.sort(Comparator.comparingLong(
                (Operation operation) -> -operation.span().returnIndex()));
        for (int size = FIRST_GUESS; size < all.size(); size *= 4) {
            if (isInConflict(all.subList(0, size))) {
                return all.subList(0, size);
            }
        }
        return all;
    }

    /**
     * A smallest part of {@code open} that is in conflict together with {@code fixed}; both
     * together are. Those at the front are kept rather than those at the back.
     */
    private List<Operation> divide(List<Operation> fixed, boolean isFixedNew, List<Operation> open)
            throws ModelMismatchException {
        if (isFixedNew && isInConflict(fixed)) {
            return List.of();
        }
        if (open.size() == 1) {
            return open;
        }
        if (budget.isUsedUp()) {
            isSmallest = false;
            return open;
        }
        List<Operation> front = open.subList(0, open.size() / 2);
        List<Operation> back = open.subList(open.size() / 2, open.size());
        List<Operation> ofBack = divide(joined(fixed, front), true, back);
        List<Operation> ofFront = divide(joined(fixed, ofBack), !ofBack.isEmpty(), front);
        return joined(ofFront, ofBack);
    }

    private static List<Operation> joined(List<Operation> one, List<Operation> other) {
        List<Operation> joined = new ArrayList<>(one);
        joined.addAll(other);
        return joined;
    }

    /** Whether these alone are known to be in conflict; if that is not known, no. */
    private boolean isInConflict(List<Operation> sure) throws ModelMismatchException {
        if (budget.isUsedUp()) {
            isSmallest = false;
            return false;
        }
        budget.steps -= (long) STEPS_PER_OPERATION * prefix.size();
        Judge.Result result = judge.judge(withOnly(sure), budget.limits());
        budget.steps -= result.steps();
        isSmallest &= result.answer() != Judge.Answer.UNKNOWN;
        return result.answer() == Judge.Answer.FAILS;
    }

    /** A set for asking only: never iterated. */
    static Set<Operation> byIdentity(List<Operation> operations) {
        Set<Operation> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(operations);
        return set;
    }

    /** The prefix with all forgotten but these. */
    private List<Operation> withOnly(List<Operation> sure) {
        Set<Operation> kept = byIdentity(sure);
        List<Operation> all = new ArrayList<>(prefix.size());
        for (Operation operation : prefix) {
            all.add(
                    operation.isOk() && !kept.contains(operation)
                            ? operation.forgotten()
                            : operation);
        }
        return all;
    }
}
