package io.biplane.kvserver.truth;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.base.random.Latency;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.config.KvCostModel;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.node.KvNode;
import io.biplane.kvserver.node.KvNodeConfig;
import io.biplane.kvserver.replica.PlantedKvBug;
import io.biplane.kvserver.replica.ReplicaSettings;
import io.biplane.raft.config.PlantedBug;
import io.biplane.settings.kv.KvConfig;
import io.biplane.storage.engine.HeapEngine;
import io.biplane.storage.journal.PersistencePlugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Three nodes with the key-value layer, fixed delays and free CPU, one range of which is watched. */
final class StackCluster implements AutoCloseable {
    static final long LATENCY_NANOS = 5_000_000L;
    static final long SYNC_NANOS = 2_000_000L;
    private static final int NODES = 3;
    private static final ClusterVersion VERSION = ClusterVersion.LEADER_LEASES;

    private final Simulation simulation;
    private final KvNodeConfig.Cluster cluster;
    private final ReplicaSettings settings;
    private final Witness witness;

    StackCluster(long seed, Key watched, PlantedBug bug) {
        simulation =
                Simulation.builder().seed(seed).digest(false).stopOnBugs(true).build();
        simulation.network().withinZone(Latency.fixed(LATENCY_NANOS));
        List<BootstrapPlan.Candidate> nodes = new ArrayList<>();
        for (int i = 1; i <= NODES; i++) {
            NodeId node = new NodeId(i);
            HostSpec spec = HostSpec.defaults().syncLatency(Latency.fixed(SYNC_NANOS));
            simulation.addHost(node.hostName(), spec);
            nodes.add(new BootstrapPlan.Candidate(node, spec.zone()));
        }
        BootstrapPlan plan = BootstrapPlan.over(nodes).range(watched, NODES).build();
        cluster = new KvNodeConfig.Cluster(nodes, plan);
        settings = new ReplicaSettings(
                KvConfig.defaults(), KvCostModel.FREE, raft -> raft.with(bug), PlantedKvBug.NONE);
        RangeDescriptor range = plan.rangeOf(watched);
        witness = new Witness(range.id(), simulation::nowNanos);
        simulation.network().add("witness", witness::note);
        nodes.forEach(node -> boot(node.node()));
    }

    void boot(NodeId node) {
        KvNodeConfig config =
                new KvNodeConfig(node, cluster, settings, VERSION, HeapEngine::open, witness);
        simulation
                .host(node.hostName())
                .boot(
                        services -> guardian(config, services),
                        PersistencePlugins.simulated(node.hostName(), false));
    }

    private static Behavior<Void> guardian(KvNodeConfig config, HostServices services) {
        return Behaviors.setup(context -> {
            KvNode.spawn(context, config, services);
            return Behaviors.empty();
        });
    }

    void run(long nanos) {
        simulation.runFor(nanos);
    }

    /** What a leader's death led to; instants of virtual time. */
    record Failover(
            long lastWordAtNanos,
            long deathAtNanos,
            long firstStoodAtNanos,
            long stoodAtNanos,
            long electedAtNanos) {}

    /**
     * Cuts the power of the watched range's leader, and runs on until another one leads.
     *
     * @param patienceNanos how long that may take
     * @return empty if it takes longer
     */
    Optional<Failover> failOver(long patienceNanos) {
        if (witness.leader().isEmpty()) {
            return Optional.empty();
        }
        NodeId victim = witness.leader().get();
        long deathAtNanos = simulation.nowNanos();
        long lastWordAtNanos = witness.ledAtNanos(victim);
        simulation.host(victim.hostName()).powerOff();
        witness.forget();
        long limitNanos = deathAtNanos + patienceNanos;
        while (witness.leader().isEmpty() && simulation.nextAtNanos() <= limitNanos) {
            simulation.step();
        }
        if (witness.leader().isEmpty()) {
            return Optional.empty();
        }
        Failover failover = new Failover(
                lastWordAtNanos,
                deathAtNanos,
                witness.firstStoodAtNanos(),
                witness.leaderStoodAtNanos(),
                witness.electedAtNanos());
        boot(victim);
        return Optional.of(failover);
    }

    @Override
    public void close() {
        simulation.close();
    }
}
