package io.biplane.scenario.language.types;

import io.biplane.scenario.expect.Bound;
import io.biplane.scenario.expect.Metric;

import java.util.Optional;

/**
 * A bound as written, before its metric is known.
 *
 * @param comparison equal when none was written
 * @param unit of the number; empty: a factor of the value before the first step
 * @param value in that unit
 * @param text as written, in one normal form: {@code < 400ms}
 */
public record BoundText(
        Bound.Comparison comparison, Optional<Metric.Unit> unit, double value, String text) {}
