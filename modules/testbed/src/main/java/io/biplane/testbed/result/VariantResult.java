package io.biplane.testbed.result;

import io.biplane.scenario.model.Variant;
import io.biplane.testbed.detail.Details;

import java.util.List;

/**
 * What one variant's run gave.
 *
 * @param endedAtNanos the horizon, or where it was stopped
 * @param digest of the trace, 16 hex digits: the run's identity
 * @param eventCount events executed
 * @param ticks one a second and operation, in order of time
 * @param operations totals, one a load and operation
 * @param virtualClusters totals over all operations, one a virtual cluster with load; load and
 *     operation are empty
 * @param phases stretches between the timeline's events, with latencies in each
 * @param checks in the order of the scenario's {@code always}, then {@code sometimes}
 * @param thresholds in file order; one entry for each step a scope matched
 * @param faults what the timeline did, in the order it fired
 * @param lanes leases, leaders and node states over time
 * @param series annotated counts a second: reconnects, cold caches, redirects, lease moves
 * @param details single operations, events and messages
 * @param notes sentences the run wants said: a step that never fired, how a refusal read
 */
public record VariantResult(
        Variant variant,
        Verdict verdict,
        long endedAtNanos,
        String digest,
        long eventCount,
        List<Tick> ticks,
        List<OperationTotal> operations,
        List<OperationTotal> virtualClusters,
        List<Phase> phases,
        List<CheckResult> checks,
        List<ThresholdResult> thresholds,
        List<FaultWindow> faults,
        List<Lane> lanes,
        List<Series> series,
        Details details,
        List<String> notes) {
    public VariantResult {
        ticks = List.copyOf(ticks);
        operations = List.copyOf(operations);
        virtualClusters = List.copyOf(virtualClusters);
        phases = List.copyOf(phases);
        checks = List.copyOf(checks);
        thresholds = List.copyOf(thresholds);
        faults = List.copyOf(faults);
        lanes = List.copyOf(lanes);
        series = List.copyOf(series);
        notes = List.copyOf(notes);
    }
}
