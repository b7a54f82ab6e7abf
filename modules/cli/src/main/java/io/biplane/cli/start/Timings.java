package io.biplane.cli.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Where the wall-clock time of a command went: one phase after the other, so that they add up to the whole. A phase that is entered
 * again, as with several files, adds to itself. Told by whichever thread is there; a simulation does not know of it.
 */
public final class Timings {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Phases, in the order in which they are printed. */
    public enum Phase {
        /** From the virtual machine's own start to the command's first line. */
        VIRTUAL_MACHINE("virtual machine"),
        /** Reading the command line. */
        COMMAND_LINE("command line"),
        /** Reading and checking scenario files. */
        LANGUAGE("language"),
        /** The run's folder, and until the first variant's actor systems have started. */
        BOOT("boot"),
        /** Until the first row could be printed: the cluster gets ready, tables are made and filled, a second of load. */
        FIRST_ROW("first row"),
        /** The rest of the first variant's simulated time, final reads included. */
        RUN("run"),
        /** The first variant's checks. */
        CHECKS("checks"),
        /** What the other variants took longer. */
        OTHER_VARIANTS("other variants"),
        REPORTS("reports"),
        /** The summary, and whatever a command does that has no phase of its own. */
        REST("rest");

        private final String title;

        Phase(String title) {
            this.title = title;
        }
    }

    private final LongSupplier nanos;
    private final LongSupplier virtualMachineMillis;
    /** Time spent in each phase, by ordinal. */
    private final long[] spentNanos = new long[Phase.values().length];

    private Phase current = Phase.COMMAND_LINE;
    private long enteredAtNanos;

    /**
     * Begins with the command line.
     *
     * @param nanos wall-clock nanoseconds
     * @param virtualMachineMillis how long the virtual machine took before that; asked when it is printed
     */
    public Timings(LongSupplier nanos, LongSupplier virtualMachineMillis) {
        this.nanos = nanos;
        this.virtualMachineMillis = virtualMachineMillis;
        this.enteredAtNanos = nanos.getAsLong();
    }

    /** The phase before is over. */
    public synchronized void enter(Phase phase) {
        long now = nanos.getAsLong();
        spentNanos[current.ordinal()] += now - enteredAtNanos;
        current = phase;
        enteredAtNanos = now;
    }

    /** Goes on to a phase, unless the command has come further already. */
    public synchronized void advance(Phase from, Phase to) {
        if (current == from) {
            enter(to);
        }
    }

    /** The table, a line a phase that took time, in milliseconds. */
    public synchronized List<String> lines() {
        enter(current);
        spentNanos[Phase.VIRTUAL_MACHINE.ordinal()] = virtualMachineMillis.getAsLong() * 1_000_000;
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-18s%8s", "timings", "ms"));
        long total = 0;
        for (Phase phase : Phase.values()) {
            long spent = spentNanos[phase.ordinal()];
            total += spent;
            if (spent > 0) {
                lines.add(line(phase.title, spent));
            }
        }
        lines.add(line("total", total));
        return lines;
    }

    private static String line(String title, long spentNanos) {
        return String.format(Locale.ROOT, "  %-16s%8.0f", title, spentNanos / NANOS_PER_MILLI);
    }
}
