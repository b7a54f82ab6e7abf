package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.report.console.Style;
import io.biplane.report.console.TraceLine;
import io.biplane.testbed.result.Inspection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Prints the events of a trace. On a terminal it waits before each one: Enter shows the next, a number that many, {@code c} all
 * that follow, {@code q} ends the replay. The simulation stands still meanwhile, as its time is not ours.
 */
final class Stepping implements Inspection.Reader {
    private final CliEnvironment surroundings;
    private final Style style;
    private final BufferedReader typed;
    private final boolean waits;
    /** Events that are shown before the user is asked again. */
    private long free;

    private boolean quit;

    Stepping(CliEnvironment surroundings, Style style) {
        this.surroundings = surroundings;
        this.style = style;
        this.typed = new BufferedReader(
                new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
        this.waits = surroundings.isTerminal(0) && surroundings.isTerminal(1);
    }

    /** Whether the user wants no more. */
    boolean hasQuit() {
        return quit;
    }

    @Override
    public void event(long atNanos, long number, TraceEvent event) {
        if (quit) {
            return;
        }
        surroundings.out().print(style.plain(TraceLine.of(atNanos, number, event)) + "\n");
        if (waits && free == 0) {
            surroundings.out().flush();
            ask();
        } else if (free > 0) {
            free--;
        }
    }

    private void ask() {
        while (true) {
            String answer = read();
            if (answer.isEmpty()) {
                return;
            }
            if (answer.equals("c")) {
                free = Long.MAX_VALUE;
                return;
            }
            if (answer.equals("q")) {
                quit = true;
                return;
            }
            if (answer.matches("[1-9][0-9]{0,8}")) {
                free = Long.parseLong(answer) - 1;
                return;
            }
            surroundings.err().print("Enter: next event; a number: that many; c: all; q: end\n");
            surroundings.err().flush();
        }
    }

    /** What the user typed; the end of input means to go on. */
    private String read() {
        try {
            String line = typed.readLine();
            return line == null ? "c" : line.strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
