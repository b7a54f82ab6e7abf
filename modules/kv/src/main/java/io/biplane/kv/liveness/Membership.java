package io.biplane.kv.liveness;

/** A node's standing in the cluster. Source: reference/operations.md §3. */
public enum Membership {
    ACTIVE,
    DECOMMISSIONING,
    DECOMMISSIONED
}
