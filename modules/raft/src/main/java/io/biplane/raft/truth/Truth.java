package io.biplane.raft.truth;

import io.biplane.raft.truth.TruthReport.Row;

import java.util.ArrayList;
import java.util.List;

/**
 * The truth gates: T1 (elections over a WAN) and T2 (closed forms). Called by
 * {@code biplane truth}.
 */
public final class Truth {
    private Truth() {}

    /**
     * Measures everything; takes tens of seconds with the default options. Same options, same
     * report.
     */
    public static TruthReport run(TruthOptions options) {
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        WanElections.measure(options, rows, notes);
        ClosedForms.measure(options, rows, notes);
        return new TruthReport(options, rows, notes);
    }

    /** T1 only. */
    public static TruthReport runElections(TruthOptions options) {
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        WanElections.measure(options, rows, notes);
        return new TruthReport(options, rows, notes);
    }
}
