package io.biplane.kvserver.liveness;

import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.config.NodeView;
import io.biplane.settings.kv.KvConfig;
import io.biplane.settings.kv.KvSettings;

import java.util.List;

/**
 * What node liveness is made from.
 *
 * @param self its node
 * @param peers the other nodes known at start; those in the view are added
 * @param config timings
 * @param clock the node's hybrid clock
 * @param settings what cluster settings say
 * @param view where the node's other parts read liveness
 * @param services the machine
 */
public record NodeLivenessSetup(
        NodeId self,
        List<NodeId> peers,
        KvConfig config,
        HybridClock clock,
        NodeView<KvSettings> settings,
        NodeView<LivenessView> view,
        HostServices services) {
    public NodeLivenessSetup {
        peers = List.copyOf(peers);
    }
}
