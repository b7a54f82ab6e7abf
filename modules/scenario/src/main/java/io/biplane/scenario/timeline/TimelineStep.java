package io.biplane.scenario.timeline;

import io.biplane.scenario.source.SourcePosition;

import java.util.OptionalLong;

/**
 * One thing that happens to the cluster.
 *
 * @param id unique; as written, else {@code <verb>-<n>} counted over that verb; a repeated step's
 *     firings end in {@code #1}, {@code #2} …
 * @param group the id without {@code #n}; the same for all firings of one written step
 * @param trigger when it fires
 * @param verb what happens
 * @param forNanos after which a fault ends by itself; empty: it stays until healed or has no end
 * @param mark of the step in the file
 */
public record TimelineStep(
        String id,
        String group,
        Trigger trigger,
        Verb verb,
        OptionalLong forNanos,
        SourcePosition mark) {
    /** Whether it has a beginning and an end, which a picture shows as a band. */
    public boolean lasts() {
        return forNanos.isPresent() || verb.facts().course().isBand();
    }
}
