package io.biplane.sqlserver.drain;

import java.util.function.ToLongFunction;

/**
 * The phases of draining one virtual cluster's SQL server on a node. Pure and immutable; the caller says what time it is and
 * how many clients are left, and carries the phase's meaning out.
 *
 * <pre>
 *   UNREADY       a fixed wait, everything is served, health checks fail
 *   CONNECTIONS   no new connections; until the clients have hung up, or the limit
 *   TRANSACTIONS  sessions end as soon as no transaction is open, or all at the limit
 *   FLOWS         other nodes' work on this one ends; what comes meanwhile is taken still, at least for a grace time
 *   DONE
 * </pre>
 *
 * <p>One line per transition: each phase ends when nothing is left to wait for or its limit is over; its limit is read from the
 * virtual cluster's settings when it begins. Source: docs/reference/operations.md §2.
 *
 * @param phase where the drain stands
 * @param phaseEndsAtNanos when the phase ends at the latest
 * @param graceEndsAtNanos before this the phase does not end, although nothing is left; 0 for no grace
 */
public record ServerDrain(Phase phase, long phaseEndsAtNanos, long graceEndsAtNanos) {
    /**
     * How long a server without flows waits for some, so that others have heard that it drains. Source: CockroachDB {@code
     * minFlowDrainWait}, 1 s; it begins to refuse flows only behind it ({@code FlowRegistry.Drain}).
     */
    public static final long FLOWS_GRACE_NANOS = 1_000_000_000L;

    /** Steps in order. */
    public enum Phase {
        UNREADY,
        CONNECTIONS,
        TRANSACTIONS,
        FLOWS,
        DONE
    }

    /**
     * Begins.
     *
     * @param limits nanoseconds a phase may take, by the settings of this moment
     */
    public static ServerDrain begin(ToLongFunction<Phase> limits, long nowNanos) {
        return new ServerDrain(Phase.UNREADY, nowNanos + limits.applyAsLong(Phase.UNREADY), 0);
    }

    /**
     * Where the drain stands now.
     *
     * @param sessions clients left
     * @param flows pieces of other nodes' work left
     */
    public ServerDrain advance(
            ToLongFunction<Phase> limits, int sessions, int flows, long nowNanos) {
        ServerDrain at = this;
        while (at.phase != Phase.DONE && at.isOver(sessions, flows, nowNanos)) {
            Phase next = Phase.values()[at.phase.ordinal() + 1];
            long limit = next == Phase.DONE ? 0 : limits.applyAsLong(next);
            boolean hasGrace = next == Phase.FLOWS && flows == 0;
            long graceEnds = hasGrace ? nowNanos + FLOWS_GRACE_NANOS : 0;
            at = new ServerDrain(next, Math.max(nowNanos, graceEnds) + limit, graceEnds);
        }
        return at;
    }

    private boolean isOver(int sessions, int flows, long nowNanos) {
        boolean isLate = nowNanos >= phaseEndsAtNanos;
        return switch (phase) {
            case UNREADY -> isLate;
            case CONNECTIONS -> isLate || sessions == 0;
            case TRANSACTIONS -> sessions == 0;
            case FLOWS -> isLate || flows == 0 && nowNanos >= graceEndsAtNanos;
            case DONE -> false;
        };
    }

    /** Whether the sessions that are left have had their time and must be ended. */
    public boolean mustEndSessions(long nowNanos) {
        return phase == Phase.TRANSACTIONS && nowNanos >= phaseEndsAtNanos;
    }

    /** When the drain must be looked at again, if nothing happens before. */
    public long nextLookAtNanos(long nowNanos) {
        return nowNanos < graceEndsAtNanos ? graceEndsAtNanos : phaseEndsAtNanos;
    }

    /** Whether new connections are refused. */
    public boolean refusesConnections() {
        return phase.compareTo(Phase.UNREADY) > 0;
    }

    public boolean isDone() {
        return phase == Phase.DONE;
    }
}
