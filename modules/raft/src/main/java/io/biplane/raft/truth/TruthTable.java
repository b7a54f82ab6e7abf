package io.biplane.raft.truth;

import io.biplane.raft.truth.TruthReport.Row;

import java.util.List;
import java.util.function.Supplier;

/**
 * A part of the truth: what it will measure, in order, and what the reader must know.
 *
 * @param cells each measured on its own
 * @param notes printed below the rows
 */
public record TruthTable(List<Cell> cells, List<String> notes) {
    public TruthTable {
        cells = List.copyOf(cells);
        notes = List.copyOf(notes);
    }

    /**
     * Some rows that come from the same trials.
     *
     * @param name shown while it is measured
     * @param measure makes the trials
     */
    public record Cell(String name, Supplier<List<Row>> measure) {}
}
