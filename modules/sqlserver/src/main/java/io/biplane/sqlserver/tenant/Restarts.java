package io.biplane.sqlserver.tenant;

import io.biplane.base.id.TenantId;

import java.time.Duration;
import java.util.TreeMap;

/**
 * How long a server that failed is left alone before it is started again: 500 ms, doubling with each failure in a row up to 10 s.
 * Our choice: the modelled system retries a server that does not start with such a back-off (CockroachDB
 * {@code serverController.startControlledServer}); a failure of one that serves ends its whole process there, which is what
 * restarting the node is for (docs/decisions/0063).
 */
final class Restarts {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 10_000;

    private final TreeMap<TenantId, Integer> failures = new TreeMap<>();

    /** Counts a failure; the pause before the next start. */
    Duration afterFailure(TenantId tenant) {
        int count = failures.merge(tenant, 1, Integer::sum);
        long millis = FIRST_MILLIS << Math.min(count - 1, 10);
        return Duration.ofMillis(Math.min(millis, LONGEST_MILLIS));
    }

    /** It serves: the row of failures is over. */
    void onServing(TenantId tenant) {
        failures.remove(tenant);
    }
}
