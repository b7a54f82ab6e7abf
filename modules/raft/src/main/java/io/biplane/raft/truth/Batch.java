package io.biplane.raft.truth;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;

/**
 * The values of many trials, sorted. A trial without end gives {@link #ENDLESS} and ends the batch:
 * one is proof enough, and a thousand would take for ever.
 */
public final class Batch {
    /** What a trial gives that had to be given up. */
    public static final double ENDLESS = Double.NaN;

    /**
     * Standard errors allowed between a mean and its expectation: left by chance once in 16,000
     * rows.
     */
    public static final double SIGMAS = 4;

    /**
     * Kolmogorov's constant for a chance of 10^-6: √(−ln(α / 2) / 2). A distance larger than this
     * over √n is that unlikely between a sample and its own distribution. Source: A. Kolmogorov
     * (1933), N. Smirnov (1948).
     */
    private static final double KOLMOGOROV = 2.6935;

    private final double[] values;
    private final boolean isEndless;

    private Batch(double[] values, boolean isEndless) {
        this.values = values;
        this.isEndless = isEndless;
    }

    /** Makes so many trials, fewer if one has no end. */
    public static Batch of(int trials, DoubleSupplier trial) {
        double[] values = new double[trials];
        for (int i = 0; i < trials; i++) {
            values[i] = trial.getAsDouble();
            if (Double.isNaN(values[i])) {
                return new Batch(new double[0], true);
            }
        }
        Arrays.sort(values);
        return new Batch(values, false);
    }

    /** Whether a trial had to be given up; then every figure of the batch is NaN. */
    public boolean isEndless() {
        return isEndless;
    }

    public int size() {
        return values.length;
    }

    public double least() {
        return isEndless ? ENDLESS : values[0];
    }

    /** The value that a share of the trials stays below. */
    public double quantile(double share) {
        return isEndless ? ENDLESS : values[(int) (share * values.length)];
    }

    public double mean() {
        return isEndless ? ENDLESS : Arrays.stream(values).sum() / values.length;
    }

    /** Standard error of the mean, from the sample's own deviation. */
    public double standardError() {
        double mean = mean();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return isEndless ? ENDLESS : StrictMath.sqrt(squares / (values.length - 1) / values.length);
    }

    /** Largest difference between the share of values up to x and {@code distribution} of x. */
    public double distance(DoubleUnaryOperator distribution) {
        double largest = isEndless ? ENDLESS : 0;
        for (int i = 0; i < values.length; i++) {
            double expected = distribution.applyAsDouble(values[i]);
            double below = expected - (double) i / values.length;
            double above = (double) (i + 1) / values.length - expected;
            largest = Math.max(largest, Math.max(below, above));
        }
        return largest;
    }

    /** Largest difference between the shares of both batches' values up to x. */
    public double distance(Batch other) {
        if (isEndless || other.isEndless) {
            return ENDLESS;
        }
        double largest = 0;
        int mine = 0;
        int others = 0;
        while (mine < values.length && others < other.values.length) {
            double x = Math.min(values[mine], other.values[others]);
            while (mine < values.length && values[mine] <= x) {
                mine++;
            }
            while (others < other.values.length && other.values[others] <= x) {
                others++;
            }
            double here = (double) mine / values.length;
            double there = (double) others / other.values.length;
            largest = Math.max(largest, Math.abs(here - there));
        }
        return largest;
    }

    /** Largest distance that chance explains between a sample of {@code n} and its distribution. */
    public static double distanceAllowed(double n) {
        return KOLMOGOROV / StrictMath.sqrt(n);
    }

    /** The same between two samples of one distribution. */
    public double distanceAllowed(Batch other) {
        double n = size();
        double m = other.size();
        return distanceAllowed(n * m / (n + m));
    }

    /**
     * What a share of {@code trials} may be off by chance; one so near to 0 or 1 that hardly an
     * exception is expected gets room for one or two.
     */
    public static double shareAllowed(double expected, int trials) {
        double error = StrictMath.sqrt(expected * (1 - expected) / trials);
        return SIGMAS * error + 2.0 / trials;
    }

    /**
     * By how much an allowance that is meant for {@code full} trials grows with fewer: as their
     * sampling error does.
     */
    public static double fewer(int trials, int full) {
        return Math.max(1, StrictMath.sqrt((double) full / trials));
    }
}
