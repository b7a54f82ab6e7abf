package io.biplane.cluster.drain;

import java.util.function.ToLongFunction;

/**
 * The phases of draining one virtual cluster's SQL server on a node. Pure and immutable; the caller says what time it is and
 * how many clients are left, and carries the phase's meaning out.
 *
 * <pre>
 *   UNREADY       a fixed wait, everything is served, health checks fail
 *   CONNECTIONS   no new connections; until the clients have hung up, or the limit
 *   TRANSACTIONS  sessions end as soon as no transaction is open, or all at the limit
 *   FLOWS         other nodes' work on this one ends, none is taken
 *   DONE
 * </pre>
 *
 * <p>One line per transition: each phase ends when nothing is left to wait for or its limit is over; its limit is read from the
 * virtual cluster's settings when it begins. Source: reference/operations.md §2.
 *
 * @param phase where the drain stands
 * @param phaseEndsAtNanos when the phase ends at the latest
 */
public record ServerDrain(Phase phase, long phaseEndsAtNanos) {
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
        return new ServerDrain(Phase.UNREADY, nowNanos + limits.applyAsLong(Phase.UNREADY));
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
            at = new ServerDrain(next, nowNanos + limit);
        }
        return at;
    }

    private boolean isOver(int sessions, int flows, long nowNanos) {
        boolean isLate = nowNanos >= phaseEndsAtNanos;
        return switch (phase) {
            case UNREADY -> isLate;
            case CONNECTIONS -> isLate || sessions == 0;
            case TRANSACTIONS -> sessions == 0;
            case FLOWS -> isLate || flows == 0;
            case DONE -> false;
        };
    }

    /** Whether the sessions that are left have had their time and must be ended. */
    public boolean mustEndSessions(long nowNanos) {
        return phase == Phase.TRANSACTIONS && nowNanos >= phaseEndsAtNanos;
    }

    /** Whether new connections are refused. */
    public boolean refusesConnections() {
        return phase.compareTo(Phase.UNREADY) > 0;
    }

    public boolean isDone() {
        return phase == Phase.DONE;
    }
}
