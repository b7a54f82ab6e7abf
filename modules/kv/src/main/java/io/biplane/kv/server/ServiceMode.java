package io.biplane.kv.server;

/** Whether and how a virtual cluster is served. Source: docs/reference/virtual-clusters.md §4. */
public enum ServiceMode {
    NONE("none"),
    EXTERNAL("external"),
    SHARED("shared"),
    STOPPING("stopping");

    private final String text;

    ServiceMode(String text) {
        this.text = text;
    }

    /** Whether batches of such a virtual cluster may pass. */
    public boolean isServed() {
        return this == EXTERNAL || this == SHARED;
    }

    /** As SHOW VIRTUAL CLUSTERS prints it. */
    @Override
    public String toString() {
        return text;
    }
}
