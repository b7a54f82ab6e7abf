package io.biplane.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operations;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One wrong read in a long valid history of registers: found, with its key and its event. */
class RegisterNeedleTest {
    private static final long NEEDLE = 999;

    @Test
    void a_wrong_read_is_found_among_thousands() throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            plantEach(seed, 5_000);
        }
    }

    /** Fifty times, each seed a test of its own, so that a run shows how far it is. */
    @RepeatedTest(50)
    @Tag("nightly")
    void a_wrong_read_is_found_among_a_hundred_thousand(RepetitionInfo run) throws Exception {
        plantEach(run.getCurrentRepetition(), 100_000);
    }

    private static void plantEach(long seed, int operations) throws Exception {
        List<Event> hay = valid(new Dice(seed), operations);
        check(hay, -1);
        // Two acknowledged writes; then a read of the first, of nothing, of what nobody wrote.
        for (List<?> wrong : List.of(List.of(NEEDLE, -1L), List.of(NEEDLE), List.of(NEEDLE, -3L))) {
            int place = hay.size() / 4 + new Dice(seed).below(hay.size() / 2);
            List<Event> events = new ArrayList<>(hay.subList(0, place));
            call(events, "write", List.of(NEEDLE, -1L), Nil.NIL);
            call(events, "write", List.of(NEEDLE, -2L), Nil.NIL);
            call(events, "read", List.of(NEEDLE), wrong);
            long end = events.size() - 1;
            events.addAll(hay.subList(place, hay.size()));
            check(events, end);
        }
    }

    /**
     * By both methods; {@code end} is the event that must be named, negative if the history is
     * valid.
     */
    private static void check(List<Event> events, long end) throws Exception {
        List<Event> numbered = new ArrayList<>(events.size());
        for (Event event : events) {
            numbered.add(event(
                    numbered.size(), event.process(), event.type(), event.f(), event.value()));
        }
        for (boolean isSearch : new boolean[] {false, true}) {
            Verdict verdict = isSearch
                    ? LinearizabilityChecker.checkBySearch(
                            Operations.pair(numbered), RegisterModel.keyed(), Limits.DEFAULT)
                    : LinearizabilityChecker.check(
                            Operations.pair(numbered), RegisterModel.keyed(), Limits.DEFAULT);
            assertThat(verdict.validity())
                    .as(verdict.summary())
                    .isEqualTo(end < 0 ? Validity.VALID : Validity.INVALID);
            if (end >= 0) {
                assertThat(verdict.anomalies()).hasSize(1);
                assertThat(verdict.anomalies().get(0).subject()).isEqualTo("key " + NEEDLE);
                assertThat(verdict.anomalies().get(0).lastEventIndex()).isEqualTo(end);
            }
        }
    }

    private static void call(List<Event> events, String f, Object input, Object output) {
        events.add(event(events.size(), 7777, EventType.INVOKE, f, input));
        events.add(event(events.size(), 7777, EventType.OK, f, output));
    }

    private static Event event(int index, long process, EventType type, String f, Object value) {
        return new Event(index, process, type, f, value, 1000L * index, Context.NONE);
    }

    /**
     * Each operation takes effect at one instant between its events; 5 % of outcomes are unknown.
     */
    private static List<Event> valid(Dice dice, int operations) {
        int clients = 16;
        List<Event> events = new ArrayList<>();
        Map<Object, Object> state = new LinkedHashMap<>();
        long[] names = new long[clients];
        Object[] input = new Object[clients];
        Object[] output = new Object[clients];
        for (int c = 0; c < clients; c++) {
            names[c] = c - clients;
        }
        for (int begun = 0; begun < operations; ) {
            int c = dice.below(clients);
            if (input[c] == null) {
                long key = dice.below(100);
                input[c] = dice.chance(50) ? List.of(key) : List.of(key, (long) begun);
                events.add(event(events.size(), names[c], EventType.INVOKE, f(input[c]), input[c]));
                begun++;
            } else if (output[c] == null) {
                Object key = ((List<?>) input[c]).get(0);
                output[c] = state.getOrDefault(key, List.of(key));
                if (f(input[c]).equals("write")) {
                    state.put(key, input[c]);
                }
            } else {
                EventType type = dice.chance(5) ? EventType.INFO : EventType.OK;
                Object value = type == EventType.OK ? output[c] : Nil.NIL;
                events.add(event(events.size(), names[c], type, f(input[c]), value));
                names[c] -= type == EventType.INFO ? clients : 0;
                input[c] = null;
                output[c] = null;
            }
        }
        return events;
    }

    private static String f(Object input) {
        return ((List<?>) input).size() == 1 ? "read" : "write";
    }
}
