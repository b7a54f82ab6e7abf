package io.biplane.kv.server;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchExecutor;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.WireSize;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is said to a node's kv-server, the wall between clients and ranges.
 *
 * <pre>
 * client  --Route--------------> kv-server of its node --Forwarded--> kv-server of the leaseholder's
 * store   --ReplicaAvailable---> kv-server               (both judge tenant and capability)
 * store   --ReplicaGone--------> kv-server
 * replica --BatchAnswer--------> client
 * </pre>
 */
public interface KvServerProtocol {
    /** Name under which peers reach it. */
    String SERVICE = "kv";

    /** What it understands. */
    sealed interface Command {}

    /**
     * A client of this node sends a batch to the replica of {@code range} on {@code target}.
     *
     * @param requestId the client's number, echoed in the answer
     */
    @TraceName("kv-server.route")
    record Route(
            RangeId range,
            NodeId target,
            BatchRequest batch,
            long requestId,
            ActorRef<BatchAnswer> replyTo)
            implements Command {}

    /**
     * A batch from another node's kv-server for a replica here.
     *
     * @param from the sender
     * @param sentAt the sender's hybrid clock
     */
    @TraceName("kv-server.forwarded")
    record Forwarded(
            NodeId from,
            RangeId range,
            Timestamp sentAt,
            BatchRequest batch,
            long requestId,
            ActorRef<BatchAnswer> replyTo)
            implements Command, Transport.Sized {
        @Override
        public int wireBytes() {
            return WireSize.of(batch);
        }
    }

    /**
     * The store has a replica of the range, or its descriptor changed. Replaces what was known of
     * it.
     */
    @TraceName("kv-server.replica-available")
    record ReplicaAvailable(RangeDescriptor descriptor, BatchExecutor replica) implements Command {}

    /** The store has no replica of the range any more. */
    @TraceName("kv-server.replica-gone")
    record ReplicaGone(RangeId range) implements Command {}

    /** Asks for the counts of all tenants. */
    @TraceName("kv-server.count-traffic")
    record CountTraffic(ActorRef<Traffic> replyTo) implements Command {}

    /** Counts by tenant, for the tenants that were seen. */
    @TraceName("kv-server.traffic")
    record Traffic(NavigableMap<TenantId, TenantTraffic> byTenant) {
        public Traffic {
            byTenant = Collections.unmodifiableNavigableMap(new TreeMap<>(byTenant));
        }
    }
}
