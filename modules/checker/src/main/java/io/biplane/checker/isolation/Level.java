package io.biplane.checker.isolation;

import java.util.Locale;

/** Isolation levels, weakest first; each forbids what the ones before it forbid. */
public enum Level {
    /** No write cycles (Adya: PL-1). */
    READ_UNCOMMITTED,
    /** Nothing aborted or intermediate is read, information does not flow in circles (PL-2). */
    READ_COMMITTED,
    /** Each transaction sees a consistent view (PL-2+). */
    CONSISTENT_VIEW,
    /** Cycles have adjacent anti-dependencies only (PL-SI without its real-time part). */
    SNAPSHOT_ISOLATION,
    /** No cycles (PL-3, on items). */
    SERIALIZABLE,
    /** Nor with the order of each session. */
    STRONG_SESSION_SERIALIZABLE,
    /** Nor with the order in real time. */
    STRICT_SERIALIZABLE;

    /** For people: {@code strict serializable}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The weakest level that an anomaly of this kind violates. */
    static Level violatedBy(String kind) {
        if (kind.endsWith("-realtime")) {
            return STRICT_SERIALIZABLE;
        }
        if (kind.endsWith("-session")) {
            return STRONG_SESSION_SERIALIZABLE;
        }
        return switch (kind) {
            case "G0", "duplicate-append", "incompatible-order", "unwritten-read" ->
                READ_UNCOMMITTED;
            case "G1a", "G1b", "G1c", "future-read" -> READ_COMMITTED;
            // A lost update is a G-single whichever of the two writes came first.
            case "G-single", "internal", "lost-update" -> CONSISTENT_VIEW;
            case "G-nonadjacent" -> SNAPSHOT_ISOLATION;
            case "G2-item" -> SERIALIZABLE;
            default -> throw new IllegalArgumentException("no level for " + kind);
        };
    }
}
