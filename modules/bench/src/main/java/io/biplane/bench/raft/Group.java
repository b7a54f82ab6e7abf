package io.biplane.bench.raft;

/** One group of three replicas under a closed-loop client beside its leader. */
interface Group {
    /** One-way latency of every message. */
    long LATENCY_NANOS = 1_000_000L;

    /** Whether somebody leads. */
    boolean hasLeader();

    /**
     * Proposes {@code outstanding} entries; from then on each applied entry is replaced by a new
     * one.
     */
    void load(int outstanding);

    /** Entries of the client that the leader has committed and applied. */
    long applied();
}
