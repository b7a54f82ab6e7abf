package io.biplane.kvserver.change;

/** A node's state as it is shown. Source: docs/reference/operations.md §1. */
public enum NodeState {
    LIVE,
    /** Live, but was not a short while ago. */
    SUSPECT,
    DRAINING,
    DECOMMISSIONING,
    DECOMMISSIONED,
    /** Its record has expired, not yet for long. */
    UNAVAILABLE,
    /** Its record expired longer ago than the limit: its replicas are replaced. */
    DEAD
}
