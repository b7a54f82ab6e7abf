package io.biplane.sqlserver.tenant;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.id.TenantId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.config.NodeView;
import io.biplane.settings.registry.SettingNames;
import io.biplane.sqlserver.connect.RoutingTable;
import io.biplane.sqlserver.control.ControlState;
import io.biplane.sqlserver.drain.ServerDrain;
import io.biplane.sqlserver.record.TenantRecord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Parent of a node's tenant servers: starts and stops them as {@code system.tenants} says, restarts those that fail, drains them.
 * Its state: the servers that exist, and the newest control state.
 */
public final class VirtualClusters extends AbstractBehavior<VirtualClusters.Command> {
    /** A server whose binary was refused is tried again so often: the version may have been raised elsewhere. Our choice. */
    private static final Duration REFUSED_RETRY = Duration.ofSeconds(10);

    private final TimerScheduler<Command> timers;
    private final TenantServerSetup setup;
    private final NodeView<RoutingTable> routes;
    private final ActorRef<Report> listener;
    private final ActorRef<TenantServerProtocol.Event> events;
    private final Restarts restarts = new Restarts();
    private final TreeMap<TenantId, Entry> entries = new TreeMap<>();
    /** Servers that failed or were refused and wait for their next start. */
    private final TreeSet<TenantId> pausing = new TreeSet<>();

    private ControlState control;
    private Start start = Start.REMEMBERED;
    private boolean isDraining;

    /** How far the servers have come since the process began. */
    private enum Start {
        /** The control state is one of an earlier process. */
        REMEMBERED,
        /** It has been read; servers are coming up. */
        READ,
        /** They were all up once. */
        SETTLED
    }

    /** What the parent takes. */
    public sealed interface Command {}

    /** The control state changed. */
    @TraceName("virtual-clusters.control")
    public record Control(ControlState state) implements Command {}

    /** The node drains: start no server any more, and drain all but the system's. */
    @TraceName("virtual-clusters.drain-tenants")
    public enum DrainTenants implements Command {
        INSTANCE
    }

    /** Drain the system virtual cluster's server. */
    @TraceName("virtual-clusters.drain-system")
    public enum DrainSystem implements Command {
        INSTANCE
    }

    /** Makes a server fail. */
    @TraceName("virtual-clusters.crash")
    public record Crash(String virtualCluster) implements Command {}

    /** Has a server read its own rows; answered at once when there is no such server here. */
    @TraceName("virtual-clusters.refresh")
    public record Refresh(
            long id, TenantId tenant, ActorRef<TenantServerProtocol.Refreshed> replyTo)
            implements Command {}

    /** Asks whether a server of the virtual cluster exists here, in whatever state. */
    @TraceName("virtual-clusters.ask-server")
    public record AskServer(long id, TenantId tenant, ActorRef<ServerAnswer> replyTo)
            implements Command {}

    /** The answer to the question of that number. */
    @TraceName("virtual-clusters.server-answer")
    public record ServerAnswer(long id, boolean isUp) {}

    @TraceName("virtual-clusters.server-event")
    private record ServerEvent(TenantServerProtocol.Event event) implements Command {}

    @TraceName("virtual-clusters.start-again")
    private record StartAgain(TenantId tenant) implements Command {}

    /**
     * What a drain has left here.
     *
     * @param tenantServers servers that still run, the system's not counted
     * @param systemServers 1 while the system's runs
     * @param sessions clients on all of them
     */
    @TraceName("virtual-clusters.remaining")
    public record Remaining(int tenantServers, int systemServers, int sessions) implements Report {}

    /** Every server that should run takes connections, or was refused and waits. Told once. */
    @TraceName("virtual-clusters.settled")
    public enum Settled implements Report {
        INSTANCE
    }

    /** What the parent tells the node. */
    public sealed interface Report {}

    /** One server that exists. */
    private static final class Entry {
        private final TenantRecord tenant;
        private final ActorRef<TenantServerProtocol.Command> server;
        private boolean isServing;
        private boolean isGoing;
        private int sessions;

        Entry(TenantRecord tenant, ActorRef<TenantServerProtocol.Command> server) {
            this.tenant = tenant;
            this.server = server;
        }
    }

    private VirtualClusters(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            TenantServerSetup setup,
            NodeView<RoutingTable> routes,
            ControlState control,
            ActorRef<Report> listener) {
        super(context);
        this.timers = timers;
        this.setup = setup;
        this.routes = routes;
        this.control = control;
        this.listener = listener;
        this.events = context.messageAdapter(TenantServerProtocol.Event.class, ServerEvent::new);
    }

    /**
     * The parent of a node's tenant servers; the system's is started at once.
     *
     * @param routes kept up to date with the servers that take connections
     * @param control what is known at the start
     * @param listener told when the servers have come up, and whenever a drain's remaining work changes
     */
    public static Behavior<Command> create(
            TenantServerSetup setup,
            NodeView<RoutingTable> routes,
            ControlState control,
            ActorRef<Report> listener) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            VirtualClusters parent =
                    new VirtualClusters(context, timers, setup, routes, control, listener);
            parent.reconcile();
            return parent;
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Control.class, this::onControl)
                .onMessage(ServerEvent.class, this::onServerEvent)
                .onMessage(StartAgain.class, this::onStartAgain)
                .onMessage(Refresh.class, this::onRefresh)
                .onMessage(AskServer.class, this::onAskServer)
                .onMessage(Crash.class, this::onCrash)
                .onMessageEquals(DrainTenants.INSTANCE, this::onDrainTenants)
                .onMessageEquals(DrainSystem.INSTANCE, this::onDrainSystem)
                .onSignal(ChildFailed.class, this::onChildFailed)
                .onSignal(Terminated.class, this::onTerminated)
                .build();
    }

    // ------------------------------------------------------------------ what should run

    private Behavior<Command> onControl(Control change) {
        control = change.state();
        start = start == Start.REMEMBERED ? Start.READ : start;
        routes.set(routes.current()
                .withDefault(control.systemSettings().value(SettingNames.DEFAULT_TARGET)));
        for (Entry entry : entries.values()) {
            entry.server.tell(overrides(entry.tenant.id()));
        }
        reconcile();
        settle();
        return this;
    }

    /** Starts what should run and does not, drains what runs and should not. */
    private void reconcile() {
        TreeMap<TenantId, TenantRecord> wanted = new TreeMap<>();
        wanted.put(TenantId.SYSTEM, TenantRecord.SYSTEM);
        control.served().forEach(tenant -> wanted.put(tenant.id(), tenant));
        for (Entry entry : entries.values()) {
            if (!wanted.containsKey(entry.tenant.id()) && !entry.isGoing) {
                drain(entry);
            }
        }
        if (isDraining) {
            return;
        }
        for (TenantRecord tenant : wanted.values()) {
            if (!entries.containsKey(tenant.id()) && !pausing.contains(tenant.id())) {
                start(tenant);
            }
        }
    }

    private void start(TenantRecord tenant) {
        ActorRef<TenantServerProtocol.Command> server = getContext()
                .spawn(
                        TenantServer.create(setup, tenant, overrides(tenant.id()), events),
                        tenant.name());
        getContext().watch(server);
        entries.put(tenant.id(), new Entry(tenant, server));
    }

    private TenantServerProtocol.OverridesChanged overrides(TenantId tenant) {
        return new TenantServerProtocol.OverridesChanged(
                tenant.isSystem()
                        ? io.biplane.settings.registry.SettingsSnapshot.OperatorSettings.NONE
                        : control.handedTo(tenant),
                control.version());
    }

    private void drain(Entry entry) {
        entry.isGoing = true;
        entry.server.tell(TenantServerProtocol.Drain.INSTANCE);
    }

    // ------------------------------------------------------------------ what the servers tell

    private Behavior<Command> onServerEvent(ServerEvent message) {
        TenantServerProtocol.Event event = message.event();
        TenantId id = event.tenant().id();
        Entry entry = entries.get(id);
        if (entry == null) {
            return this;
        }
        if (event instanceof TenantServerProtocol.Serving serving) {
            restarts.onServing(id);
            entry.isServing = true;
            routes.set(routes.current().with(event.tenant().name(), serving.connections()));
        } else if (event instanceof TenantServerProtocol.Refused) {
            pause(id, REFUSED_RETRY);
            getContext().stop(entry.server);
        } else if (event instanceof TenantServerProtocol.Draining draining) {
            entry.sessions = draining.sessions();
            if (draining.phase() == ServerDrain.Phase.DONE) {
                routes.set(routes.current().without(event.tenant().name()));
            }
            report();
        }
        settle();
        return this;
    }

    private void settle() {
        boolean isUp = start == Start.READ;
        for (Entry entry : entries.values()) {
            isUp = isUp && (entry.isServing || pausing.contains(entry.tenant.id()));
        }
        if (isUp) {
            start = Start.SETTLED;
            listener.tell(Settled.INSTANCE);
        }
    }

    private Behavior<Command> onChildFailed(ChildFailed failed) {
        if (InvariantViolation.isIn(failed.getCause())) {
            throw new InvariantViolation(
                    "a tenant server failed by a bug: " + failed.getCause(), failed.getCause());
        }
        gone(failed.getRef().path().name())
                .ifPresent(entry ->
                        pause(entry.tenant.id(), restarts.afterFailure(entry.tenant.id())));
        return this;
    }

    private Behavior<Command> onTerminated(Terminated terminated) {
        gone(terminated.getRef().path().name());
        reconcile();
        return this;
    }

    private Optional<Entry> gone(String name) {
        routes.set(routes.current().without(name));
        for (Entry entry : new ArrayList<>(entries.values())) {
            if (entry.tenant.name().equals(name)) {
                entries.remove(entry.tenant.id());
                report();
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private void pause(TenantId tenant, Duration delay) {
        pausing.add(tenant);
        StartAgain again = new StartAgain(tenant);
        timers.startSingleTimer(again, again, delay);
    }

    private Behavior<Command> onStartAgain(StartAgain again) {
        pausing.remove(again.tenant());
        reconcile();
        return this;
    }

    // ------------------------------------------------------------------ drain

    private Behavior<Command> onDrainTenants() {
        isDraining = true;
        routes.set(routes.current().draining());
        for (Entry entry : entries.values()) {
            if (!entry.tenant.id().isSystem() && !entry.isGoing) {
                drain(entry);
            }
        }
        report();
        return this;
    }

    private Behavior<Command> onDrainSystem() {
        Entry system = entries.get(TenantId.SYSTEM);
        if (system != null && !system.isGoing) {
            drain(system);
        }
        report();
        return this;
    }

    /** A server counts until it has ended, not only until its clients have. */
    private void report() {
        if (!isDraining) {
            return;
        }
        int tenants = 0;
        int sessions = 0;
        for (Entry entry : entries.values()) {
            tenants += entry.tenant.id().isSystem() ? 0 : 1;
            sessions += entry.sessions;
        }
        int system = entries.containsKey(TenantId.SYSTEM) ? 1 : 0;
        listener.tell(new Remaining(tenants, system, sessions));
    }

    // ------------------------------------------------------------------ questions

    private Behavior<Command> onRefresh(Refresh refresh) {
        Entry entry = entries.get(refresh.tenant());
        if (entry == null) {
            refresh.replyTo().tell(new TenantServerProtocol.Refreshed(refresh.id()));
        } else {
            entry.server.tell(new TenantServerProtocol.Refresh(refresh.id(), refresh.replyTo()));
        }
        return this;
    }

    private Behavior<Command> onAskServer(AskServer ask) {
        boolean isUp = entries.containsKey(ask.tenant());
        ask.replyTo().tell(new ServerAnswer(ask.id(), isUp));
        return this;
    }

    private Behavior<Command> onCrash(Crash crash) {
        for (Entry entry : entries.values()) {
            if (entry.tenant.name().equals(crash.virtualCluster())) {
                entry.server.tell(TenantServerProtocol.Crash.INSTANCE);
            }
        }
        return this;
    }
}
