package io.biplane.sqlserver.record;

import java.util.Locale;

/** State of a virtual cluster's data as stored. Source: docs/reference/virtual-clusters.md §3. */
public enum DataState {
    ADD,
    READY,
    DROPPING;

    /** As {@code SHOW VIRTUAL CLUSTERS} prints it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
