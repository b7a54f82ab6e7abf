package io.biplane.checker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Small histories against all their cycles: each class is found exactly where it is, its cycle is
 * the shortest, and the levels follow.
 */
class AgainstAllCyclesTest {
    @Test
    void classes_lengths_and_levels_agree() throws Exception {
        compare(Workload.LIST_APPEND, 1500, 1);
        compare(Workload.RW_REGISTER, 1500, 2);
    }

    @Test
    void classes_lengths_and_levels_agree_fifty_thousand_times_each() throws Exception {
        compare(Workload.LIST_APPEND, 50_000, 3);
        compare(Workload.RW_REGISTER, 50_000, 4);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        compare(Workload.LIST_APPEND, 1000, 5);
        compare(Workload.RW_REGISTER, 1000, 6);
    }

    private static void compare(Workload workload, int histories, long seed) throws Exception {
        Dice dice = new Dice(seed);
        Map<String, Integer> met = new LinkedHashMap<>();
        int missed = 0;
        int undecided = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations = SmallTransactions.draw(dice, workload, dice.chance(70));
            Map<String, Integer> expected = AllCycles.of(operations, workload);
            Verdict verdict =
                    IsolationChecker.check(operations, workload, Level.STRICT_SERIALIZABLE);
            Map<String, Integer> found = lengths(verdict);
            found.keySet().forEach(kind -> met.merge(kind, 1, Integer::sum));
            for (Map.Entry<String, Integer> kind : found.entrySet()) {
                assertThat(expected)
                        .as(text(operations, verdict))
                        .containsEntry(kind.getKey(), kind.getValue());
            }
            // The shortest closed path of a class may cross itself, and so be made of others.
            missed += found.size() < expected.size() ? 1 : 0;
            boolean isUndecided =
                    verdict.facts().get("levels_undecided").equals(Level.READ_UNCOMMITTED.word());
            undecided += isUndecided ? 1 : 0;
            if (!isUndecided) {
                assertThat(levels(expected.keySet().stream(), verdict))
                        .as(text(operations, verdict) + expected)
                        .isEqualTo(levels(found.keySet().stream(), verdict));
            }
        }
        assertThat(undecided).isLessThanOrEqualTo(histories / 100);
        assertThat(missed).isLessThanOrEqualTo(histories / 500);
        assertThat(met).as("classes met").hasSizeGreaterThan(7);
    }

    private static Map<String, Integer> lengths(Verdict verdict) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        for (Anomaly anomaly : verdict.anomalies()) {
            if (!anomaly.evidence().cycle().isEmpty() && isKnown(anomaly)) {
                lengths.put(anomaly.kind(), anomaly.evidence().cycle().size());
            }
        }
        return lengths;
    }

    /** Whether no orders of versions that are only inferred are needed. */
    private static boolean isKnown(Anomaly anomaly) {
        return !anomaly.explanation().contains(", for if ")
                && !anomaly.explanation().contains("all orders were tried");
    }

    /** The weakest levels violated by these cycles and what the verdict has beside cycles. */
    private static List<Level> levels(Stream<String> cycles, Verdict verdict) {
        List<Level> violated = new ArrayList<>();
        cycles.map(Level::violatedBy).forEach(violated::add);
        verdict.anomalies().stream()
                .filter(anomaly -> anomaly.evidence().cycle().isEmpty() && isKnown(anomaly))
                .map(anomaly -> Level.violatedBy(anomaly.kind()))
                .forEach(violated::add);
        return Level.weakest(violated);
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
