package io.biplane.kvserver.replica;

import io.biplane.kv.config.KvCostModel;
import io.biplane.raft.config.RaftConfig;
import io.biplane.settings.kv.KvConfig;

import java.util.function.UnaryOperator;

/**
 * What does not change during the life of a node's replicas.
 *
 * @param config timings
 * @param costs CPU charges
 * @param raft last word on each replica's Raft configuration; identity in any ordinary run
 * @param plantedBug {@link PlantedKvBug#NONE} in any honest run
 */
public record ReplicaSettings(
        KvConfig config,
        KvCostModel costs,
        UnaryOperator<RaftConfig> raft,
        PlantedKvBug plantedBug) {
    /** An honest node's. */
    public static ReplicaSettings of(KvConfig config, KvCostModel costs) {
        return new ReplicaSettings(config, costs, UnaryOperator.identity(), PlantedKvBug.NONE);
    }
}
