package io.biplane.settings.kv;

/**
 * The part of {@link KvConfig} that cluster settings change while a node runs.
 *
 * @param storeDeadNanos {@code server.time_until_store_dead}: a node silent for so long is dead, and its replicas are replaced
 * @param snapshotBytesPerSecond {@code kv.snapshot_rebalance.max_rate}
 */
public record KvSettings(long storeDeadNanos, long snapshotBytesPerSecond) {
    public KvSettings {
        Durations.positive(storeDeadNanos, "time until a store is dead");
        Durations.positive(snapshotBytesPerSecond, "snapshot rate");
    }

    /** What a node works by while no cluster setting says otherwise. */
    public static KvSettings of(KvConfig config) {
        return new KvSettings(
                config.liveness().storeDeadNanos(), config.replication().snapshotBytesPerSecond());
    }
}
