package io.biplane.scenario.model;

import io.biplane.settings.kv.ClockLimits;

/**
 * The machines' clocks.
 *
 * @param offsetNanosMax each machine's clock starts at an offset drawn from ± this
 * @param driftPpmMax each machine's clock drifts by a rate drawn from ± this many parts in a
 *     million
 * @param limits the cluster's own limit ({@code --max-offset}), and whether a node beyond 80 % of it
 *     ends itself
 */
public record ClockSpec(long offsetNanosMax, double driftPpmMax, ClockLimits limits) {}
