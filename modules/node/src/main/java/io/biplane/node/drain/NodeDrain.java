package io.biplane.node.drain;

/**
 * Where the drain of a node stands. Pure and immutable: the caller reports what remains and carries each step out.
 *
 * <pre>
 *   TENANTS   every virtual cluster's server drains, all at once; none is started any more
 *   SYSTEM    the system virtual cluster's server drains
 *   LEASES    the node is shown as draining; leases and leaderships go, pass by pass, until none is left
 *   DONE
 * </pre>
 *
 * <p>A cluster that is not virtualized has nothing to do in the first step. The operator's side asks again and again, {@link
 * #ROUND_NANOS} after each answer; each round looks whether the virtual clusters' servers are gone, then drains the system's and makes one pass
 * over the leases. Source: docs/reference/operations.md §2; CockroachDB {@code CallDrainServerSide} and {@code runDrain}.
 *
 * @param step what is being done
 * @param deadlineAtNanos when the operator's patience ends; {@code Long.MAX_VALUE} for never
 * @param remaining work left as last reported: servers, sessions, leases and leaderships
 */
public record NodeDrain(Step step, long deadlineAtNanos, long remaining) {
    /** Pause between two rounds. Source: CockroachDB {@code CallDrainServerSide}, 200 ms. */
    public static final long ROUND_NANOS = 200_000_000L;

    /** Steps in order. */
    public enum Step {
        TENANTS,
        SYSTEM,
        LEASES,
        DONE
    }

    /** Begins, or goes on after an operator's patience ended, with new patience. */
    public static NodeDrain begin(long deadlineAtNanos) {
        return new NodeDrain(Step.TENANTS, deadlineAtNanos, 0);
    }

    public NodeDrain withDeadline(long newDeadlineAtNanos) {
        return new NodeDrain(step, newDeadlineAtNanos, remaining);
    }

    /**
     * Servers and sessions that are left.
     *
     * @param tenantServers those of application virtual clusters
     * @param systemServers 1 while the system's runs
     */
    public NodeDrain onServers(int tenantServers, int systemServers, int sessions) {
        long left = (long) tenantServers + systemServers + sessions;
        return switch (step) {
            case TENANTS ->
                tenantServers > 0
                        ? new NodeDrain(step, deadlineAtNanos, left)
                        : new NodeDrain(Step.SYSTEM, deadlineAtNanos, left)
                                .onServers(0, systemServers, sessions);
            case SYSTEM ->
                systemServers > 0
                        ? new NodeDrain(step, deadlineAtNanos, left)
                        : new NodeDrain(Step.LEASES, deadlineAtNanos, 1);
            case LEASES, DONE -> this;
        };
    }

    /** Ranges whose lease or leadership is left after a pass. */
    public NodeDrain onLeases(int left) {
        if (step != Step.LEASES) {
            return this;
        }
        return left > 0
                ? new NodeDrain(step, deadlineAtNanos, left)
                : new NodeDrain(Step.DONE, deadlineAtNanos, 0);
    }

    public boolean isDone() {
        return step == Step.DONE;
    }

    /**
     * The operator's patience, raised to what the settings' waits need at least. Source: docs/reference/operations.md §2: below
     * initial + connections + 2 × transactions + lease iteration it is raised.
     *
     * @param askedNanos 0 for none
     */
    public static long limitNanos(long askedNanos, ServerLimits limits, long leasePassNanos) {
        if (askedNanos == 0) {
            return Long.MAX_VALUE / 4;
        }
        long least = limits.initialNanos()
                + limits.connectionsNanos()
                + 2 * limits.transactionsNanos()
                + leasePassNanos;
        return Math.max(askedNanos, least);
    }

    /** The waits of a SQL server's drain. */
    public record ServerLimits(long initialNanos, long connectionsNanos, long transactionsNanos) {}
}
