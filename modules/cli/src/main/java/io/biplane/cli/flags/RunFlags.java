package io.biplane.cli.flags;

import io.biplane.cli.CliEnvironment;
import io.biplane.report.console.LiveConsole;
import io.biplane.report.console.Style;
import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.types.Durations;

import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where a run's results go and how much of it is printed. */
public final class RunFlags {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Folder for results. Default: BIPLANE_OUT, or store.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json prints results.json and nothing else.")
    private Format format;

    @Option(
            names = "--summary",
            paramLabel = "compact|full",
            defaultValue = "full",
            description = "compact leaves totals, phases and causes out.")
    private Amount summary;

    @Option(
            names = "--display-every",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Virtual time between two rows.")
    private String displayEvery;

    @Option(
            names = "--display-format",
            paramLabel = "simple|incremental-json",
            defaultValue = "simple",
            description = "How rows are printed.")
    private String displayFormat;

    @Option(
            names = {"-q", "--quiet"},
            description = "No rows; summary and verdict only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description =
                    "Changes of the cluster's state among the rows: leases, sessions, drains.")
    private boolean verbose;

    @Option(names = "--no-progress", description = "No progress line on the terminal.")
    private boolean noProgress;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Variants that run at the same time; results do not depend on it."
                    + " Default: all, at most the machine's processors.")
    private Optional<Integer> jobs = Optional.empty();

    /** Forms of standard output. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Amounts of summary. */
    public enum Amount {
        COMPACT,
        FULL
    }

    public Path store(CliEnvironment surroundings) {
        return out.orElseGet(() -> Path.of(surroundings.variable("BIPLANE_OUT").orElse("store")));
    }

    public boolean isJson() {
        return format == Format.JSON;
    }

    public boolean isFull() {
        return summary == Amount.FULL;
    }

    public boolean hasJsonRows() {
        return displayFormat.equals("incremental-json");
    }

    public long displayEveryNanos() {
        try {
            long nanos = Durations.parse(displayEvery);
            if (nanos > 0) {
                return nanos;
            }
        } catch (BadValue wrong) {
            throw CommandFailure.usage("--display-every: " + wrong.getMessage());
        }
        throw CommandFailure.usage("--display-every has to be more than 0");
    }

    /** How many of a run's variants run at the same time. */
    public int jobs(int variants) {
        int most = jobs.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        if (most < 1) {
            throw CommandFailure.usage("--jobs has to be 1 or more, is " + most);
        }
        return Math.min(most, variants);
    }

    /** Finds wrong values before anything is written. */
    public void check(CliEnvironment surroundings, Style style) {
        displayEveryNanos();
        jobs(1);
        console(surroundings, style);
    }

    public LiveConsole.Options console(CliEnvironment surroundings, Style style) {
        String wanted = displayFormat.toLowerCase(Locale.ROOT);
        if (!wanted.equals("simple") && !wanted.equals("incremental-json")) {
            throw CommandFailure.usage(
                    "--display-format is simple or incremental-json, not '" + displayFormat + "'");
        }
        boolean terminal = surroundings.isTerminal(2)
                && !surroundings.isBuildServer()
                && !noProgress
                && !isJson();
        Optional<PrintStream> progress =
                terminal ? Optional.of(surroundings.err()) : Optional.empty();
        return new LiveConsole.Options(
                style, !quiet && !isJson(), hasJsonRows(), verbose, progress);
    }
}
