package io.biplane.checker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Small histories against the definition: is there an order in which all transactions, run one at a
 * time, see what they saw?
 *
 * <p>Lists whose last state is read tell the order of all versions, so there the checker must agree
 * both ways. Registers leave orders open, so there it must never report what an order explains.
 */
class AgainstAllOrdersTest {
    private static final Map<Level, BiPredicate<Operation, Operation>> MUST_PRECEDE =
            new LinkedHashMap<>();

    static {
        MUST_PRECEDE.put(Level.SERIALIZABLE, (a, b) -> false);
        MUST_PRECEDE.put(
                Level.STRONG_SESSION_SERIALIZABLE,
                (a, b) -> a.process() == b.process() && a.id() < b.id());
        MUST_PRECEDE.put(Level.STRICT_SERIALIZABLE, Operation::isBefore);
    }

    @Test
    void lists_agree_with_all_orders() throws Exception {
        compareLists(1500, 1);
    }

    @Test
    void registers_never_blame_what_an_order_explains() throws Exception {
        compareRegisters(1500, 2);
    }

    @Test
    void lists_and_registers_agree_fifty_thousand_times_each() throws Exception {
        compareLists(50_000, 3);
        compareRegisters(50_000, 4);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        compareLists(1000, 5);
        compareRegisters(1000, 6);
    }

    static void compareLists(int histories, long seed) throws Exception {
        Dice dice = new Dice(seed);
        int[] valid = new int[Level.values().length];
        for (int i = 0; i < histories; i++) {
            List<Operation> operations = SmallTransactions.draw(dice, Workload.LIST_APPEND, true);
            for (Level level : MUST_PRECEDE.keySet()) {
                boolean expected = isSerializable(operations, level);
                Verdict verdict = IsolationChecker.check(operations, Workload.LIST_APPEND, level);
                assertThat(verdict.validity())
                        .as(text(operations, verdict))
                        .isEqualTo(expected ? Validity.VALID : Validity.INVALID);
                valid[level.ordinal()] += expected ? 1 : 0;
            }
        }
        // Both answers are common, and the levels differ.
        assertThat(valid[Level.SERIALIZABLE.ordinal()])
                .isBetween(histories / 5, histories * 9 / 10);
        assertThat(valid[Level.STRICT_SERIALIZABLE.ordinal()])
                .isBetween(histories / 10, valid[Level.SERIALIZABLE.ordinal()] - histories / 300);
    }

    static void compareRegisters(int histories, long seed) throws Exception {
        Dice dice = new Dice(seed);
        int found = 0;
        int broken = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations =
                    SmallTransactions.draw(dice, Workload.RW_REGISTER, dice.chance(50));
            for (Level level : MUST_PRECEDE.keySet()) {
                boolean expected = isSerializable(operations, level);
                Verdict verdict = IsolationChecker.check(operations, Workload.RW_REGISTER, level);
                if (expected) {
                    assertThat(verdict.validity())
                            .as(text(operations, verdict))
                            .isNotEqualTo(Validity.INVALID);
                } else {
                    broken++;
                    found += verdict.validity() == Validity.INVALID ? 1 : 0;
                }
            }
        }
        // Not complete, but no blind eye either.
        assertThat(found).as("of " + broken).isGreaterThan(broken / 2);
    }

    private static boolean isSerializable(List<Operation> operations, Level level) {
        List<Operation> possible = new ArrayList<>(
                operations.stream().filter(Operation::isPossible).toList());
        return extend(possible, new LinkedHashMap<>(), MUST_PRECEDE.get(level));
    }

    private static boolean extend(
            List<Operation> left,
            Map<Object, Object> state,
            BiPredicate<Operation, Operation> mustPrecede) {
        if (left.stream().noneMatch(Operation::isOk)) {
            return true;
        }
        for (int i = 0; i < left.size(); i++) {
            Operation next = left.get(i);
            Map<Object, Object> after = new LinkedHashMap<>(state);
            boolean isFree = left.stream().noneMatch(other -> mustPrecede.test(other, next));
            if (isFree && runs(next, after)) {
                left.remove(i);
                boolean found = extend(left, after, mustPrecede);
                left.add(i, next);
                if (found) {
                    return true;
                }
            }
            // An unknown transaction that never happens holds nobody up.
            if (!next.isOk()) {
                left.remove(i);
                boolean found = extend(left, state, mustPrecede);
                left.add(i, next);
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean runs(Operation operation, Map<Object, Object> state) {
        Object steps = operation.isOk() ? operation.output() : operation.input();
        for (Object item : (List<?>) steps) {
            List<?> step = (List<?>) item;
            Object key = step.get(1);
            Object now = state.get(key);
            switch ((String) step.get(0)) {
                case "r" -> {
                    Object seen = step.get(2);
                    boolean isNothing = seen instanceof Nil || seen.equals(List.of());
                    if (operation.isOk() && !(now == null ? isNothing : now.equals(seen))) {
                        return false;
                    }
                }
                case "w" -> state.put(key, step.get(2));
                default -> {
                    List<Object> list = new ArrayList<>();
                    if (now != null) {
                        list.addAll((List<?>) now);
                    }
                    list.add(step.get(2));
                    state.put(key, list);
                }
            }
        }
        return true;
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
