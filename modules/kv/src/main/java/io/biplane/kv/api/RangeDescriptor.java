package io.biplane.kv.api;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Span;

import java.util.List;

/**
 * What is known of a range: its span and replicas.
 *
 * @param id the range
 * @param span its keys
 * @param generation grows with each change of span or replicas; the higher one is right
 * @param replicas in order of replica id
 * @param nextReplicaId the id the next replica gets
 */
public record RangeDescriptor(
        RangeId id,
        Span span,
        long generation,
        List<ReplicaDescriptor> replicas,
        long nextReplicaId) {
    public RangeDescriptor {
        replicas = List.copyOf(replicas);
    }

    /** Whether the node has a replica. */
    public boolean isOn(NodeId node) {
        for (ReplicaDescriptor replica : replicas) {
            if (replica.node().equals(node)) {
                return true;
            }
        }
        return false;
    }
}
