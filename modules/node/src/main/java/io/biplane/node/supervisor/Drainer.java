package io.biplane.node.supervisor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.kvserver.liveness.NodeLiveness;
import io.biplane.kvserver.store.Store;
import io.biplane.node.change.NodeChange;
import io.biplane.node.drain.DrainListener;
import io.biplane.node.drain.DrainOptions;
import io.biplane.node.drain.DrainOutcome;
import io.biplane.node.drain.NodeDrain;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.registry.SettingsSnapshot;
import io.biplane.sqlserver.tenant.VirtualClusters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries {@link NodeDrain} out for the guardian. Mutable: where the drain stands, who watches it. */
final class Drainer {
    private final NodeParts parts;
    private final TimerScheduler<SystemClusterSupervisor.Command> timers;
    private final ActorRef<NodeLiveness.Stored> shown;
    private final ActorRef<Store.DrainProgress> passes;
    private final List<DrainListener> listeners = new ArrayList<>();
    private Optional<NodeDrain> drain = Optional.empty();
    private boolean endsProcess;
    /** Whether a pass of lease transfers is under way, or the liveness record is being written. */
    private boolean isMovingLeases;
    /** What a drain had left when last heard of; looked at each round. */
    private Optional<VirtualClusters.Remaining> left = Optional.empty();

    /** What the guardian does next. */
    enum Verdict {
        GO_ON,
        END_PROCESS
    }

    Drainer(
            NodeParts parts,
            ActorContext<SystemClusterSupervisor.Command> context,
            TimerScheduler<SystemClusterSupervisor.Command> timers) {
        this.parts = parts;
        this.timers = timers;
        this.shown = context.messageAdapter(
                NodeLiveness.Stored.class, SystemClusterSupervisor.ShownAsDraining::new);
        this.passes = context.messageAdapter(
                Store.DrainProgress.class, SystemClusterSupervisor.PassOver::new);
    }

    /** Begins, or joins the drain under way with patience of its own. */
    void begin(DrainOptions options, DrainListener listener) {
        long deadline = now() + limitNanos(options);
        listeners.add(listener);
        endsProcess |= options.shutdown();
        timers.startSingleTimer(
                SystemClusterSupervisor.DrainLate.INSTANCE, Duration.ofNanos(deadline - now()));
        if (drain.isPresent()) {
            drain = Optional.of(drain.get().withDeadline(deadline));
            // What is under way may wait for a liveness range that is gone; asking again is
            // harmless.
            isMovingLeases = false;
            report(drain.get());
            proceed(drain.get());
            return;
        }
        drain = Optional.of(NodeDrain.begin(deadline));
        parts.markDraining();
        emitStep(NodeDrain.Step.TENANTS);
        parts.virtualClusters().tell(VirtualClusters.DrainTenants.INSTANCE);
    }

    private long limitNanos(DrainOptions options) {
        SettingsSnapshot settings = parts.systemSettings();
        NodeDrain.ServerLimits limits = new NodeDrain.ServerLimits(
                settings.durationNanos(SettingNames.INITIAL_WAIT),
                settings.durationNanos(SettingNames.CONNECTIONS_TIMEOUT),
                settings.durationNanos(SettingNames.TRANSACTIONS_TIMEOUT));
        return NodeDrain.limitNanos(options.drainWait().toNanos(), limits, passNanos());
    }

    private long passNanos() {
        return parts.systemSettings().durationNanos(SettingNames.LEASE_TRANSFER_TIMEOUT);
    }

    /** While virtual clusters' servers drain, rounds look at what is left; the system's is waited for within a round. */
    Verdict onServers(VirtualClusters.Remaining remaining) {
        boolean isFirst = left.isEmpty();
        left = Optional.of(remaining);
        if (drain.orElseThrow().step() == NodeDrain.Step.TENANTS && !isFirst) {
            return Verdict.GO_ON;
        }
        return look(remaining);
    }

    /** The next round. */
    Verdict onRound() {
        if (drain.orElseThrow().step() == NodeDrain.Step.LEASES) {
            moveLeases();
            return Verdict.GO_ON;
        }
        return look(left.orElseThrow());
    }

    private void nextRound() {
        timers.startSingleTimer(
                SystemClusterSupervisor.DrainRound.INSTANCE,
                Duration.ofNanos(NodeDrain.ROUND_NANOS));
    }

    private Verdict look(VirtualClusters.Remaining remaining) {
        NodeDrain before = drain.orElseThrow();
        NodeDrain after = before.onServers(
                remaining.tenantServers(), remaining.systemServers(), remaining.sessions());
        if (after.step() == NodeDrain.Step.TENANTS) {
            nextRound();
        }
        if (after.step() != before.step()) {
            emitStep(after.step());
        }
        boolean entersSystem =
                before.step() == NodeDrain.Step.TENANTS && after.step() != NodeDrain.Step.TENANTS;
        if (entersSystem) {
            parts.virtualClusters().tell(VirtualClusters.DrainSystem.INSTANCE);
        }
        return proceed(after);
    }

    Verdict onShownAsDraining() {
        moveLeases();
        return Verdict.GO_ON;
    }

    /** A pass that left something is followed by another, as long as somebody waits for it. */
    Verdict onPassOver(Store.DrainProgress progress) {
        NodeDrain after = drain.orElseThrow().onLeases(progress.remaining());
        isMovingLeases = !after.isDone() && !listeners.isEmpty();
        if (isMovingLeases) {
            nextRound();
        }
        return proceed(after);
    }

    /** The operator's patience is over: what goes on ends by itself, nothing new is begun. */
    Verdict onLate() {
        NodeDrain at = drain.orElseThrow();
        if (!at.isDone()) {
            listeners.forEach(
                    listener -> listener.onEnd(new DrainOutcome.TimedOut(at.remaining())));
            listeners.clear();
        }
        return Verdict.GO_ON;
    }

    private Verdict proceed(NodeDrain after) {
        boolean isNews = drain.orElseThrow().remaining() != after.remaining();
        drain = Optional.of(after);
        if (isNews) {
            report(after);
        }
        if (after.isDone()) {
            return finish();
        }
        boolean beginsLeases =
                after.step() == NodeDrain.Step.LEASES && !isMovingLeases && !listeners.isEmpty();
        if (beginsLeases) {
            isMovingLeases = true;
            parts.liveness().tell(new NodeLiveness.SetDraining(true, shown));
        }
        return Verdict.GO_ON;
    }

    private void moveLeases() {
        parts.store().tell(new Store.TransferAllLeases(passNanos(), passes));
    }

    private Verdict finish() {
        timers.cancel(SystemClusterSupervisor.DrainLate.INSTANCE);
        emitStep(NodeDrain.Step.DONE);
        parts.services().emit(new NodeChange.DrainDone(parts.node()));
        for (DrainListener listener : listeners) {
            listener.onProgress("ok");
            listener.onEnd(DrainOutcome.Drained.INSTANCE);
        }
        listeners.clear();
        return endsProcess ? Verdict.END_PROCESS : Verdict.GO_ON;
    }

    private void report(NodeDrain at) {
        parts.services().emit(new NodeChange.DrainRemaining(parts.node(), at.remaining()));
        String line = "node is draining... remaining: " + at.remaining()
                + (at.isDone() ? " (complete)" : "");
        listeners.forEach(listener -> listener.onProgress(line));
    }

    private void emitStep(NodeDrain.Step step) {
        parts.services().emit(new NodeChange.NodeDrainEntered(parts.node(), step));
    }

    private long now() {
        return parts.services().monotonicNanos();
    }
}
