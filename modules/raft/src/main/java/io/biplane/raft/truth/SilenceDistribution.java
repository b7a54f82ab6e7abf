package io.biplane.raft.truth;

import java.util.function.DoubleUnaryOperator;

/**
 * How long after a leader's death its silence is noticed, as a distribution.
 *
 * <p>The leader dies at a random instant of its interval H between signs of life, so the last one is
 * φ old, uniform in [0, H). If it is noticed M after the last sign, where M has distribution F, it
 * is noticed M − φ after the death: P(M − φ ≤ t) = 1/H ∫ F(u) du from t to t + H, and the mean is
 * E[M] − H/2. The integral is taken by the trapezoidal rule on a grid of a hundred-thousandth of the
 * span.
 */
public final class SilenceDistribution {
    private static final int STEPS = 100_000;

    private final double from;
    private final double step;
    private final double interval;
    /** Integral of F from {@link #from} to each point of the grid. */
    private final double[] integral = new double[STEPS + 1];

    private final double mean;

    /**
     * The distribution of M − φ.
     *
     * @param noticed F; 0 up to {@code from}, 1 from {@code to} on
     * @param interval H
     */
    public SilenceDistribution(
            DoubleUnaryOperator noticed, double from, double to, double interval) {
        this.from = from;
        this.step = (to - from) / STEPS;
        this.interval = interval;
        double before = noticed.applyAsDouble(from);
        for (int i = 1; i <= STEPS; i++) {
            double here = noticed.applyAsDouble(from + i * step);
            integral[i] = integral[i - 1] + (before + here) / 2 * step;
            before = here;
        }
        this.mean = to - integral[STEPS] - interval / 2;
    }

    public double mean() {
        return mean;
    }

    /** Share noticed by {@code t} after the death. */
    public double upTo(double t) {
        return (integralTo(t + interval) - integralTo(t)) / interval;
    }

    private double integralTo(double x) {
        double at = (x - from) / step;
        if (at <= 0) {
            return 0;
        }
        if (at >= STEPS) {
            return integral[STEPS] + (at - STEPS) * step;
        }
        int below = (int) at;
        return integral[below] + (at - below) * (integral[below + 1] - integral[below]);
    }

    /**
     * F of the first of {@code servers} election timeouts, uniform from {@code least} to {@code
     * most}.
     */
    public static DoubleUnaryOperator firstTimeout(int servers, double least, double most) {
        return x -> {
            double left = Math.min(1, Math.max(0, (most - x) / (most - least)));
            return 1 - StrictMath.pow(left, servers);
        };
    }

    /**
     * F of the first of {@code servers} that wait a uniform time up to {@code longer}, then one up
     * to {@code shorter}.
     */
    public static DoubleUnaryOperator firstOfTwoWaits(int servers, double shorter, double longer) {
        return x -> 1 - StrictMath.pow(1 - twoWaits(x, shorter, longer), servers);
    }

    /**
     * F of one uniform wait up to {@code shared}, common to all, then the first of {@code servers}
     * waits up to {@code longer}.
     */
    public static DoubleUnaryOperator sharedThenFirst(int servers, double shared, double longer) {
        return x ->
                (firstWaits(x, servers, longer) - firstWaits(x - shared, servers, longer)) / shared;
    }

    /** Integral, from 0 to {@code x}, of the distribution of the first of so many waits. */
    private static double firstWaits(double x, int servers, double longest) {
        double share = Math.min(1, Math.max(0, x / longest));
        double until = share - (1 - StrictMath.pow(1 - share, servers + 1)) / (servers + 1);
        return longest * until + Math.max(0, x - longest);
    }

    /** Distribution of the sum of two uniform waits. */
    private static double twoWaits(double x, double shorter, double longer) {
        if (x <= 0) {
            return 0;
        }
        if (x < shorter) {
            return x * x / (2 * shorter * longer);
        }
        if (x < longer) {
            return (x - shorter / 2) / longer;
        }
        double left = Math.max(0, shorter + longer - x);
        return 1 - left * left / (2 * shorter * longer);
    }
}
