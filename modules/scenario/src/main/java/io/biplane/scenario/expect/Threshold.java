package io.biplane.scenario.expect;

import io.biplane.scenario.source.SourcePosition;

/**
 * One bound on one metric in one scope.
 *
 * @param metric what is measured
 * @param scope where
 * @param bound what it has to satisfy
 * @param text metric, bound and scope as one line: {@code kv.p99 < 400ms during drain}
 * @param mark of the metric's key
 */
public record Threshold(
        Metric metric, Scope scope, Bound bound, String text, SourcePosition mark) {}
