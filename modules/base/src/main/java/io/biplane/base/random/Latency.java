package io.biplane.base.random;

/**
 * A distribution of one-way delays (also of disk syncs). All values are nanoseconds, not negative.
 */
public sealed interface Latency {
    /** Draws one delay. */
    long draw(SimRandom random);

    /** The least value that can come. */
    long leastNanos();

    /** Always the same; draws nothing. */
    record Fixed(long nanos) implements Latency {
        public Fixed {
            require(nanos >= 0, "nanos must not be negative");
        }

        @Override
        public long draw(SimRandom random) {
            return nanos;
        }

        @Override
        public long leastNanos() {
            return nanos;
        }
    }

    /** Every value from {@code minNanos} to {@code maxNanos} equally likely. */
    record Uniform(long minNanos, long maxNanos) implements Latency {
        public Uniform {
            require(minNanos >= 0 && minNanos <= maxNanos, "need 0 <= min <= max");
        }

        @Override
        public long draw(SimRandom random) {
            return random.between(minNanos, maxNanos);
        }

        @Override
        public long leastNanos() {
            return minNanos;
        }
    }

    /**
     * Normal, cut off at three standard deviations either side and at 0; the draw's 0 is the least
     * delay.
     */
    record Normal(long meanNanos, long deviationNanos) implements Latency {
        public Normal {
            require(meanNanos >= 0 && deviationNanos >= 0, "mean, deviation must not be negative");
        }

        @Override
        public long draw(SimRandom random) {
            double z = NormalTable.quantile(random.nextDouble());
            return Math.max(0, meanNanos + (long) (deviationNanos * z));
        }

        @Override
        public long leastNanos() {
            return Math.max(0, meanNanos - 3 * deviationNanos);
        }
    }

    /** Always {@code nanos}. */
    static Latency fixed(long nanos) {
        return new Fixed(nanos);
    }

    /** Uniform in [min, max]. */
    static Latency uniform(long minNanos, long maxNanos) {
        return new Uniform(minNanos, maxNanos);
    }

    /** Normal with mean and standard deviation, cut off at three deviations and at 0. */
    static Latency normal(long meanNanos, long deviationNanos) {
        return new Normal(meanNanos, deviationNanos);
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
