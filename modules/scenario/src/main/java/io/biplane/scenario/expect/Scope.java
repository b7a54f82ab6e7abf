package io.biplane.scenario.expect;

import java.util.Optional;

/**
 * The part of the run that a threshold measures.
 *
 * @param window which time
 * @param virtualCluster only operations of this virtual cluster; empty: all
 * @param variant label of the only variant it applies to ({@code virtualized=true}); empty: all
 */
public record Scope(Window window, Optional<String> virtualCluster, Optional<String> variant) {

    /**
     * A stretch of virtual time. A step reference is a step id, else a verb: then each step of that
     * verb is measured.
     */
    public sealed interface Window {}

    /** From scenario zero to the horizon. */
    public record Whole() implements Window {}

    /** From when the step fires until it is complete; for a fault without end until the horizon. */
    public record During(String step) implements Window {}

    /**
     * From {@code limitNanos} after the step was complete until the next step fires, or the
     * horizon: the bound has to hold by then. A step that takes effect at once (kill, power_off) is
     * complete when it fires.
     */
    public record Within(long limitNanos, String step) implements Window {}

    /**
     * From scenario zero until the step fires; with no step: until the first step of the timeline.
     */
    public record Before(Optional<String> step) implements Window {}

    /**
     * From when the step is complete until the horizon; with no step: the last step of the
     * timeline.
     */
    public record After(Optional<String> step) implements Window {}
}
