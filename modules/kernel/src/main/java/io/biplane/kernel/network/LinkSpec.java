package io.biplane.kernel.network;

import io.biplane.base.random.Latency;

/**
 * How a directed link behaves.
 *
 * @param latency one-way delay
 * @param lossProbability share of packets lost, 0 … 1
 * @param bytesPerSecond bandwidth; 0 means unlimited
 */
public record LinkSpec(Latency latency, double lossProbability, long bytesPerSecond) {
    public LinkSpec {
        if (!(lossProbability >= 0 && lossProbability <= 1) || bytesPerSecond < 0) {
            throw new IllegalArgumentException("loss must be in 0 … 1, bandwidth not negative");
        }
    }

    /** A lossless link of unlimited bandwidth. */
    public static LinkSpec of(Latency latency) {
        return new LinkSpec(latency, 0, 0);
    }

    /** The same with another latency. */
    public LinkSpec withLatency(Latency other) {
        return new LinkSpec(other, lossProbability, bytesPerSecond);
    }

    /** The same with another loss probability. */
    public LinkSpec withLoss(double probability) {
        return new LinkSpec(latency, probability, bytesPerSecond);
    }

    /** The same with another bandwidth. */
    public LinkSpec withBandwidth(long bytesPerSecondMax) {
        return new LinkSpec(latency, lossProbability, bytesPerSecondMax);
    }
}
