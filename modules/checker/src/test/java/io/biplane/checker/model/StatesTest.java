package io.biplane.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shared states behave as plain lists and sets do, elements with equal hashes among them. */
class StatesTest {
    /** The first two have the same hash. */
    private static final List<Object> ELEMENTS =
            List.of("Aa", "BB", 0L, -1L, 7L, 1L << 33, "", List.of(1L));

    @Test
    void queues_are_lists() {
        Dice dice = new Dice(1);
        QueueState queue = QueueState.EMPTY;
        List<Object> plain = new ArrayList<>();
        QueueState other = QueueState.EMPTY;
        List<Object> otherPlain = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Object element = ELEMENTS.get(dice.below(i % 3 == 0 ? 2 : ELEMENTS.size()));
            if (dice.chance(50)) {
                queue = queue.with(element);
                plain.add(element);
            } else if (!plain.isEmpty()) {
                assertThat(queue.oldest()).isEqualTo(plain.get(0));
                assertThat(queue.without("none of them")).isEmpty();
                queue = queue.without(plain.remove(0)).orElseThrow();
            }
            if (dice.chance(50)) {
                other = other.with(element);
                otherPlain.add(element);
            } else if (!otherPlain.isEmpty()) {
                otherPlain.remove(0);
                other = other.rest();
            }
            assertThat(queue.equals(other)).isEqualTo(plain.equals(otherPlain));
            assertThat(queue.isEmpty()).isEqualTo(plain.isEmpty());
            if (plain.size() < 8) {
                QueueState again = QueueState.EMPTY;
                for (Object one : plain) {
                    again = again.with(one);
                }
                assertThat(again).isEqualTo(queue).hasSameHashCodeAs(queue);
                assertThat(queue).hasToString(plain.toString());
            }
        }
    }

    @Test
    void queues_of_the_same_hashes_differ() {
        assertThat(QueueState.EMPTY.with("Aa").with("BB"))
                .isNotEqualTo(QueueState.EMPTY.with("BB").with("Aa"))
                .hasSameHashCodeAs(QueueState.EMPTY.with("BB").with("Aa"));
    }

    @Test
    void sets_are_sets() {
        Dice dice = new Dice(2);
        SetState set = SetState.EMPTY;
        Set<Object> plain = new LinkedHashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Object element = i % 2 == 0
                    ? ELEMENTS.get(dice.below(ELEMENTS.size()))
                    : (Object) (long) dice.below(64);
            boolean isThere = plain.contains(element);
            assertThat(set.contains(element)).isEqualTo(isThere);
            if (dice.chance(50)) {
                set = set.with(element);
                plain.add(element);
            } else {
                set = set.without(element);
                plain.remove(element);
            }
            SetState again = SetState.of(plain);
            assertThat(again).isEqualTo(set).hasSameHashCodeAs(set);
            assertThat(again.equals(set.with("none of them"))).isFalse();
        }
        assertThat(SetState.of(List.of("Aa"))).isNotEqualTo(SetState.of(List.of("BB")));
        assertThat(SetState.of(List.of(10L, 9L))).hasToString("[9, 10]");
    }

    /** For the mutants. */
    static void quick() {
        StatesTest test = new StatesTest();
        test.queues_are_lists();
        test.queues_of_the_same_hashes_differ();
        test.sets_are_sets();
    }
}
