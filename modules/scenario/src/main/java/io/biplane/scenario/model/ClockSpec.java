package io.biplane.scenario.model;

/**
 * The machines' clocks.
 *
 * @param offsetNanosMax each machine's clock starts at an offset drawn from ± this
 * @param driftPpmMax each machine's clock drifts by a rate drawn from ± this many parts in a
 *     million
 * @param toleratedOffsetNanos the cluster's own limit ({@code --max-offset}); a node stops itself
 *     beyond 80 % of it
 */
public record ClockSpec(long offsetNanosMax, double driftPpmMax, long toleratedOffsetNanos) {}
