package io.biplane.checker.linear;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;

import java.util.ArrayList;
import java.util.List;

/** Draws small histories: any interleaving, any results, so that some fit and some do not. */
final class RandomHistory {
    /** A question and what might be answered. */
    record Question(String f, Object input, Object output) {}

    /** Draws the questions of one kind of object. */
    interface Questions {
        Question draw(Dice dice, int number);
    }

    private RandomHistory() {}

    static List<Operation> draw(Dice dice, int operations, int processes, Questions questions)
            throws HistoryFormatException {
        List<Event> events = new ArrayList<>();
        Question[] open = new Question[processes];
        long[] names = new long[processes];
        for (int i = 0; i < processes; i++) {
            names[i] = i;
        }
        int begun = 0;
        int finished = 0;
        while (finished < operations) {
            int p = dice.below(processes);
            if (open[p] == null && begun < operations) {
                open[p] = questions.draw(dice, begun++);
                add(events, names[p], EventType.INVOKE, open[p].f, open[p].input);
            } else if (open[p] != null) {
                finished++;
                int luck = dice.below(100);
                EventType type =
                        luck < 75 ? EventType.OK : luck < 92 ? EventType.INFO : EventType.FAIL;
                Object value = type == EventType.OK ? open[p].output : Nil.NIL;
                add(events, names[p], type, open[p].f, value);
                open[p] = null;
                if (type == EventType.INFO) {
                    names[p] += processes;
                }
            }
        }
        return Operations.pair(events);
    }

    private static void add(
            List<Event> events, long process, EventType type, String f, Object value) {
        events.add(new Event(
                events.size(), process, type, f, value, 1000L * events.size(), Context.NONE));
    }
}
