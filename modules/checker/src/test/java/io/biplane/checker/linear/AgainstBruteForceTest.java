package io.biplane.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Random small histories: the checker and the spelled-out definition agree every time. */
class AgainstBruteForceTest {
    private static final int SMALL = 1500;
    private static final int LARGE = 40_000;

    private static final RandomHistory.Questions DISTINCT_WRITES = (dice, number) -> {
        long key = dice.below(2);
        return dice.chance(50)
                ? new RandomHistory.Question("write", List.of(key, (long) number), Nil.NIL)
                : new RandomHistory.Question("read", List.of(key), seen(dice, key, number));
    };

    private static final RandomHistory.Questions REPEATED_WRITES = (dice, number) -> {
        long key = dice.below(2);
        int kind = dice.below(100);
        if (kind < 40) {
            return new RandomHistory.Question("write", List.of(key, (long) dice.below(3)), Nil.NIL);
        }
        if (kind < 60) {
            List<Object> change = List.of((long) dice.below(3), (long) dice.below(3));
            return new RandomHistory.Question("cas", List.of(key, change), Nil.NIL);
        }
        return new RandomHistory.Question("read", List.of(key), seen(dice, key, 4));
    };

    /** A key with a value around {@code upTo}, or without. */
    private static Object seen(Dice dice, long key, int upTo) {
        return dice.chance(20)
                ? List.of(key)
                : List.of(key, (long) dice.below(Math.max(1, upTo + 1)));
    }

    @Test
    void registers_with_differing_writes_agree() throws Exception {
        compare(RegisterModel.keyed(), NaiveObject.REGISTER, DISTINCT_WRITES, SMALL, 1, true);
    }

    @Test
    void registers_with_compare_and_set_agree() throws Exception {
        compare(RegisterModel.keyed(), NaiveObject.REGISTER, REPEATED_WRITES, SMALL, 2, true);
    }

    @Test
    void registers_agree_forty_thousand_times_each() throws Exception {
        compare(RegisterModel.keyed(), NaiveObject.REGISTER, DISTINCT_WRITES, LARGE, 3, true);
        compare(RegisterModel.keyed(), NaiveObject.REGISTER, REPEATED_WRITES, LARGE, 4, true);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        compare(RegisterModel.keyed(), NaiveObject.REGISTER, DISTINCT_WRITES, 1000, 5, true);
        compare(RegisterModel.keyed(), NaiveObject.REGISTER, REPEATED_WRITES, 1000, 6, true);
    }

    static void compare(
            Model<?> model,
            NaiveObject object,
            RandomHistory.Questions questions,
            int histories,
            long seed,
            boolean isSplit)
            throws Exception {
        compare(history -> model, object, questions, histories, seed, isSplit);
    }

    static void compare(
            Function<List<Operation>, Model<?>> models,
            NaiveObject object,
            RandomHistory.Questions questions,
            int histories,
            long seed,
            boolean isSplit)
            throws Exception {
        Dice dice = new Dice(seed);
        int valid = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations =
                    RandomHistory.draw(dice, 2 + dice.below(5), 2 + dice.below(3), questions);
            boolean expected = isSplit
                    ? everyPartIsLinearizable(operations, object)
                    : BruteForce.isLinearizable(operations, object);
            valid += expected ? 1 : 0;
            Model<?> model = models.apply(operations);
            Verdict verdict = LinearizabilityChecker.check(operations, model, Limits.DEFAULT);
            Verdict bySearch =
                    LinearizabilityChecker.checkBySearch(operations, model, Limits.DEFAULT);
            Validity answer = expected ? Validity.VALID : Validity.INVALID;
            assertThat(verdict.validity()).as(text(operations, verdict)).isEqualTo(answer);
            assertThat(bySearch.validity()).as(text(operations, bySearch)).isEqualTo(answer);
            // With limits so tight that the search is tried in other ways, or gives up.
            Limits tight = new Limits(200 + dice.below(10_000), 1L << 20);
            Verdict hurried = LinearizabilityChecker.checkBySearch(operations, model, tight);
            assertThat(hurried.validity())
                    .as(text(operations, hurried))
                    .isIn(answer, Validity.UNKNOWN);
            if (!expected) {
                checkPrefix(operations, object, verdict, isSplit);
                checkConflict(operations, object, verdict, isSplit);
                checkConflict(operations, object, bySearch, isSplit);
                assertThat(bySearch.anomalies().get(0).lastEventIndex())
                        .isEqualTo(verdict.anomalies().get(0).lastEventIndex());
            }
        }
        // Both answers must be common, or the comparison shows nothing.
        assertThat(valid).isBetween(histories / 20, histories * 19 / 20);
    }

    /** The history up to the named event fails; up to the event before it fits. */
    private static void checkPrefix(
            List<Operation> operations, NaiveObject object, Verdict verdict, boolean isSplit) {
        long end = verdict.anomalies().get(0).lastEventIndex();
        for (int less = 0; less < 2; less++) {
            List<Operation> prefix = prefix(operations, end - less);
            boolean fits = isSplit
                    ? everyPartIsLinearizable(prefix, object)
                    : BruteForce.isLinearizable(prefix, object);
            assertThat(fits).as(text(operations, verdict)).isEqualTo(less == 1);
        }
    }

    /** The operations named are in conflict whatever came of the others, and none is spare. */
    private static void checkConflict(
            List<Operation> operations, NaiveObject object, Verdict verdict, boolean isSplit) {
        Anomaly anomaly = verdict.anomalies().get(0);
        List<Operation> prefix = prefix(operations, anomaly.lastEventIndex());
        List<Operation> conflict = anomaly.operations();
        assertThat(conflict).isNotEmpty().allMatch(Operation::isOk);
        assertThat(fits(prefix, conflict, object, isSplit))
                .as(text(operations, verdict) + anomaly.explanation())
                .isFalse();
        for (Operation spare : conflict) {
            List<Operation> less = new ArrayList<>(conflict);
            less.remove(spare);
            assertThat(fits(prefix, less, object, isSplit))
                    .as(text(operations, verdict) + anomaly.explanation())
                    .isTrue();
        }
        assertThat(anomaly.explanation()).doesNotContain("not found out");
    }

    /** Whether there is an order if only what came of some is known. */
    private static boolean fits(
            List<Operation> prefix, List<Operation> known, NaiveObject object, boolean isSplit) {
        List<Operation> forgotten = prefix.stream()
                .map(operation -> operation.isOk() && !known.contains(operation)
                        ? forgotten(operation)
                        : operation)
                .toList();
        return isSplit
                ? everyPartIsLinearizable(forgotten, object)
                : BruteForce.isLinearizable(forgotten, object);
    }

    private static List<Operation> prefix(List<Operation> operations, long end) {
        List<Operation> prefix = new ArrayList<>();
        for (Operation operation : operations) {
            Operation.Span span = operation.span();
            if (operation.isOk() && span.returnIndex() > end) {
                prefix.add(forgotten(operation));
            } else if (operation.outcome() != EventType.FAIL) {
                prefix.add(operation);
            }
        }
        return prefix.stream().filter(op -> op.span().invokeIndex() <= end).toList();
    }

    private static Operation forgotten(Operation operation) {
        Operation.Span span = operation.span();
        return new Operation(
                operation.id(),
                operation.process(),
                operation.f(),
                operation.input(),
                Nil.NIL,
                EventType.INFO,
                new Operation.Span(
                        span.invokeIndex(),
                        Operation.Span.NEVER,
                        span.invokedAtNanos(),
                        Operation.Span.NEVER));
    }

    /** Values begin with their key. */
    static boolean everyPartIsLinearizable(List<Operation> operations, NaiveObject object) {
        for (long key = 0; key < 2; key++) {
            Object name = key;
            List<Operation> part = operations.stream()
                    .filter(operation -> ((List<?>) operation.input()).get(0).equals(name))
                    .toList();
            if (!BruteForce.isLinearizable(part, object)) {
                return false;
            }
        }
        return true;
    }

    private static String text(List<Operation> operations, Verdict verdict) {
        StringBuilder text = new StringBuilder(verdict.summary());
        operations.forEach(operation -> text.append('\n')
                .append(operation.span())
                .append(' ')
                .append(operation.describe()));
        return text.toString();
    }
}
