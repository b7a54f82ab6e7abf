package io.biplane.checker.isolation;

import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;

import java.util.ArrayList;
import java.util.List;

/**
 * Histories of transactions written one a line: {@code "0 |--| ok   ax1 rx[1,2] wy3 ry_"}. First
 * the process, then when it ran (columns, as in a drawing), then how it ended, then its steps:
 * {@code a}ppend, {@code w}rite or {@code r}ead, a one-letter key, a value, a list, or {@code _}
 * for nothing.
 */
final class Transactions {
    private Transactions() {}

    private record Line(long process, int from, int to, EventType end, List<Object> steps) {}

    static List<Operation> of(String text) throws HistoryFormatException {
        List<Line> lines = text.lines()
                .filter(line -> !line.isBlank())
                .map(Transactions::line)
                .toList();
        List<Event> events = new ArrayList<>();
        for (int column = 0; column < 200; column++) {
            for (Line line : lines) {
                if (line.from == column) {
                    add(events, line, EventType.INVOKE);
                } else if (line.to == column) {
                    add(events, line, line.end);
                }
            }
        }
        return Operations.pair(events);
    }

    private static void add(List<Event> events, Line line, EventType type) {
        List<Object> value = type == EventType.OK ? line.steps : question(line.steps);
        events.add(new Event(
                events.size(),
                line.process,
                type,
                "txn",
                value,
                1_000_000L * events.size(),
                Context.NONE));
    }

    /** The same steps before anything is known of what they read. */
    static List<Object> question(List<Object> steps) {
        List<Object> asked = new ArrayList<>();
        for (Object item : steps) {
            List<?> step = (List<?>) item;
            asked.add(step.get(0).equals("r") ? List.of("r", step.get(1), Nil.NIL) : step);
        }
        return asked;
    }

    private static Line line(String text) {
        int from = text.indexOf('|');
        int to = text.indexOf('|', from + 1);
        String[] words = text.substring(to + 1).strip().split("\\s+");
        List<Object> steps = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            steps.add(step(words[i]));
        }
        return new Line(
                Long.parseLong(text.substring(0, from).strip()),
                from,
                to,
                EventType.parse(words[0]).orElseThrow(),
                steps);
    }

    private static Object step(String word) {
        String name = word.charAt(0) == 'a' ? "append" : word.substring(0, 1);
        return List.of(name, word.substring(1, 2), value(word.substring(2)));
    }

    private static Object value(String text) {
        if (text.equals("_")) {
            return Nil.NIL;
        }
        if (!text.startsWith("[")) {
            return Long.valueOf(text);
        }
        List<Object> items = new ArrayList<>();
        for (String item : text.substring(1, text.length() - 1).split(",")) {
            if (!item.isEmpty()) {
                items.add(Long.valueOf(item));
            }
        }
        return items;
    }
}
