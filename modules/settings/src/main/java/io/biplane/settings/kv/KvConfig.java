package io.biplane.settings.kv;

/**
 * Timings of the key-value layer.
 *
 * @param clocks how far clocks may be apart, and what follows when they are further
 * @param raft Raft's own timings
 * @param leases lease timings
 * @param liveness node and store liveness timings
 * @param routing a sender's patience
 * @param replication when and how replicas are made and truncated
 */
public record KvConfig(
        ClockLimits clocks,
        RaftTimings raft,
        LeaseTimings leases,
        LivenessTimings liveness,
        RoutingTimings routing,
        ReplicationSettings replication) {
    public KvConfig {
        Durations.below(
                leases.renewalNanos() + clocks.maxOffsetNanos(),
                leases.durationNanos(),
                "a lease must be renewed before its stasis begins");
    }

    /** Greatest difference of two nodes' clocks that correctness is promised for. */
    public long maxOffsetNanos() {
        return clocks.maxOffsetNanos();
    }

    /** The modelled system's defaults. Source: docs/reference/operations.md §1. */
    public static KvConfig defaults() {
        return new KvConfig(
                ClockLimits.defaults(),
                RaftTimings.defaults(),
                LeaseTimings.defaults(),
                LivenessTimings.defaults(),
                RoutingTimings.defaults(),
                ReplicationSettings.defaults());
    }

    public KvConfig withClocks(ClockLimits changed) {
        return new KvConfig(changed, raft, leases, liveness, routing, replication);
    }

    public KvConfig withLeases(LeaseTimings changed) {
        return new KvConfig(clocks, raft, changed, liveness, routing, replication);
    }

    public KvConfig withLiveness(LivenessTimings changed) {
        return new KvConfig(clocks, raft, leases, changed, routing, replication);
    }

    public KvConfig withRouting(RoutingTimings changed) {
        return new KvConfig(clocks, raft, leases, liveness, changed, replication);
    }

    public KvConfig withRaft(RaftTimings changed) {
        return new KvConfig(clocks, changed, leases, liveness, routing, replication);
    }

    public KvConfig withReplication(ReplicationSettings changed) {
        return new KvConfig(clocks, raft, leases, liveness, routing, changed);
    }

    /**
     * Raft's timings in ticks.
     *
     * @param tickNanos 500 ms
     * @param heartbeatTicks 2: a heartbeat each second
     * @param electionTicks 4: an election after 2 s to 4 s of silence
     * @param reproposalTicks 6: a command not seen in the log for 3 s is proposed again
     */
    public record RaftTimings(
            long tickNanos, int heartbeatTicks, int electionTicks, int reproposalTicks) {
        public RaftTimings {
            Durations.positive(tickNanos, "Raft tick");
            Durations.positive(heartbeatTicks, "Raft heartbeat ticks");
            Durations.below(
                    heartbeatTicks,
                    electionTicks,
                    "heartbeats must come within an election timeout");
        }

        static RaftTimings defaults() {
            return new RaftTimings(500 * Durations.MILLIS, 2, 4, 6);
        }

        public long heartbeatNanos() {
            return heartbeatTicks * tickNanos;
        }

        public long electionNanos() {
            return electionTicks * tickNanos;
        }

        public long reproposalNanos() {
            return reproposalTicks * tickNanos;
        }
    }

    /**
     * Lease timings.
     *
     * @param durationNanos life of an expiration lease, 6 s
     * @param renewalNanos it is extended when so much has passed, 3 s
     * @param acquisitionTimeoutNanos longest attempt to get a lease, 4 s
     */
    public record LeaseTimings(
            long durationNanos, long renewalNanos, long acquisitionTimeoutNanos) {
        public LeaseTimings {
            Durations.positive(renewalNanos, "lease renewal");
            Durations.positive(acquisitionTimeoutNanos, "lease acquisition timeout");
        }

        static LeaseTimings defaults() {
            return new LeaseTimings(
                    6 * Durations.SECONDS, 3 * Durations.SECONDS, 4 * Durations.SECONDS);
        }
    }

    /**
     * Node and store liveness.
     *
     * @param heartbeatNanos a node renews its record so often, 3 s
     * @param expirationNanos life of a record, 6 s
     * @param supportHeartbeatNanos a store asks its peers for support so often, 1 s
     * @param supportNanos life of support, 3 s
     * @param supportCheckNanos grid of instants at which expired support is withdrawn, 100 ms
     * @param storeDeadNanos a node is taken for dead after so long, 5 min
     */
    public record LivenessTimings(
            long heartbeatNanos,
            long expirationNanos,
            long supportHeartbeatNanos,
            long supportNanos,
            long supportCheckNanos,
            long storeDeadNanos) {
        public LivenessTimings {
            Durations.positive(heartbeatNanos, "liveness heartbeat");
            Durations.below(heartbeatNanos, expirationNanos, "heartbeats must precede expiry");
            Durations.positive(supportHeartbeatNanos, "support heartbeat");
            Durations.below(supportHeartbeatNanos, supportNanos, "support must outlast a beat");
            Durations.positive(supportCheckNanos, "support check");
            Durations.below(expirationNanos, storeDeadNanos, "dead comes after not live");
        }

        static LivenessTimings defaults() {
            return new LivenessTimings(
                    3 * Durations.SECONDS,
                    6 * Durations.SECONDS,
                    Durations.SECONDS,
                    3 * Durations.SECONDS,
                    100 * Durations.MILLIS,
                    300 * Durations.SECONDS);
        }
    }

    /**
     * A sender's patience.
     *
     * @param sendTimeoutNanos an unanswered request is sent to another replica after so long, 6 s:
     *     when the RPC layer's heartbeat gives a connection up (3 × network timeout)
     * @param probeNanos a peer that did not answer is tried again so often, 1 s: the RPC layer's
     *     ping interval
     * @param backoffMinNanos pause after the first round of refusals, 50 ms
     * @param backoffMaxNanos pauses double up to this, 1 s
     * @param patienceNanos a request fails after so long, 60 s: the replica circuit breaker's limit
     */
    public record RoutingTimings(
            long sendTimeoutNanos,
            long probeNanos,
            long backoffMinNanos,
            long backoffMaxNanos,
            long patienceNanos) {
        public RoutingTimings {
            Durations.positive(probeNanos, "probe interval");
            Durations.positive(backoffMinNanos, "back-off");
            Durations.below(backoffMinNanos, backoffMaxNanos, "back-off must be able to grow");
            Durations.below(sendTimeoutNanos, patienceNanos, "patience must outlast one send");
        }

        static RoutingTimings defaults() {
            return new RoutingTimings(
                    6 * Durations.SECONDS,
                    Durations.SECONDS,
                    50 * Durations.MILLIS,
                    Durations.SECONDS,
                    60 * Durations.SECONDS);
        }
    }

    /**
     * How replicas are kept.
     *
     * @param queueIntervalNanos a store looks for ranges to repair so often, 1 min (rebalance
     *     interval)
     * @param snapshotBytesPerSecond snapshot rate, 32 MiB/s
     * @param logTruncationBytes a Raft log is cut when longer than this, 16 MiB (CockroachDB {@code
     *     RaftLogTruncationThreshold})
     * @param commitRecordNanos a record that a write took effect is kept so long; longer than any
     *     sender's patience
     */
    public record ReplicationSettings(
            long queueIntervalNanos,
            long snapshotBytesPerSecond,
            long logTruncationBytes,
            long commitRecordNanos) {
        public ReplicationSettings {
            Durations.positive(queueIntervalNanos, "replicate queue interval");
            Durations.positive(snapshotBytesPerSecond, "snapshot rate");
            Durations.positive(logTruncationBytes, "log truncation size");
            Durations.positive(commitRecordNanos, "life of commit records");
        }

        static ReplicationSettings defaults() {
            return new ReplicationSettings(
                    60 * Durations.SECONDS, 32L << 20, 16L << 20, 120 * Durations.SECONDS);
        }
    }
}
