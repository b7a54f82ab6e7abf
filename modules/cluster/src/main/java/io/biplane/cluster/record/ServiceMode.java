package io.biplane.cluster.record;

import java.util.Locale;

/** Whether and how a virtual cluster is served. Source: reference/virtual-clusters.md §4. */
public enum ServiceMode {
    /** Nobody serves it. */
    NONE,
    /** By servers outside the nodes' processes. */
    EXTERNAL,
    /** By one SQL server in each node's process. */
    SHARED,
    /** Servers are going down; {@link #NONE} follows when the last is gone. */
    STOPPING;

    /** As {@code SHOW VIRTUAL CLUSTERS} prints it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
