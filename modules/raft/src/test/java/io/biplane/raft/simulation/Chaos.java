package io.biplane.raft.simulation;

/**
 * How hostile a run is; chances are per message, or per 100 ms for what happens to replicas and to
 * the group.
 *
 * @param loss chance that a message is lost
 * @param duplicate chance that it arrives twice
 * @param crash chance that a replica crashes
 * @param change chance that the operator proposes a membership change, a transfer, a compaction or
 *     a partition
 */
record Chaos(double loss, double duplicate, double crash, double change) {
    static final Chaos CALM = new Chaos(0, 0, 0, 0);
    /**
     * No membership changes: without pre-vote and stickiness a removed replica disturbs for ever
     * (§4.2.3).
     */
    static final Chaos CRASHING = new Chaos(0.05, 0.03, 0.03, 0);

    static final Chaos HOSTILE = new Chaos(0.05, 0.03, 0.03, 0.1);
}
