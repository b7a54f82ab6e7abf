package io.biplane.kvserver.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.random.SimRandom;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

class LatchesTest {
    private static Span span(int from, int to) {
        return new Span(Key.wrap(new byte[] {(byte) from}), Key.wrap(new byte[] {(byte) to}));
    }

    @Test
    void readers_share_and_a_writer_waits_and_is_not_overtaken_by_later_readers() {
        Latches latches = new Latches();
        Latches.Entered readerOne = latches.enter(List.of(span(1, 5)), List.of());
        Latches.Entered readerTwo = latches.enter(List.of(span(2, 3)), List.of());
        Latches.Entered writer = latches.enter(List.of(), List.of(span(2, 4)));
        Latches.Entered late = latches.enter(List.of(span(3, 4)), List.of());
        Latches.Entered elsewhere = latches.enter(List.of(), List.of(span(7, 8)));
        assertThat(readerOne.granted()).isTrue();
        assertThat(readerTwo.granted()).isTrue();
        assertThat(writer.granted()).isFalse();
        assertThat(late.granted()).isFalse();
        assertThat(elsewhere.granted()).isTrue();
        assertThat(latches.release(readerOne.ticket())).isEmpty();
        assertThat(latches.release(readerTwo.ticket())).containsExactly(writer.ticket());
        assertThat(latches.release(writer.ticket())).containsExactly(late.ticket());
    }

    @Test
    void whatever_comes_conflicting_batches_never_hold_together_and_all_are_granted_in_the_end() {
        SimRandom random = new SimRandom(3, "latches");
        Latches latches = new Latches();
        TreeMap<Long, List<List<Span>>> entered = new TreeMap<>();
        TreeSet<Long> granted = new TreeSet<>();
        for (int i = 0; i < 3000; i++) {
            if (random.chance(0.5) && entered.size() < 30) {
                List<List<Span>> spans = List.of(spans(random), spans(random));
                Latches.Entered one = latches.enter(spans.get(0), spans.get(1));
                entered.put(one.ticket(), spans);
                if (one.granted()) {
                    granted.add(one.ticket());
                }
            } else if (!granted.isEmpty()) {
                long ticket = new ArrayList<>(granted).get(random.nextInt(granted.size()));
                granted.remove(ticket);
                entered.remove(ticket);
                granted.addAll(latches.release(ticket));
            }
            assertNoConflict(entered, granted);
            assertThat(entered.isEmpty() || !granted.isEmpty()).isTrue(); // no deadlock
        }
    }

    private static List<Span> spans(SimRandom random) {
        List<Span> spans = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int from = random.nextInt(20);
            spans.add(span(from, from + 1 + random.nextInt(4)));
        }
        return spans;
    }

    private static void assertNoConflict(
            TreeMap<Long, List<List<Span>>> entered, TreeSet<Long> granted) {
        for (long one : granted) {
            for (long other : granted.tailSet(one, false)) {
                assertThat(overlap(entered.get(one).get(1), entered.get(other).get(1)))
                        .isFalse();
                assertThat(overlap(entered.get(one).get(1), entered.get(other).get(0)))
                        .isFalse();
                assertThat(overlap(entered.get(one).get(0), entered.get(other).get(1)))
                        .isFalse();
            }
        }
    }

    private static boolean overlap(List<Span> some, List<Span> others) {
        return some.stream().anyMatch(one -> others.stream().anyMatch(one::overlaps));
    }
}
