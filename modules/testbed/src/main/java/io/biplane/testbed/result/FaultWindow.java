package io.biplane.testbed.result;

import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.VerbFacts;

import java.util.OptionalLong;

/**
 * One step of the timeline as it happened.
 *
 * @param step id
 * @param verb facts of its verb
 * @param label verb and the nodes its roles came down to: {@code drain n3}
 * @param lasting whether it is a fault or operation with a beginning and an end, drawn as a band;
 *     else a moment
 * @param fromNanos when it fired
 * @param untilNanos when it was complete; empty: not before the end of the run
 * @param mark of the step
 */
public record FaultWindow(
        String step,
        VerbFacts verb,
        String label,
        boolean lasting,
        long fromNanos,
        OptionalLong untilNanos,
        SourcePosition mark) {
    /** When it was complete in a run that ended then; a moment is over at once. */
    public long endNanos(long runEndNanos) {
        return Math.min(runEndNanos, untilNanos.orElse(lasting ? runEndNanos : fromNanos));
    }
}
