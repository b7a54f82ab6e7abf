package io.biplane.sqlserver.flow;

import io.biplane.base.id.NodeId;
import io.biplane.sqlserver.record.InstanceRecord;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which SQL servers of a virtual cluster may be given work. Pure; times come in. Mutable: rows, gossip and silence as last heard of.
 */
public final class FlowPeers {
    private final NodeId self;
    private final boolean isSystem;
    private SortedMap<NodeId, InstanceRecord> instances = Collections.emptySortedMap();
    /** Nodes whose system server said that it drains. */
    private final TreeSet<NodeId> draining = new TreeSet<>();
    /** Nodes that do not answer, with the instant of the first ping they owe an answer to. */
    private final TreeMap<NodeId, Long> owing = new TreeMap<>();
    /** Those of them that have owed it for too long, or refused. */
    private final TreeSet<NodeId> silent = new TreeSet<>();

    /**
     * @param isSystem whether this is the system virtual cluster, whose servers are known by gossip
     */
    public FlowPeers(NodeId self, boolean isSystem) {
        this.self = self;
        this.isSystem = isSystem;
    }

    /** Takes a fresh copy of {@code system.sql_instances}; who has no row is not missed. */
    public void instances(SortedMap<NodeId, InstanceRecord> read) {
        instances = Collections.unmodifiableSortedMap(new TreeMap<>(read));
        if (!isSystem) {
            silent.retainAll(instances.keySet());
        }
    }

    /** What a node said of itself. */
    public void gossip(NodeId node, boolean isDraining) {
        if (isDraining) {
            draining.add(node);
        } else {
            draining.remove(node);
        }
        heard(node);
    }

    /** Whether work may be planned onto the server on a node. */
    public boolean isUsable(NodeId node, long wallNanos) {
        if (node.equals(self) || silent.contains(node)) {
            return false;
        }
        if (isSystem) {
            return !draining.contains(node);
        }
        return Optional.ofNullable(instances.get(node))
                .filter(instance -> instance.expiresAtNanos() > wallNanos)
                .filter(instance -> !instance.isDraining())
                .isPresent();
    }

    /** A ping goes to the node. */
    public void pinged(NodeId node, long nowNanos) {
        owing.putIfAbsent(node, nowNanos);
    }

    /** The node has answered, or spoken by itself. */
    public void heard(NodeId node) {
        owing.remove(node);
        silent.remove(node);
    }

    /** The node's process or its server is not there. */
    public void lost(NodeId node) {
        owing.remove(node);
        silent.add(node);
    }

    /** Nodes that owe an answer since before {@code sinceNanos}; they count as silent from now on. */
    public TreeSet<NodeId> overdue(long sinceNanos) {
        TreeSet<NodeId> overdue = new TreeSet<>();
        owing.forEach((node, since) -> {
            if (since <= sinceNanos && silent.add(node)) {
                overdue.add(node);
            }
        });
        return overdue;
    }

    /** Nodes that will be asked until they answer. */
    public TreeSet<NodeId> silent() {
        return new TreeSet<>(silent);
    }
}
