package io.biplane.node.supervisor;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.node.KvNodeConfig;
import io.biplane.kvserver.replica.ReplicaObserver;
import io.biplane.kvserver.replica.ReplicaSettings;
import io.biplane.sql.types.KeyEncoding;

import java.util.List;
import java.util.TreeSet;

/**
 * What a node's process is started with.
 *
 * @param id who it is
 * @param binary version of the program
 * @param cluster all nodes, itself included, and how the cluster began
 * @param initialVersion storage cluster version the plan stands for; counts until the disk knows another
 */
public record NodeBoot(
        NodeId id,
        ClusterVersion binary,
        KvNodeConfig.Cluster cluster,
        ClusterVersion initialVersion,
        Kv kv) {
    /**
     * How the key-value layer runs.
     *
     * @param engine where versions are kept
     * @param settings timings and costs
     * @param observer watches all replicas of the simulation
     */
    public record Kv(EngineKind engine, ReplicaSettings settings, ReplicaObserver observer) {}

    /** All nodes by number. */
    public List<NodeId> nodes() {
        return cluster.nodes().stream()
                .map(BootstrapPlan.Candidate::node)
                .sorted()
                .toList();
    }

    /** The highest virtual cluster whose keyspace ends at a range border; the system's if there is no border. */
    TenantId lastTenant() {
        TreeSet<Key> starts = new TreeSet<>();
        cluster.plan()
                .seeds()
                .forEach(seed -> starts.add(seed.descriptor().span().start()));
        long last = TenantId.SYSTEM.value() + 1;
        while (starts.contains(KeyEncoding.tenantPrefix(last + 2))) {
            last++;
        }
        return last > TenantId.SYSTEM.value() + 1 ? new TenantId(last) : TenantId.SYSTEM;
    }
}
