package io.biplane.raft.config;

import io.biplane.raft.ReplicaId;

/**
 * Everything that does not change during a replica's life.
 *
 * @param self this replica
 * @param plantedBug a bug planted on purpose, to prove that instruments find it;
 *     {@link PlantedBug#NONE} in any honest run
 */
public record RaftConfig(
        ReplicaId self,
        ElectionTiming timing,
        FlowLimits limits,
        Features features,
        PlantedBug plantedBug) {
    public RaftConfig {
        if (self.isNone()) {
            throw new IllegalArgumentException("a replica needs an id");
        }
    }

    /** CockroachDB's defaults for replica {@code self}. */
    public static RaftConfig defaults(ReplicaId self) {
        return new RaftConfig(
                self,
                ElectionTiming.DEFAULT,
                FlowLimits.DEFAULT,
                Features.DEFAULT,
                PlantedBug.NONE);
    }

    public RaftConfig with(ElectionTiming newTiming) {
        return new RaftConfig(self, newTiming, limits, features, plantedBug);
    }

    public RaftConfig with(FlowLimits newLimits) {
        return new RaftConfig(self, timing, newLimits, features, plantedBug);
    }

    public RaftConfig with(Features newFeatures) {
        return new RaftConfig(self, timing, limits, newFeatures, plantedBug);
    }

    public RaftConfig with(PlantedBug newBug) {
        return new RaftConfig(self, timing, limits, features, newBug);
    }
}
