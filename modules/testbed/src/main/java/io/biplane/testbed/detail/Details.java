package io.biplane.testbed.detail;

import io.biplane.testbed.history.HistoryEvent;

import java.util.List;

/**
 * Single happenings of a run, for pictures that look closely.
 *
 * @param operations every operation that ended, load by load, in order of completion
 * @param history what clients asked and were told, in the order it happened; the reads of the final
 *     state come last
 * @param messages every message in a stretch of the run
 */
public record Details(List<RawSample> operations, List<HistoryEvent> history, MessageLog messages) {
    /** Of a run of which nothing is known. */
    public static final Details NONE = new Details(List.of(), List.of(), MessageLog.NONE);

    public Details {
        operations = List.copyOf(operations);
        history = List.copyOf(history);
    }
}
