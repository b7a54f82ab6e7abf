package io.biplane.testbed.result;

/** Outcome of one check or threshold. */
public enum Outcome {
    HELD,
    BROKEN,
    /** Could not be decided: no data in the window, or a checker gave up. */
    UNKNOWN
}
