package io.biplane.testbed.cluster;

import akka.actor.typed.ActorSystem;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.Simulation;
import io.biplane.node.drain.DrainListener;
import io.biplane.node.drain.DrainOptions;
import io.biplane.node.drain.DrainOutcome;
import io.biplane.node.supervisor.NodeCommand;
import io.biplane.node.supervisor.SystemClusterSupervisor;
import io.biplane.sql.session.StatementResult;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * One node of a simulated cluster: a machine and the process on it. All methods are control, to be called between
 * {@code run…} calls or from control events; so are the listeners they are given.
 */
public final class SimNode {
    private final Simulation sim;
    private final SimCluster cluster;
    private final NodeId id;
    private final Host host;
    /** Binary of the running process, or the one to boot next. */
    private ClusterVersion binary;
    /** Present while a process runs that this object booted. */
    private Optional<ActorSystem<SystemClusterSupervisor.Command>> process = Optional.empty();
    /** Told when the process ends before its drain has; absent when no drain is watched. */
    private Optional<DrainListener> drainListener = Optional.empty();

    SimNode(SimCluster cluster, NodeId id, Host host, ClusterVersion binary) {
        this.sim = cluster.simulation();
        this.cluster = cluster;
        this.id = id;
        this.host = host;
        this.binary = binary;
    }

    public NodeId id() {
        return id;
    }

    /** Such as {@code n3}. */
    public String name() {
        return id.hostName();
    }

    /** The machine: pause, resume, disk, clock, CPU. */
    public Host host() {
        return host;
    }

    /** Binary of the running process, or of the last one. */
    public ClusterVersion binary() {
        return binary;
    }

    public boolean isRunning() {
        return host.isRunning();
    }

    /** Whether the process has come up: it answers SQL, health and key-value requests. */
    public boolean isReady() {
        return isRunning() && cluster.observer().view(id).isReady;
    }

    public boolean isDraining() {
        return isRunning() && cluster.observer().view(id).isDraining;
    }

    public boolean isDrained() {
        return isRunning() && cluster.observer().view(id).isDrained;
    }

    /** Why the last process, or a virtual cluster's server in it, refused to start; empty when it did not. */
    public Optional<String> refusal() {
        String reason = cluster.observer().view(id).refusal;
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    /**
     * Why the last process ended itself: its clock was too far from its peers', or beyond what it had
     * persisted. Empty when it did not; nothing starts it again but {@link #boot}.
     */
    public Optional<String> endedOverClock() {
        String reason = cluster.observer().view(id).endedOverClock;
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    /** Whether its process ended itself over its clock at {@code atNanos} or later, and was not started again. */
    public boolean endedOverClockSince(long atNanos) {
        return endedOverClock().isPresent() && cluster.observer().view(id).endedAtNanos >= atNanos;
    }

    /** Starts the process with the binary it had last. */
    public void boot() {
        boot(binary);
    }

    /**
     * Starts the process.
     *
     * @throws IllegalStateException when one runs already
     */
    public void boot(ClusterVersion withBinary) {
        binary = withBinary;
        cluster.observer().view(id).refusal = "";
        cluster.observer().view(id).endedOverClock = "";
        process = Optional.of(cluster.bootProcess(this));
    }

    /** SIGKILL. */
    public void kill() {
        host.kill();
    }

    /** Cuts the machine's power. */
    public void powerOff() {
        host.powerOff();
    }

    /** Kills the process if one runs, and boots it with the given binary. */
    public void restart(ClusterVersion withBinary) {
        kill();
        boot(withBinary);
    }

    /** Kills the process if one runs, and boots it again. */
    public void restart() {
        restart(binary);
    }

    /** Drains the node. With {@link DrainOptions#shutdown} the process ends after a drain that went well. */
    public void drain(DrainOptions options, DrainListener listener) {
        if (!isRunning() || process.isEmpty()) {
            sim.after(0, () -> listener.onEnd(new DrainOutcome.NotRunning(name())));
            return;
        }
        drainListener = Optional.of(listener);
        process.get().tell(new NodeCommand.Drain(options, new OutsideListener(listener)));
    }

    /** Makes the SQL server of a virtual cluster on this node fail. */
    public void crashTenant(String virtualCluster) {
        process.ifPresent(system -> system.tell(new NodeCommand.CrashTenant(virtualCluster)));
    }

    /**
     * Runs one statement as {@code root}, in a session made on this node for it.
     *
     * @param result told once, as a control event, unless the process dies first
     */
    public void runSql(String virtualCluster, String sql, Consumer<StatementResult> result) {
        process.ifPresent(system -> system.tell(new NodeCommand.RunSql(
                virtualCluster, sql, answer -> sim.after(0, () -> result.accept(answer)))));
    }

    void transferLease(RangeId range, NodeId to) {
        process.ifPresent(system -> system.tell(new NodeCommand.TransferLease(range, to)));
    }

    void transferLeadership(RangeId range, NodeId to) {
        process.ifPresent(system -> system.tell(new NodeCommand.TransferLeadership(range, to)));
    }

    /** The process is gone, by whatever cause. */
    void processEnded() {
        process = Optional.empty();
        Optional<DrainListener> waiting = drainListener;
        drainListener = Optional.empty();
        waiting.ifPresent(listener ->
                sim.after(0, () -> listener.onEnd(new DrainOutcome.NotRunning(name()))));
    }

    /** Brings a drain's news from the node's actor to a control event. */
    private final class OutsideListener implements DrainListener {
        private final DrainListener listener;

        OutsideListener(DrainListener listener) {
            this.listener = listener;
        }

        @Override
        public void onProgress(String line) {
            sim.after(0, () -> listener.onProgress(line));
        }

        @Override
        public void onEnd(DrainOutcome outcome) {
            drainListener = Optional.empty();
            sim.after(0, () -> listener.onEnd(outcome));
        }
    }
}
