package io.biplane.testbed.result;

import io.biplane.scenario.expect.Threshold;

import java.util.OptionalLong;

/**
 * Outcome of a threshold in one window.
 *
 * @param threshold as bound
 * @param step id of the step whose window this is; empty for the whole run
 * @param measured value with its unit: {@code 41.2ms}, {@code 0}, {@code 3.1x before}; {@code no
 *     operations} when unknown
 * @param fromNanos start of the window
 * @param untilNanos end of the window
 * @param atNanos where the worst value was seen, when that is a moment
 */
public record ThresholdResult(
        Threshold threshold,
        String step,
        Outcome outcome,
        String measured,
        long fromNanos,
        long untilNanos,
        OptionalLong atNanos) {}
