package io.biplane.scenario.expect;

import java.util.List;

/**
 * All expectations of one scenario, in file order.
 *
 * @param always the three invariants of {@link Check.Kind} first, whether written or not, then
 *     those the file adds
 * @param sometimes things of which each must have happened at least once, else the run was vacuous
 *     and fails
 * @param thresholds bounds on metrics
 */
public record Expectations(
        List<Check> always, List<Coverage> sometimes, List<Threshold> thresholds) {
    public Expectations {
        always = List.copyOf(always);
        sometimes = List.copyOf(sometimes);
        thresholds = List.copyOf(thresholds);
    }
}
