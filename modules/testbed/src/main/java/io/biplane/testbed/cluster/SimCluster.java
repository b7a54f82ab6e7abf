package io.biplane.testbed.cluster;

import akka.actor.typed.ActorSystem;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.random.Latency;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.bootstrap.RangeSeed;
import io.biplane.kvserver.invariant.RunningClocks;
import io.biplane.kvserver.invariant.SimulationInvariants;
import io.biplane.node.supervisor.SystemClusterSupervisor;
import io.biplane.sql.session.StatementResult;
import io.biplane.storage.journal.PersistencePlugins;
import io.biplane.testbed.invariant.TenantIsolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A cluster in a simulation: machines n1 to nN, the processes on them, and the operator's hands and eyes. All methods are
 * control, to be called between {@code run…} calls or from control events.
 */
public final class SimCluster {
    private static final long NANOS_PER_MICRO = 1_000L;

    private final Simulation sim;
    private final ClusterConfig config;
    private final BootstrapPlan plan;
    private final ClusterObserver observer = new ClusterObserver(id -> node(id).processEnded());
    private final SimulationInvariants invariants;
    private final TreeMap<NodeId, SimNode> nodes = new TreeMap<>();

    private SimCluster(Simulation sim, ClusterConfig config) {
        this.sim = sim;
        this.config = config;
        this.plan = BootstrapLayout.plan(config);
        this.invariants = new SimulationInvariants(
                id -> node(id).isRunning(),
                new RunningClocks(
                        this::wallNanosOfRunning, config.storage().kv().maxOffsetNanos()));
    }

    private long[] wallNanosOfRunning() {
        return nodes.values().stream()
                .filter(SimNode::isRunning)
                .mapToLong(node -> node.host().clock().wallNanos())
                .toArray();
    }

    /** Adds the machines to the simulation; nothing is booted. */
    public static SimCluster create(Simulation sim, ClusterConfig config) {
        SimCluster cluster = new SimCluster(sim, config);
        sim.trace().onStateChange(cluster.observer::onEvent);
        for (NodeConfig node : config.nodes()) {
            Host host = sim.addHost(node.hostName(), spec(node));
            NodeId id = new NodeId(node.number());
            cluster.nodes.put(id, new SimNode(cluster, id, host, config.version()));
        }
        return cluster;
    }

    private static HostSpec spec(NodeConfig node) {
        long syncNanos = node.diskSyncMicros() * NANOS_PER_MICRO;
        return HostSpec.defaults()
                .cores(node.cores())
                .region(node.region())
                .zone(node.zone())
                .syncLatency(Latency.normal(syncNanos, syncNanos / 5));
    }

    /** Boots every node that does not run. */
    public void boot() {
        for (SimNode node : nodes.values()) {
            if (!node.isRunning()) {
                node.boot();
            }
        }
    }

    /**
     * Whether every node has come up and each range has a leaseholder. A node that ended itself over
     * its clock is as far as it will come.
     */
    public boolean isReady() {
        for (SimNode node : nodes.values()) {
            if (!node.isReady() && node.endedOverClock().isEmpty()) {
                return false;
            }
        }
        for (RangeSeed seed : plan.seeds()) {
            Optional<NodeId> holder = observer.leaseholder(seed.descriptor().id());
            if (holder.isEmpty() || node(holder.get()).endedOverClock().isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** Runs the simulation until {@link #isReady}; false when that took longer than the limit in virtual time. */
    public boolean runUntilReady(long limitNanos) {
        long endAtNanos = sim.nowNanos() + limitNanos;
        while (!isReady() && sim.nowNanos() < endAtNanos) {
            sim.runFor(Math.min(10_000_000L, endAtNanos - sim.nowNanos()));
        }
        return isReady();
    }

    public Simulation simulation() {
        return sim;
    }

    public ClusterConfig config() {
        return config;
    }

    /** The ranges the cluster began with. */
    public BootstrapPlan plan() {
        return plan;
    }

    /** All nodes by number. */
    public List<SimNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /** The node of that name, such as {@code n3}. */
    public SimNode node(String name) {
        for (SimNode node : nodes.values()) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        throw new IllegalArgumentException("there is no node " + name);
    }

    public SimNode node(NodeId id) {
        return node(id.hostName());
    }

    /** The node table, by number. */
    public List<NodeStatus> status() {
        List<NodeStatus> rows = new ArrayList<>();
        for (SimNode node : nodes.values()) {
            ClusterObserver.NodeView view = observer.view(node.id());
            rows.add(new NodeStatus(
                    node.name(),
                    node.isRunning(),
                    node.isReady(),
                    node.isDraining(),
                    node.isDrained(),
                    node.binary(),
                    observer.leases(node.id()),
                    observer.leaders(node.id()),
                    replicas(node.id()),
                    view.sessions));
        }
        return rows;
    }

    private int replicas(NodeId node) {
        return (int) ranges().stream().filter(range -> range.isOn(node)).count();
    }

    /** All ranges as they are now, in key order. */
    public List<RangeDescriptor> ranges() {
        return plan.seeds().stream().map(seed -> now(seed.descriptor())).toList();
    }

    /** Ranges do not split or merge yet, so those of the plan are all there are; who has them changes. */
    private RangeDescriptor now(RangeDescriptor planned) {
        return invariants.changedDescriptor(planned.id()).orElse(planned);
    }

    /**
     * Runs one statement as {@code root} on the first node that is up and not draining, else on the first that is up.
     *
     * @param result told once, as a control event, unless that node's process dies first; not told when no node is up
     * @return the node asked, empty when none is up
     */
    public Optional<SimNode> runSql(
            String virtualCluster, String sql, Consumer<StatementResult> result) {
        Optional<SimNode> chosen = Optional.empty();
        for (SimNode node : nodes.values()) {
            boolean isBetter = chosen.isEmpty() || chosen.get().isDraining() && !node.isDraining();
            if (node.isReady() && isBetter) {
                chosen = Optional.of(node);
            }
        }
        chosen.ifPresent(node -> node.runSql(virtualCluster, sql, result));
        return chosen;
    }

    /** Who was last known to hold the range's lease. */
    public Optional<NodeId> leaseholder(RangeId range) {
        return observer.leaseholder(range);
    }

    /** Who was last known to lead the range's Raft group. */
    public Optional<NodeId> leader(RangeId range) {
        return observer.leader(range);
    }

    /** Asks the leaseholder to hand the range's lease over. */
    public void transferLease(RangeId range, NodeId to) {
        leaseholder(range).ifPresent(holder -> node(holder).transferLease(range, to));
    }

    /** Asks the leader to hand leadership over; the lease stays where it is. */
    public void transferLeadership(RangeId range, NodeId to) {
        leader(range).ifPresent(leader -> node(leader).transferLeadership(range, to));
    }

    /** The range that holds the nodes' liveness records. */
    public RangeDescriptor livenessRange() {
        return now(plan.rangeOf(Keyspace.LIVENESS.start()));
    }

    /** The range that addresses all others. */
    public RangeDescriptor metaRange() {
        return now(plan.rangeOf(Keyspace.META.start()));
    }

    /** The range of the system virtual cluster's own tables: tenants, settings. */
    public RangeDescriptor systemTablesRange() {
        return now(plan.rangeOf(Keyspace.SYSTEM_TABLES.start()));
    }

    /**
     * The ranges of a virtual cluster's first table, in key order.
     *
     * @param virtualCluster a name of the configuration, also when not virtualized
     */
    public List<RangeDescriptor> tableRanges(String virtualCluster) {
        return BootstrapLayout.tableRanges(config, plan, virtualCluster).stream()
                .map(this::now)
                .toList();
    }

    /** The range of that number, as it is now. */
    public Optional<RangeDescriptor> range(RangeId id) {
        return ranges().stream().filter(range -> range.id().equals(id)).findFirst();
    }

    /** Active version of a virtual cluster, {@code system} included, as last finalized. */
    public ClusterVersion activeVersion(String virtualCluster) {
        return observer.finalized(virtualCluster)
                .orElseGet(() -> BootstrapLayout.initialVersion(config, virtualCluster));
    }

    /** The watch over Raft, leases and applied state, on in every run. */
    public SimulationInvariants invariants() {
        return invariants;
    }

    /** Switches the watch over the wall between virtual clusters on; it sees every delivery, so it costs. */
    public TenantIsolation watchTenantIsolation() {
        TenantIsolation isolation = new TenantIsolation();
        isolation.watch(sim.trace());
        return isolation;
    }

    ClusterObserver observer() {
        return observer;
    }

    ActorSystem<SystemClusterSupervisor.Command> bootProcess(SimNode node) {
        return node.host()
                .boot(
                        services -> SystemClusterSupervisor.create(
                                BootstrapLayout.node(config, plan, node, invariants), services),
                        PersistencePlugins.onlyOneSnapshot(node.name())
                                .withFallback(PersistencePlugins.simulated(node.name(), false)));
    }
}
