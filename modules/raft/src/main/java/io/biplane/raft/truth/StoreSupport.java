package io.biplane.raft.truth;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.port.LeaderSupport;

import java.util.Arrays;

/**
 * Store liveness of a trial whose leader is server 0: its store beats once an interval, each beat
 * extends its peers' support to {@code sentAt + support}, and a peer withdraws what has run out when
 * it next looks, which it does at instants of its own. Nobody else is supported: the trial ends when
 * somebody else leads.
 */
final class StoreSupport {
    /** CockroachDB's store liveness (docs/reference/ground-truth.md T5), nanoseconds. */
    static final long BEAT_NANOS = 1_000_000_000L;

    static final long SUPPORT_NANOS = 3_000_000_000L;
    static final long CHECK_NANOS = 100_000_000L;

    private final Servers.VirtualTime time;
    private final long latencyNanos;
    /** A beat leaves at this instant plus each multiple of the interval. */
    private final long phaseNanos;

    private long deathAtNanos = Long.MAX_VALUE;
    private final long[] withdrawnAtNanos;

    StoreSupport(TrialSetup setup, Servers.VirtualTime time, SeededRandom random) {
        this.time = time;
        this.latencyNanos = setup.delays().latencyNanosMin();
        this.phaseNanos = random.nextLong(BEAT_NANOS);
        this.withdrawnAtNanos = new long[setup.running()];
        Arrays.fill(withdrawnAtNanos, Long.MAX_VALUE);
    }

    /** Server 0's store falls silent. */
    void die(long atNanos, Servers servers, SeededRandom random) {
        deathAtNanos = atNanos;
        long expiresAtNanos = lastBeatNanos(atNanos) + SUPPORT_NANOS;
        for (int i = 1; i < servers.count(); i++) {
            withdrawnAtNanos[i] = expiresAtNanos + random.nextLong(CHECK_NANOS);
            servers.supportChangesAt(i, withdrawnAtNanos[i]);
        }
    }

    private long lastBeatNanos(long nowNanos) {
        long sinceNanos = Math.min(nowNanos, deathAtNanos) - phaseNanos;
        return phaseNanos + Math.floorDiv(sinceNanos, BEAT_NANOS) * BEAT_NANOS;
    }

    /** As one server sees it. */
    LeaderSupport of(int server) {
        return new LeaderSupport() {
            @Override
            public long epochSupporting(ReplicaId leader) {
                boolean isLost = time.nowNanos() >= withdrawnAtNanos[server];
                return leader.is(Servers.id(0)) && !isLost ? 1 : 0;
            }

            @Override
            public long supportedUntilNanos(ReplicaId follower, long epoch) {
                long answeredNanos = time.nowNanos() - 2 * latencyNanos;
                return server == 0 ? lastBeatNanos(answeredNanos) + SUPPORT_NANOS : 0;
            }
        };
    }
}
