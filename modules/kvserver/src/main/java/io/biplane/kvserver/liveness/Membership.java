package io.biplane.kvserver.liveness;

/** A node's standing in the cluster. Source: docs/reference/operations.md §3. */
public enum Membership {
    ACTIVE,
    DECOMMISSIONING,
    DECOMMISSIONED
}
