package io.biplane.kvserver.lease;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kvserver.liveness.LivenessView;
import io.biplane.settings.kv.KvConfig;

/**
 * What a decision about a lease is made from.
 *
 * @param self the node of the replica that asks
 * @param wanted the kind a lease of this range should have ({@link LeaseCore#kindFor})
 * @param now this node's hybrid clock
 * @param config lease timings and max offset
 * @param liveness what this node knows of node liveness
 * @param raft how the replica stands in its group
 */
public record LeaseContext(
        NodeId self,
        LeaseKind wanted,
        Timestamp now,
        KvConfig config,
        LivenessView liveness,
        RaftStanding raft) {}
