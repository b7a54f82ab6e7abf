package io.biplane.base.random;

/**
 * Quantiles of the standard normal distribution truncated to ±3, read from a table.
 *
 * <p>4,096 steps with linear interpolation, made once by bisection on the distribution function
 * (Abramowitz and Stegun 26.2.17,
 * error below 7.5e-8) in {@link StrictMath}: a draw costs one multiplication instead of a logarithm
 * and a root, and is
 * the same on every platform.
 */
final class NormalTable {
    private static final int STEPS = 4096;
    private static final double CUT = 3;
    private static final double[] QUANTILES = table();

    private NormalTable() {}

    /** The quantile for {@code p} in [0, 1). */
    static double quantile(double p) {
        double position = p * STEPS;
        int step = (int) position;
        double low = QUANTILES[step];
        return low + (QUANTILES[step + 1] - low) * (position - step);
    }

    private static double[] table() {
        double least = distribution(-CUT);
        double mass = distribution(CUT) - least;
        double[] quantiles = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            quantiles[i] = inverse(least + mass * i / STEPS);
        }
        quantiles[0] = -CUT;
        quantiles[STEPS] = CUT;
        return quantiles;
    }

    private static double inverse(double p) {
        double low = -CUT - 1;
        double high = CUT + 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (distribution(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double distribution(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double polynomial = t
                * (0.319381530
                        + t
                                * (-0.356563782
                                        + t
                                                * (1.781477937
                                                        + t * (-1.821255978 + t * 1.330274429))));
        double density = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
        double upper = density * polynomial;
        return x >= 0 ? 1 - upper : upper;
    }
}
