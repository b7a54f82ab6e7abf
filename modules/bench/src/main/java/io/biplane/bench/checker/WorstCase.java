package io.biplane.bench.checker;

import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryWriter;
import io.biplane.checker.history.Nil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Histories that take exponential time: nearly every order fits, and none explains the end. */
final class WorstCase {
    private static final int SIZE = 40;

    private final HistoryWriter out;
    private long events;
    private long processes;

    private WorstCase(HistoryWriter out) {
        this.out = out;
    }

    /** Adds events. */
    private interface Script {
        void play(WorstCase history) throws IOException;
    }

    private static void write(Path file, Script script) throws IOException {
        try (HistoryWriter out = new HistoryWriter(Files.newBufferedWriter(file))) {
            script.play(new WorstCase(out));
        }
    }

    private void event(long process, EventType type, String f, Object value) throws IOException {
        out.write(new Event(events, process, type, f, value, events, Context.NONE));
        events++;
    }

    private void unknown(String f, Object input) throws IOException {
        event(processes++, EventType.INVOKE, f, input);
    }

    private void known(String f, Object input, Object output) throws IOException {
        event(processes, EventType.INVOKE, f, input);
        event(processes++, EventType.OK, f, output);
    }

    /** Forty elements that may have come between, and one that leaves before what came first. */
    static void queue(Path file) throws IOException {
        overtaken(file, 1);
    }

    /** The same with thousands of elements that each state drags along. */
    static void longQueue(Path file) throws IOException {
        overtaken(file, 2000);
    }

    /** The first element comes twice, which hides it from what finds such things at once. */
    private static void overtaken(Path file, int elements) throws IOException {
        write(file, history -> {
            history.known("enqueue", -1L, -1L);
            history.known("enqueue", -1L, -1L);
            for (long i = 0; i < elements; i++) {
                history.known("enqueue", 1000 + i, 1000 + i);
            }
            for (long i = 0; i < SIZE; i++) {
                history.unknown("enqueue", i);
            }
            history.known("dequeue", Nil.NIL, 1000L);
            // All are seen in the end, so that none can be left out.
            for (long i = 1; i < elements; i++) {
                history.known("dequeue", Nil.NIL, 1000 + i);
            }
            for (long i = 0; i < SIZE; i++) {
                history.known("dequeue", Nil.NIL, i);
            }
        });
    }

    /** Even numbers that may have been added, an odd sum. */
    static void counter(Path file) throws IOException {
        write(file, history -> {
            for (int i = 0; i < SIZE; i++) {
                history.unknown("add", 2L << i);
            }
            history.known("read", Nil.NIL, 1L);
        });
    }

    /** Elements that may be there, and one that is added anew though nobody removed it. */
    static void set(Path file) throws IOException {
        write(file, history -> {
            List<Object> all = new ArrayList<>();
            history.known("remove", 0L, false);
            for (long i = 0; i < SIZE; i++) {
                history.unknown("add", i);
                all.add(i);
            }
            all.add(-1L);
            history.known("add", -1L, true);
            history.known("add", -1L, true);
            history.known("read", Nil.NIL, all);
        });
    }

    /** Ways from value to value without number, and one that would have to be gone twice. */
    static void register(Path file) throws IOException {
        write(file, history -> {
            for (long i = 0; i < 90; i++) {
                history.unknown("cas", List.of(i % 30, (i * 7 + i / 30 * 11 + 1) % 30));
            }
            history.unknown("cas", List.of(99L, -1L));
            history.known("write", 0L, 0L);
            for (int i = 0; i < 2; i++) {
                history.known("write", 99L, 99L);
                history.known("read", Nil.NIL, -1L);
            }
        });
    }
}
