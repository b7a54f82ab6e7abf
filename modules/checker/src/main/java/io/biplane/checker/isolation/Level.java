package io.biplane.checker.isolation;

import io.biplane.checker.order.CycleRule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Isolation levels: each forbids what the levels it includes forbid. They are no chain: snapshot
 * isolation in real time and serializability without it say different things, and neither includes
 * the other.
 *
 * <pre>
 *   read uncommitted
 *     read committed
 *       monotonic reads   monotonic writes   read your writes   writes follow reads
 *         PRAM (the first three)
 *           causal (PRAM, writes follow reads)
 *       monotonic atomic view
 *         read atomic   cursor stability (just read committed)
 *           consistent view (both)
 *             snapshot isolation
 *               serializable     strong session snapshot isolation (and causal)
 *                 strong session serializable (both)     strong snapshot isolation (the latter)
 *                   strict serializable (both)
 * </pre>
 *
 * <p>Sources: Adya 1999 for PL-1 to PL-3; Bailis et al., Highly Available Transactions, VLDB 2013,
 * and Cerone et al., CONCUR 2015, for read atomic; Daudjee and Salem, Lazy Database Replication
 * with Snapshot Isolation, VLDB 2006, for the strong and strong session levels; {@link
 * io.biplane.checker.visibility} for monotonic atomic view, sessions and causality; Elle's table of
 * which anomaly rules out which level. Repeatable read (PL-2.99) differs from serializable in
 * predicates only, which no workload here has.
 */
public enum Level {
    /** No write cycles (Adya: PL-1). */
    READ_UNCOMMITTED,
    /** Nothing aborted or intermediate is read, information does not flow in circles (PL-2). */
    READ_COMMITTED(READ_UNCOMMITTED),
    /** What a session reads of a key does not go back. */
    MONOTONIC_READS(READ_COMMITTED),
    /** A session's writes of a key are in its order. */
    MONOTONIC_WRITES(READ_COMMITTED),
    /** What a session has written is there when it reads. */
    READ_YOUR_WRITES(READ_COMMITTED),
    /** What a session writes of a key comes after what it has read of it. */
    WRITES_FOLLOW_READS(READ_COMMITTED),
    /** Each session's writes appear to all others in its order. */
    PRAM(MONOTONIC_READS, MONOTONIC_WRITES, READ_YOUR_WRITES),
    /** And what a session has read appears before what it writes then. */
    CAUSAL(PRAM, WRITES_FOLLOW_READS),
    /** Once a transaction has read of another, it reads nothing from before that one. */
    MONOTONIC_ATOMIC_VIEW(READ_COMMITTED),
    /** No update is lost (PL-CS). */
    CURSOR_STABILITY(READ_COMMITTED),
    /** A transaction sees its own writes, and what it read once it reads again. */
    READ_ATOMIC(MONOTONIC_ATOMIC_VIEW),
    /** Each transaction sees a consistent view (PL-2+); parallel snapshot isolation by cycles. */
    CONSISTENT_VIEW(CURSOR_STABILITY, READ_ATOMIC),
    /** Cycles have adjacent anti-dependencies only (PL-SI without its real-time part). */
    SNAPSHOT_ISOLATION(CONSISTENT_VIEW),
    /** No cycles (PL-3, on items). */
    SERIALIZABLE(SNAPSHOT_ISOLATION),
    /** Snapshot isolation that keeps the order of each session. */
    STRONG_SESSION_SNAPSHOT_ISOLATION(SNAPSHOT_ISOLATION, CAUSAL),
    /** No cycles with the order of each session either. */
    STRONG_SESSION_SERIALIZABLE(SERIALIZABLE, STRONG_SESSION_SNAPSHOT_ISOLATION),
    /** Snapshot isolation that keeps the order in real time. */
    STRONG_SNAPSHOT_ISOLATION(STRONG_SESSION_SNAPSHOT_ISOLATION),
    /** No cycles with the order in real time either. */
    STRICT_SERIALIZABLE(STRONG_SESSION_SERIALIZABLE, STRONG_SNAPSHOT_ISOLATION);

    private final List<Level> directlyBelow;

    Level(Level... directlyBelow) {
        this.directlyBelow = List.of(directlyBelow);
    }

    /** For people: {@code strict serializable}. */
    public String word() {
        return this == PRAM ? name() : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** For files and flags: {@code strict-serializable}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The level of this key; empty if there is none. */
    public static Optional<Level> parse(String key) {
        for (Level level : values()) {
            if (level.key().equals(key)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /**
     * The cycles it forbids, where those with anti-dependencies count; empty if the versions of a key
     * can always be ordered by who read from whom, so that nothing depends on orders that are open.
     */
    Optional<CycleRule> cycles() {
        return switch (this) {
            case READ_UNCOMMITTED,
                    READ_COMMITTED,
                    MONOTONIC_READS,
                    MONOTONIC_WRITES,
                    READ_YOUR_WRITES,
                    WRITES_FOLLOW_READS,
                    PRAM,
                    CAUSAL,
                    MONOTONIC_ATOMIC_VIEW,
                    CURSOR_STABILITY,
                    READ_ATOMIC -> Optional.empty();
            case CONSISTENT_VIEW -> Optional.of(CycleRule.SINGLE);
            case SNAPSHOT_ISOLATION, STRONG_SESSION_SNAPSHOT_ISOLATION, STRONG_SNAPSHOT_ISOLATION ->
                Optional.of(CycleRule.NONADJACENT);
            case SERIALIZABLE, STRONG_SESSION_SERIALIZABLE, STRICT_SERIALIZABLE ->
                Optional.of(CycleRule.ANY);
        };
    }

    /** The order beside the data that it keeps: a kind of edges, or 0. */
    int order() {
        return switch (this) {
            case STRONG_SESSION_SNAPSHOT_ISOLATION, STRONG_SESSION_SERIALIZABLE -> Edges.SESSION;
            case STRONG_SNAPSHOT_ISOLATION, STRICT_SERIALIZABLE -> Edges.REALTIME;
            case READ_UNCOMMITTED,
                    READ_COMMITTED,
                    MONOTONIC_READS,
                    MONOTONIC_WRITES,
                    READ_YOUR_WRITES,
                    WRITES_FOLLOW_READS,
                    PRAM,
                    CAUSAL,
                    MONOTONIC_ATOMIC_VIEW,
                    CURSOR_STABILITY,
                    READ_ATOMIC,
                    CONSISTENT_VIEW,
                    SNAPSHOT_ISOLATION,
                    SERIALIZABLE -> 0;
        };
    }

    /**
     * Whether it speaks of what a transaction and its session must see. These are only judged, and
     * only claimed, if one of them is asked for: all but a few histories are asked for more.
     */
    boolean isOfViews() {
        return CAUSAL.includes(this) && this != READ_UNCOMMITTED && this != READ_COMMITTED
                || this == MONOTONIC_ATOMIC_VIEW;
    }

    /** The others, weakest first. */
    static List<Level> ofCycles() {
        return Stream.of(values()).filter(level -> !level.isOfViews()).toList();
    }

    /** Whether this forbids all that {@code other} forbids; each level includes itself. */
    public boolean includes(Level other) {
        return this == other || directlyBelow.stream().anyMatch(below -> below.includes(other));
    }

    /**
     * Levels that none of these violates and no other such level includes, weakest first.
     *
     * @param open levels of which nobody knows; whatever includes one of them is not claimed either
     */
    static List<Level> strongestHolding(List<Level> violated, List<Level> open) {
        return strongestHolding(ofCycles(), violated, open);
    }

    /** As {@link #strongestHolding(List, List)}, of these levels. */
    static List<Level> strongestHolding(List<Level> asked, List<Level> violated, List<Level> open) {
        List<Level> holding = new ArrayList<>();
        for (Level level : asked) {
            boolean isOpen = open.stream().anyMatch(level::includes);
            if (!isOpen && violated.stream().noneMatch(level::includes)) {
                holding.add(level);
            }
        }
        return holding.stream()
                .filter(level ->
                        holding.stream().noneMatch(more -> more != level && more.includes(level)))
                .toList();
    }

    /** Those of the levels that include no other of them, weakest first. */
    static List<Level> weakest(List<Level> violated) {
        return violated.stream()
                .distinct()
                .sorted()
                .filter(level ->
                        violated.stream().noneMatch(less -> less != level && level.includes(less)))
                .toList();
    }

    /** The weakest level that an anomaly of this kind violates. */
    static Level violatedBy(String kind) {
        if (kind.endsWith("-realtime")) {
            return kind.startsWith("G2-item") ? STRICT_SERIALIZABLE : STRONG_SNAPSHOT_ISOLATION;
        }
        if (kind.endsWith("-session")) {
            return kind.startsWith("G2-item")
                    ? STRONG_SESSION_SERIALIZABLE
                    : STRONG_SESSION_SNAPSHOT_ISOLATION;
        }
        return switch (kind) {
            // No order of versions has an element twice, or one that nobody wrote.
            case "G0", "duplicate-append", "unwritten-read", "cyclic-versions" -> READ_UNCOMMITTED;
            // Of two reads that are no beginnings of one another, one saw what was undone. A future
            // read is information that flows from a transaction to itself.
            case "G1a", "G1b", "G1c", "incompatible-order", "future-read" -> READ_COMMITTED;
            case "N-MR" -> MONOTONIC_READS;
            case "N-MW" -> MONOTONIC_WRITES;
            case "MYR" -> READ_YOUR_WRITES;
            case "N-WFR" -> WRITES_FOLLOW_READS;
            case "N-PRAM" -> PRAM;
            case "MRWD" -> CAUSAL;
            case "OTV" -> MONOTONIC_ATOMIC_VIEW;
            case "lost-update" -> CURSOR_STABILITY;
            case "internal" -> READ_ATOMIC;
            case "G-single" -> CONSISTENT_VIEW;
            case "G-nonadjacent" -> SNAPSHOT_ISOLATION;
            case "G2-item" -> SERIALIZABLE;
            default -> throw new IllegalArgumentException("no level for " + kind);
        };
    }
}
