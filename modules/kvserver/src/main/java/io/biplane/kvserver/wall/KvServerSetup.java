package io.biplane.kvserver.wall;

import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.config.KvCostModel;
import io.biplane.kv.config.NodeView;
import io.biplane.kv.server.TenantDirectory;

/**
 * What a kv-server is made from.
 *
 * @param self its node
 * @param clock the node's hybrid clock
 * @param tenants what the node knows of the virtual clusters
 * @param costs CPU time of its work
 * @param services the machine
 */
public record KvServerSetup(
        NodeId self,
        HybridClock clock,
        NodeView<TenantDirectory> tenants,
        KvCostModel costs,
        HostServices services) {}
