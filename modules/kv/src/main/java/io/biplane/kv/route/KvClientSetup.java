package io.biplane.kv.route;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.settings.kv.KvConfig;

import java.util.function.ToIntFunction;

/**
 * What a client is made from.
 *
 * @param self its node
 * @param tenant whom it serves; batches of other tenants are refused
 * @param name of its random stream, unique on the node, such as {@code main}
 * @param metaRange where range addressing is, as far as known
 * @param config timings
 * @param distance how far a node is: smaller is tried first when the leaseholder is unknown
 */
public record KvClientSetup(
        NodeId self,
        TenantId tenant,
        String name,
        RangeDescriptor metaRange,
        KvConfig config,
        ToIntFunction<NodeId> distance) {
    /** A distance that knows only this node and others. */
    public static ToIntFunction<NodeId> selfFirst(NodeId self) {
        return node -> node.equals(self) ? 0 : 1;
    }
}
