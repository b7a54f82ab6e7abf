package io.biplane.raft.truth;

import io.biplane.raft.truth.TruthReport.Row;

import java.util.ArrayList;
import java.util.List;

/**
 * The truth gates: T1 (elections over a WAN), T2 (closed forms) and T5 (a leader's death). Called
 * by {@code biplane truth}.
 */
public final class Truth {
    private Truth() {}

    /** Hears how far the measuring is; called before each cell. */
    @FunctionalInterface
    public interface Progress {
        /** Nobody listens. */
        Progress SILENT = (cell, done, total) -> {};

        /**
         * A cell begins.
         *
         * @param cell its name
         * @param done cells before it
         * @param total all cells
         */
        void measuring(String cell, int done, int total);
    }

    /** All tables that need nothing but the core. */
    public static List<TruthTable> tables(TruthOptions options) {
        return List.of(
                WanElections.table(options),
                WanVariants.table(options),
                ClosedForms.table(options),
                AttemptVariants.table(options),
                LeaderDeaths.table(options));
    }

    /**
     * Measures {@link #tables}; takes tens of seconds at full size. Same options, same report.
     */
    public static TruthReport run(TruthOptions options) {
        return run(options, tables(options), Progress.SILENT);
    }

    /** Measures these tables. */
    public static TruthReport run(
            TruthOptions options, List<TruthTable> tables, Progress progress) {
        int total = tables.stream().mapToInt(table -> table.cells().size()).sum();
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        int done = 0;
        for (TruthTable table : tables) {
            for (TruthTable.Cell cell : table.cells()) {
                progress.measuring(cell.name(), done++, total);
                rows.addAll(cell.measure().get());
            }
            notes.addAll(table.notes());
        }
        return new TruthReport(options, rows, notes);
    }

    /** T1's published curves only. */
    public static TruthReport runElections(TruthOptions options) {
        return run(options, List.of(WanElections.table(options)), Progress.SILENT);
    }
}
