package io.biplane.bench.figure;

import java.util.Optional;

/**
 * One measured number.
 *
 * @param what the thing measured
 * @param measured in {@code unit}
 * @param baseline the same work done by something else in the same run
 * @param target what it is held to, where there is a target
 */
public record Figure(
        String what,
        double measured,
        String unit,
        Optional<Baseline> baseline,
        Optional<Target> target) {
    /** The same work, by something else. */
    public record Baseline(String name, double value) {}

    /** What a figure, or its ratio to the baseline, is held to. */
    public record Target(boolean ofRatio, boolean atLeast, double value) {}

    /** A figure without baseline or target. */
    public static Figure of(String what, double measured, String unit) {
        return new Figure(what, measured, unit, Optional.empty(), Optional.empty());
    }

    /** This beside a baseline in the same unit. */
    public Figure beside(String name, double value) {
        return new Figure(what, measured, unit, Optional.of(new Baseline(name, value)), target);
    }

    /** This, to reach at least a value. */
    public Figure atLeast(double value) {
        return held(new Target(false, true, value));
    }

    /** This, to stay below a value. */
    public Figure atMost(double value) {
        return held(new Target(false, false, value));
    }

    /** This, to be at least so many times its baseline. */
    public Figure ratioAtLeast(double value) {
        return held(new Target(true, true, value));
    }

    private Figure held(Target to) {
        return new Figure(what, measured, unit, baseline, Optional.of(to));
    }

    /** Measured over baseline; empty without one. */
    public Optional<Double> ratio() {
        return baseline.map(other -> measured / other.value());
    }

    /** Whether the target is met; empty without one. */
    public Optional<Boolean> isMet() {
        return target.map(to -> {
            double value = to.ofRatio() ? ratio().orElseThrow() : measured;
            return to.atLeast() ? value >= to.value() : value <= to.value();
        });
    }
}
