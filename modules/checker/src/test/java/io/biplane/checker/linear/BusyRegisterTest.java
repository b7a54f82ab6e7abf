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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * One register, five values, thirty clients that never rest, a hundredth of all operations of unknown
 * outcome, half of which take effect at some time, a few long after: the hardest histories that real
 * tests make. Reads, writes and compare-and-sets in equal shares.
 */
class BusyRegisterTest {
    private static final int CLIENTS = 30;
    private static final int VALUES = 5;
    /** Ticks that an operation is waited for; each takes up to so many. */
    private static final int TICKS = 1000;

    private static final int HISTORIES = 20;

    /** What happens next: an operation begins, takes effect or ends. */
    private record Step(long at, long number, int kind, int client, Call call) {}

    /** An operation; mutable while it runs. */
    private static final class Call {
        private final String f;
        private final Object input;
        private final boolean isUnknown;
        private Object output;

        Call(String f, Object input, boolean isUnknown) {
            this.f = f;
            this.input = input;
            this.isUnknown = isUnknown;
        }
    }

    /** One history while it is played; mutable. */
    private static final class Play {
        private final Dice dice;
        private final PriorityQueue<Step> steps = new PriorityQueue<>(
                Comparator.comparingLong(Step::at).thenComparingLong(Step::number));
        private final List<Event> events = new ArrayList<>();
        private final Map<Integer, Long> processes = new LinkedHashMap<>();
        private Object value = 0L;
        private long number;

        Play(Dice dice) {
            this.dice = dice;
        }

        private List<Event> played(int operations) {
            for (int c = 0; c < CLIENTS; c++) {
                processes.put(c, (long) c);
                plan(dice.below(TICKS), 0, c, null);
            }
            for (int begun = 0; !steps.isEmpty(); ) {
                Step step = steps.poll();
                switch (step.kind) {
                    case 0 -> begun += begin(step, begun < operations);
                    case 1 -> run(step.call);
                    default -> end(step);
                }
            }
            return events;
        }

        private void plan(long at, int kind, int client, Call call) {
            steps.add(new Step(at, number++, kind, client, call));
        }

        private int begin(Step step, boolean isWanted) {
            if (!isWanted) {
                return 0;
            }
            String f = List.of("read", "write", "cas").get(dice.below(3));
            Object input = switch (f) {
                case "read" -> Nil.NIL;
                case "write" -> (Object) (long) dice.below(VALUES);
                default -> List.of((long) dice.below(VALUES), (long) dice.below(VALUES));
            };
            Call call = new Call(f, input, dice.chance(1));
            add(step.client, EventType.INVOKE, call, input);
            long takes = 2 + dice.below(TICKS);
            if (!call.isUnknown) {
                plan(step.at + 1 + dice.below((int) takes - 1), 1, step.client, call);
            } else if (dice.chance(50)) {
                int late = dice.chance(25) ? 200 * TICKS : 10 * TICKS;
                plan(step.at + 1 + dice.below(late), 1, step.client, call);
            }
            plan(step.at + (call.isUnknown ? 5 * TICKS : takes), 2, step.client, call);
            return 1;
        }

        private void run(Call call) {
            switch (call.f) {
                case "read" -> call.output = value;
                case "write" -> {
                    value = call.input;
                    call.output = call.input;
                }
                default -> {
                    List<?> change = (List<?>) call.input;
                    if (change.get(0).equals(value)) {
                        value = change.get(1);
                        call.output = call.input;
                    }
                }
            }
        }

        private void end(Step step) {
            Call call = step.call;
            EventType type = call.isUnknown
                    ? EventType.INFO
                    : call.output == null ? EventType.FAIL : EventType.OK;
            add(step.client, type, call, type == EventType.OK ? call.output : Nil.NIL);
            if (call.isUnknown) {
                processes.merge(step.client, (long) CLIENTS, Long::sum);
            }
            plan(step.at + 1 + dice.below(10), 0, step.client, null);
        }

        private void add(int client, EventType type, Call call, Object shown) {
            events.add(new Event(
                    events.size(),
                    processes.get(client),
                    type,
                    call.f,
                    shown,
                    1000L * events.size(),
                    Context.NONE));
        }
    }

    private static Verdict judged(int operations, long seed) throws Exception {
        List<Event> events = new Play(new Dice(seed)).played(operations);
        return LinearizabilityChecker.check(
                Operations.pair(events), RegisterModel.single(0L), Limits.DEFAULT);
    }

    @Test
    void busy_registers_are_decided_within_few_steps() throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            Verdict verdict = judged(2_000, seed);
            assertThat(verdict.validity()).as(verdict.summary()).isEqualTo(Validity.VALID);
            assertThat((Long) verdict.facts().get("steps")).isLessThan(500_000_000L);
        }
    }

    /** Fewer than two billion steps are less than 30 s of one core. */
    @Test
    @Tag("nightly")
    void at_least_half_of_twenty_long_ones_are_decided_within_half_a_minute() throws Exception {
        int decided = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            Verdict verdict = judged(20_000, seed);
            assertThat(verdict.validity()).isNotEqualTo(Validity.INVALID);
            boolean isQuick = (Long) verdict.facts().get("steps") < 2_000_000_000L;
            decided += verdict.validity() == Validity.VALID && isQuick ? 1 : 0;
        }
        assertThat(decided).isGreaterThanOrEqualTo(HISTORIES / 2);
    }
}
