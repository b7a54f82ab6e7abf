package io.biplane.kvserver.replica;

import io.biplane.base.id.ClusterVersion;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.config.NodeView;
import io.biplane.kvserver.liveness.LivenessView;
import io.biplane.kvserver.liveness.SupportView;
import io.biplane.settings.kv.KvSettings;

/**
 * What replicas read of their node without messages.
 *
 * @param clock the node's hybrid clock
 * @param version active cluster version
 * @param liveness node liveness
 * @param support store liveness
 * @param settings what cluster settings say; the cluster sets it
 */
public record NodeViews(
        HybridClock clock,
        NodeView<ClusterVersion> version,
        NodeView<LivenessView> liveness,
        NodeView<SupportView> support,
        NodeView<KvSettings> settings) {}
