package io.biplane.checker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Operation;
import io.biplane.checker.order.VersionOrders;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/**
 * Small histories against the definition: what no order explains is never passed, what an order
 * explains is never blamed, and hardly anything is left undecided.
 */
class AgainstAllOrdersTest {
    /** What decides long histories has to do here, too. */
    private static final VersionOrders.Budget UNSEARCHED =
            new VersionOrders.Budget(VersionOrders.Budget.FULL.edgesMax(), 0);

    @Test
    void lists_agree_with_all_orders() throws Exception {
        compare(Workload.LIST_APPEND, 9_000, 1);
    }

    @Test
    void registers_agree_with_all_orders() throws Exception {
        compare(Workload.RW_REGISTER, 6_000, 2);
    }

    @Test
    @Tag("nightly")
    void lists_agree_ninety_thousand_times() throws Exception {
        compare(Workload.LIST_APPEND, 90_000, 3);
    }

    @Test
    @Tag("nightly")
    void registers_agree_sixty_thousand_times() throws Exception {
        compare(Workload.RW_REGISTER, 60_000, 4);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        compare(Workload.LIST_APPEND, 1000, 5);
        compare(Workload.RW_REGISTER, 1000, 6);
    }

    private static void compare(Workload workload, int histories, long seed) throws Exception {
        Dice dice = new Dice(seed);
        int[] valid = new int[Level.values().length];
        int unknown = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations = SmallTransactions.draw(dice, workload, dice.chance(50));
            boolean isStrict = AllOrders.allow(operations, Level.STRICT_SERIALIZABLE);
            for (Level level : AllOrders.LEVELS) {
                boolean expected = isStrict || AllOrders.allow(operations, level);
                for (VersionOrders.Budget budget : List.of(VersionOrders.Budget.FULL, UNSEARCHED)) {
                    Verdict verdict = IsolationChecker.check(
                            operations,
                            workload,
                            IsolationChecker.Question.of(level),
                            Long.MAX_VALUE,
                            budget);
                    if (verdict.validity() == Validity.UNKNOWN) {
                        unknown++;
                    } else {
                        assertThat(verdict.validity())
                                .as(text(operations, verdict))
                                .isEqualTo(expected ? Validity.VALID : Validity.INVALID);
                    }
                    // The levels claimed and denied beside are held to the definition, too.
                    if (level == Level.STRICT_SERIALIZABLE) {
                        for (Level other : AllOrders.LEVELS) {
                            assertClaims(operations, verdict, other, isStrict);
                        }
                    }
                }
                valid[level.ordinal()] += expected ? 1 : 0;
            }
        }
        assertThat(unknown)
                .as("undecided")
                .isLessThan(histories * 2 * AllOrders.LEVELS.size() * 3 / 100);
        // Both answers are common, and the levels differ.
        int serializable = valid[Level.SERIALIZABLE.ordinal()];
        assertThat(serializable).isBetween(histories / 5, histories * 9 / 10);
        assertThat(valid[Level.STRICT_SERIALIZABLE.ordinal()])
                .isBetween(histories / 10, serializable - histories / 300);
        assertThat(valid[Level.SNAPSHOT_ISOLATION.ordinal()])
                .isGreaterThan(serializable + histories / 1000);
    }

    private static void assertClaims(
            List<Operation> operations, Verdict verdict, Level other, boolean isStrict) {
        boolean isClaimed = levels(verdict, "strongest_level_that_holds").stream()
                .anyMatch(level -> level.includes(other));
        boolean isDenied =
                levels(verdict, "weakest_level_violated").stream().anyMatch(other::includes);
        if (isClaimed || isDenied) {
            assertThat(isStrict || AllOrders.allow(operations, other))
                    .as(other + " of " + text(operations, verdict))
                    .isEqualTo(isClaimed);
        }
    }

    private static List<Level> levels(Verdict verdict, String fact) {
        Object words = verdict.facts().get(fact);
        return words == null
                ? List.of()
                : List.of(words.toString().split(", ")).stream()
                        .flatMap(word -> Level.parse(word.replace(' ', '-')).stream())
                        .toList();
    }

    private static String text(List<Operation> operations, Verdict verdict) {
        StringBuilder text = new StringBuilder(verdict.toString());
        operations.forEach(operation -> text.append('\n')
                .append(operation.span())
                .append(' ')
                .append(operation.describe()));
        return text.toString();
    }
}
