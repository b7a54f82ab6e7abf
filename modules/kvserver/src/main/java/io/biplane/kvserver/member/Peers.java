package io.biplane.kvserver.member;

import io.biplane.base.id.NodeId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.raft.ReplicaId;

import java.util.Optional;
import java.util.TreeMap;

/** On which node each replica of the range lives. Learns from descriptors and from who speaks; forgets nobody, ids are final. */
public final class Peers {
    private final TreeMap<Long, NodeId> nodes = new TreeMap<>();

    private Optional<RangeDescriptor> descriptor = Optional.empty();

    /** The last descriptor learnt. */
    public Optional<RangeDescriptor> descriptor() {
        return descriptor;
    }

    public void learn(RangeDescriptor learnt) {
        descriptor = Optional.of(learnt);
        for (ReplicaDescriptor replica : learnt.replicas()) {
            nodes.put(replica.replicaId(), replica.node());
        }
    }

    public void learn(ReplicaId replica, NodeId node) {
        nodes.putIfAbsent(replica.value(), node);
    }

    public Optional<NodeId> nodeOf(ReplicaId replica) {
        return replica.isNone()
                ? Optional.empty()
                : Optional.ofNullable(nodes.get(replica.value()));
    }
}
