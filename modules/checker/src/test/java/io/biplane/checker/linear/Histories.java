package io.biplane.checker.linear;

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
 * Histories drawn as in the papers: one line per process, time from left to right.
 *
 * <p>{@code "A |--write 1--|   |-read:2-|"} is a write of 1, then a read that saw 2; the columns of
 * the bars give the order of all events, {@code >} instead of the last bar means that it never
 * returned. Two bars in one column are taken from the top line down.
 */
final class Histories {
    private Histories() {}

    static List<Operation> drawn(String drawing) throws HistoryFormatException {
        List<String> lines = drawing.lines().filter(line -> !line.isBlank()).toList();
        int width = lines.stream().mapToInt(String::length).max().orElse(0);
        List<Event> events = new ArrayList<>();
        int[] begun = new int[lines.size()];
        for (int column = 0; column < width; column++) {
            for (int process = 0; process < lines.size(); process++) {
                String line = lines.get(process);
                char mark = column < line.length() ? line.charAt(column) : ' ';
                if (mark == '|' && begun[process] == 0) {
                    begun[process] = column + 1;
                    int end = end(line, column + 1);
                    add(events, process, EventType.INVOKE, line.substring(column + 1, end));
                } else if (mark == '|' || mark == '>') {
                    String text = line.substring(begun[process], column);
                    begun[process] = 0;
                    add(events, process, mark == '|' ? EventType.OK : EventType.INFO, text);
                }
            }
        }
        return Operations.pair(events);
    }

    private static int end(String line, int from) {
        int bar = line.indexOf('|', from);
        int arrow = line.indexOf('>', from);
        return bar < 0 ? arrow : arrow < 0 ? bar : Math.min(bar, arrow);
    }

    private static void add(List<Event> events, int process, EventType type, String text) {
        String[] parts = text.replaceAll("^-+|-+$", "").strip().split("[ :]");
        boolean isResult = text.contains(":");
        List<Object> arguments = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            arguments.add(parts[i].equals("nil") ? Nil.NIL : Long.valueOf(parts[i]));
        }
        Object all = arguments.isEmpty()
                ? Nil.NIL
                : arguments.size() == 1 ? arguments.get(0) : arguments;
        Object value = isResult && type == EventType.INVOKE ? Nil.NIL : all;
        events.add(new Event(
                events.size(), process, type, parts[0], value, events.size(), Context.NONE));
    }
}
