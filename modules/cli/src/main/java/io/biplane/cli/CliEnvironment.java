package io.biplane.cli;

import io.biplane.cli.start.Timings;
import io.biplane.report.console.Style;
import io.biplane.testbed.result.ScenarioEngine;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the process stands in. Made once by {@link Main}; tests make their own.
 *
 * @param in what the user types or pipes in
 * @param out results
 * @param err progress, hints, errors
 * @param environment variables, sorted
 * @param interruption tells whether the user wants the process to end
 * @param now wall-clock time, for folder names
 * @param nanos wall-clock nanoseconds, for durations
 * @param engine what simulates
 * @param timings where the wall-clock time goes
 */
public record CliEnvironment(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Interruption interruption,
        Supplier<Instant> now,
        LongSupplier nanos,
        Supplier<ScenarioEngine> engine,
        Timings timings) {

    /** When to use colours. */
    public enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** A variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether a standard stream is a terminal: 0, 1 or 2. The launcher tells, because Java cannot. */
    public boolean isTerminal(int stream) {
        return variable("BIPLANE_TTY").orElse("").contains(String.valueOf(stream));
    }

    /** Whether this is a build server, whose log is no place for a line that moves. */
    public boolean isBuildServer() {
        return variable("CI").filter(value -> !value.equals("false")).isPresent();
    }

    /**
     * Colours and symbols for results. {@code NO_COLOR} is followed unless the flag says always.
     */
    public Style style(Colour colour) {
        boolean wanted = switch (colour) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> isTerminal(1) && variable("NO_COLOR").isEmpty();
        };
        return new Style(wanted, isUnicode());
    }

    private boolean isUnicode() {
        String locale = variable("LC_ALL")
                .or(() -> variable("LC_CTYPE"))
                .or(() -> variable("LANG"))
                .orElse("");
        String lower = locale.toLowerCase(Locale.ROOT);
        return lower.contains("utf-8") || lower.contains("utf8");
    }
}
