package io.biplane.kvserver.snapshot;

import io.biplane.settings.kv.Durations;
import io.biplane.settings.kv.KvConfig;

/**
 * How snapshots travel.
 *
 * @param bytesPerSecond rate at which a node sends, all transfers together
 * @param partBytes size of a part; 256 KiB (CockroachDB {@code kv.snapshot_sender.batch_size})
 * @param windowBytes sent and not acknowledged at most; our choice: 4 MiB, the rate times the longest round trip a network in use has
 * @param resendNanos parts not acknowledged for so long are sent again, and an offer is repeated; our choice: 1 s, the RPC layer's ping
 * @param patienceNanos a peer that says nothing for so long is given up; 6 s, the RPC layer's heartbeat limit
 * @param pauseNanos a failure is told after so long, so that one that repeats itself does not spin; our choice: 1 s
 */
public record SnapshotLimits(
        long bytesPerSecond,
        long partBytes,
        long windowBytes,
        long resendNanos,
        long patienceNanos,
        long pauseNanos) {
    public SnapshotLimits {
        Durations.positive(bytesPerSecond, "snapshot rate");
        Durations.positive(partBytes, "snapshot part");
        Durations.below(partBytes - 1, windowBytes, "a part must fit into the window");
        Durations.positive(resendNanos, "snapshot resend time");
        Durations.below(resendNanos, patienceNanos, "patience must outlast a resend");
        Durations.positive(pauseNanos, "pause after a failed snapshot");
    }

    /** The limits under a node's settings. */
    public static SnapshotLimits of(KvConfig config) {
        return new SnapshotLimits(
                config.replication().snapshotBytesPerSecond(),
                256 << 10,
                4 << 20,
                Durations.SECONDS,
                config.routing().sendTimeoutNanos(),
                Durations.SECONDS);
    }

    /** The same with another rate. */
    SnapshotLimits withRate(long nextBytesPerSecond) {
        return nextBytesPerSecond == bytesPerSecond
                ? this
                : new SnapshotLimits(
                        nextBytesPerSecond,
                        partBytes,
                        windowBytes,
                        resendNanos,
                        patienceNanos,
                        pauseNanos);
    }

    /** How long a part of that size occupies the sender. */
    long sendingNanos(long bytes) {
        return bytes * Durations.SECONDS / bytesPerSecond;
    }
}
