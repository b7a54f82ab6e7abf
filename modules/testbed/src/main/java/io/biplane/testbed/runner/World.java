package io.biplane.testbed.runner;

import io.biplane.base.random.Latency;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.network.LinkSpec;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;
import io.biplane.node.supervisor.EngineKind;
import io.biplane.scenario.model.ClusterSpec;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.NodeSpec;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.model.Setting;
import io.biplane.scenario.model.VirtualClusterSpec;
import io.biplane.settings.kv.KvConfig;
import io.biplane.settings.registry.SettingAssignment;
import io.biplane.testbed.cluster.ClusterConfig;
import io.biplane.testbed.cluster.NodeConfig;
import io.biplane.testbed.cluster.SimCluster;
import io.biplane.testbed.cluster.VirtualClusterConfig;
import io.biplane.testbed.invariant.TenantIsolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The simulated world of a scenario: the cluster's machines, a load balancer, a machine of clients for each load. */
final class World {
    /** Host of the load balancer. */
    static final String BALANCER = "lb";
    /** Cores of machines outside the cluster: enough never to matter. */
    private static final int OUTSIDE_CORES = 64;

    private final Scenario scenario;
    private final Simulation simulation;
    private final SimCluster cluster;
    private final TenantIsolation isolation;

    World(Scenario scenario) {
        this.scenario = scenario;
        this.simulation =
                Simulation.builder().seed(scenario.seed()).stopOnBugs(true).build();
        simulation.network().withinZone(scenario.network().withinZone());
        simulation.network().betweenZones(scenario.network().betweenZones());
        simulation.network().betweenRegions(scenario.network().betweenRegions());
        this.cluster = SimCluster.create(simulation, config(scenario));
        this.isolation = cluster.watchTenantIsolation();
        setClocksAndDisks();
        List<String> outside = new ArrayList<>();
        outside.add(BALANCER);
        scenario.loads().forEach(load -> outside.add(clientHost(load)));
        outside.forEach(host -> simulation.addHost(host, HostSpec.defaults().cores(OUTSIDE_CORES)));
        outside.forEach(this::linkOutside);
    }

    Simulation simulation() {
        return simulation;
    }

    SimCluster cluster() {
        return cluster;
    }

    /** The watch over the wall between virtual clusters, on in every run. */
    TenantIsolation isolation() {
        return isolation;
    }

    /** Host of a load's clients. */
    static String clientHost(LoadSpec load) {
        return "clients-" + load.name();
    }

    /** Where a load's statements go: its virtual cluster, or {@code system} when nothing is virtualized. */
    static String addressOf(Scenario scenario, LoadSpec load) {
        return scenario.cluster().virtualized() ? load.virtualCluster() : "system";
    }

    /** What a virtual cluster of the file is called at the gateway. */
    String addressOf(String virtualCluster) {
        return scenario.cluster().virtualized() ? virtualCluster : "system";
    }

    /** Sync latency of disks without a fault. */
    Latency usualSync() {
        return scenario.disk().sync();
    }

    private void setClocksAndDisks() {
        SimRandom clocks = simulation.random("scenario.clocks");
        cluster.nodes().forEach(node -> {
            Host host = node.host();
            host.disk().syncLatency(scenario.disk().sync());
            long offsetMax = scenario.clocks().offsetNanosMax();
            if (offsetMax > 0) {
                host.clock().offset(clocks.between(-offsetMax, offsetMax));
            }
            long driftMax = (long) scenario.clocks().driftPpmMax();
            if (driftMax > 0) {
                host.clock().drift(clocks.between(-driftMax, driftMax));
            }
        });
    }

    private void linkOutside(String outside) {
        Optional<LinkSpec> link =
                Optional.of(LinkSpec.of(scenario.network().clients()).withLoss(0));
        for (Host host : simulation.hosts()) {
            if (!host.name().equals(outside)) {
                simulation.network().link(outside, host.name(), link);
                simulation.network().link(host.name(), outside, link);
            }
        }
    }

    private static ClusterConfig config(Scenario scenario) {
        ClusterSpec spec = scenario.cluster();
        List<NodeConfig> nodes = new ArrayList<>();
        for (NodeSpec node : spec.nodes()) {
            nodes.add(NodeConfig.of(node.number())
                    .at(node.region(), node.zone())
                    .withCores(spec.cores()));
        }
        List<VirtualClusterConfig> virtualClusters = new ArrayList<>();
        for (VirtualClusterSpec virtualCluster : spec.virtualClusters()) {
            virtualClusters.add(new VirtualClusterConfig(
                    virtualCluster.name(),
                    virtualCluster.ranges(),
                    Optional.of(virtualCluster.version()),
                    assignments(virtualCluster.settings())));
        }
        EngineKind engine = spec.storage() == ClusterSpec.StorageEngine.HEAP
                ? EngineKind.HEAP
                : EngineKind.CHRONICLE;
        return new ClusterConfig(
                nodes,
                spec.version(),
                spec.virtualized(),
                virtualClusters,
                assignments(spec.settings()),
                new ClusterConfig.Storage(
                        spec.replicationFactor(),
                        engine,
                        KvConfig.defaults().withClocks(scenario.clocks().limits())));
    }

    private static List<SettingAssignment> assignments(List<Setting> settings) {
        return settings.stream()
                .map(setting -> new SettingAssignment(setting.name(), setting.value()))
                .toList();
    }
}
