package io.biplane.node.supervisor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.BehaviorBuilder;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kvserver.clock.NodeClock;
import io.biplane.kvserver.liveness.NodeLiveness;
import io.biplane.kvserver.store.Store;
import io.biplane.node.change.NodeChange;
import io.biplane.settings.version.VersionRules;
import io.biplane.sqlserver.control.ControlState;
import io.biplane.sqlserver.tenant.VirtualClusters;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The guardian of a node's process: the control plane's hand on this node. It boots the key-value layer, then the tenant servers,
 * and drains them in the opposite order. A store or liveness actor that fails is not handled here, which ends the process, as
 * a node whose disk failed must not go on.
 */
public final class SystemClusterSupervisor {
    /** Orders that may wait for the clock at a time. Our choice: no operator gives more in a second. */
    private static final int STASH_MAX = 1_000;

    private final NodeParts parts;
    private final Drainer drainer;

    /** What the guardian takes. */
    public interface Command {}

    /** A read of the system's rows is in. */
    @TraceName("supervisor.control-read")
    record ControlRead(ControlState state) implements Command {}

    /** News of the tenant servers. */
    @TraceName("supervisor.servers")
    record Servers(VirtualClusters.Report report) implements Command {}

    /** The liveness record says draining. */
    @TraceName("supervisor.shown-as-draining")
    record ShownAsDraining(NodeLiveness.Stored stored) implements Command {}

    /** A pass of lease transfers is over. */
    @TraceName("supervisor.pass-over")
    record PassOver(Store.DrainProgress progress) implements Command {}

    /** The watch over the clock says that the process may begin, or has to end. */
    @TraceName("supervisor.clock-news")
    record ClockNews(NodeClock.News news) implements Command {}

    /** Time for the drain's next round. */
    @TraceName("supervisor.drain-round")
    enum DrainRound implements Command {
        INSTANCE
    }

    /** The drain's patience may be over. */
    @TraceName("supervisor.drain-late")
    enum DrainLate implements Command {
        INSTANCE
    }

    private SystemClusterSupervisor(NodeParts parts, Drainer drainer) {
        this.parts = parts;
        this.drainer = drainer;
    }

    /** A node's process. One whose binary cannot run what is on the disk ends at once. */
    public static Behavior<Command> create(NodeBoot boot, HostServices services) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> start(boot, services, context, timers)));
    }

    private static Behavior<Command> start(
            NodeBoot boot,
            HostServices services,
            ActorContext<Command> context,
            TimerScheduler<Command> timers) {
        NodeMetadata memory = NodeMetadata.open(services.disk(), boot.initialVersion());
        Optional<String> refusal =
                VersionRules.refusalToStart(boot.binary(), memory.version(), services.hostName());
        if (refusal.isPresent()) {
            return refuse(services, refusal.get());
        }
        ClockWatch clock = ClockWatch.spawn(boot, services, memory, context);
        return waiting(services, () -> {
            NodeParts parts = NodeParts.assemble(boot, services, memory, clock, context);
            Drainer drainer = new Drainer(parts, context, timers);
            return new SystemClusterSupervisor(parts, drainer).starting();
        });
    }

    /** The clock is not above that of the process before yet: nothing runs, orders wait. */
    private static Behavior<Command> waiting(
            HostServices services, Supplier<Behavior<Command>> start) {
        return Behaviors.withStash(
                STASH_MAX,
                stash -> Behaviors.receive(Command.class)
                        .onMessage(
                                ClockNews.class,
                                message -> message.news() == NodeClock.Ready.INSTANCE
                                        ? stash.unstashAll(start.get())
                                        : endOverClock(services, message))
                        .onAnyMessage(order -> {
                            stash.stash(order);
                            return Behaviors.same();
                        })
                        .build());
    }

    private static Behavior<Command> endOverClock(HostServices services, ClockNews message) {
        if (!(message.news() instanceof NodeClock.Unreliable unreliable)) {
            return Behaviors.same();
        }
        services.emit(new NodeChange.EndedOverClock(services.hostName(), unreliable.reason()));
        services.exit();
        return Behaviors.same();
    }

    private Behavior<Command> onClockNews(ClockNews message) {
        return endOverClock(parts.services(), message);
    }

    private static Behavior<Command> refuse(HostServices services, String reason) {
        services.emit(new NodeChange.BinaryRefused(services.hostName(), reason));
        return Behaviors.stopped();
    }

    /** What is taken whatever the node is doing, once it has begun. */
    private BehaviorBuilder<Command> inEveryState() {
        return Behaviors.receive(Command.class)
                .onMessage(ControlRead.class, this::onControlRead)
                .onMessage(ClockNews.class, this::onClockNews)
                .onMessage(NodeCommand.Drain.class, this::onDrain)
                .onMessage(NodeCommand.RunSql.class, this::onRunSql)
                .onMessage(NodeCommand.CrashTenant.class, this::onCrashTenant)
                .onMessage(NodeCommand.TransferLease.class, this::onTransferLease)
                .onMessage(NodeCommand.TransferLeadership.class, this::onTransferLeadership);
    }

    /** The virtual clusters' servers are not all up yet. */
    private Behavior<Command> starting() {
        return inEveryState()
                .onMessage(Servers.class, message -> {
                    if (message.report() == VirtualClusters.Settled.INSTANCE) {
                        parts.markRunning();
                        return running();
                    }
                    return Behaviors.same();
                })
                .build();
    }

    /** Everything is up. */
    private Behavior<Command> running() {
        return inEveryState()
                .onMessage(Servers.class, message -> Behaviors.same())
                .build();
    }

    /** A drain has begun, and may have ended; there is no way back but a new process. */
    private Behavior<Command> draining() {
        return inEveryState()
                .onMessage(
                        Servers.class,
                        message -> message.report() instanceof VirtualClusters.Remaining remaining
                                ? next(drainer.onServers(remaining))
                                : Behaviors.same())
                .onMessage(ShownAsDraining.class, shown -> next(drainer.onShownAsDraining()))
                .onMessage(PassOver.class, over -> next(drainer.onPassOver(over.progress())))
                .onMessageEquals(DrainRound.INSTANCE, () -> next(drainer.onRound()))
                .onMessageEquals(DrainLate.INSTANCE, () -> next(drainer.onLate()))
                .build();
    }

    private static Behavior<Command> next(Drainer.Verdict verdict) {
        return verdict == Drainer.Verdict.END_PROCESS ? Behaviors.stopped() : Behaviors.same();
    }

    private Behavior<Command> onControlRead(ControlRead read) {
        Optional<String> refusal = parts.onControlRead(read.state());
        return refusal.isPresent() ? refuse(parts.services(), refusal.get()) : Behaviors.same();
    }

    private Behavior<Command> onDrain(NodeCommand.Drain drain) {
        drainer.begin(drain.options(), drain.listener());
        return draining();
    }

    private Behavior<Command> onRunSql(NodeCommand.RunSql request) {
        parts.runSql(request);
        return Behaviors.same();
    }

    private Behavior<Command> onCrashTenant(NodeCommand.CrashTenant crash) {
        parts.virtualClusters().tell(new VirtualClusters.Crash(crash.virtualCluster()));
        return Behaviors.same();
    }

    private Behavior<Command> onTransferLease(NodeCommand.TransferLease transfer) {
        parts.store().tell(new Store.TransferLease(transfer.range(), transfer.to()));
        return Behaviors.same();
    }

    private Behavior<Command> onTransferLeadership(NodeCommand.TransferLeadership transfer) {
        ActorRef<Store.Command> store = parts.store();
        store.tell(new Store.TransferLeadership(transfer.range(), transfer.to()));
        return Behaviors.same();
    }
}
