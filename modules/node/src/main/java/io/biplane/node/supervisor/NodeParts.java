package io.biplane.node.supervisor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.host.Disk;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.config.NodeView;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.route.KvClient;
import io.biplane.kv.route.KvClientSetup;
import io.biplane.kvserver.clock.NodeClock;
import io.biplane.kvserver.liveness.NodeLiveness;
import io.biplane.kvserver.node.KvNode;
import io.biplane.kvserver.node.KvNodeConfig;
import io.biplane.kvserver.node.KvNodeRefs;
import io.biplane.kvserver.store.Store;
import io.biplane.node.change.NodeChange;
import io.biplane.node.health.HealthActor;
import io.biplane.node.router.ConnectionRouter;
import io.biplane.settings.kv.KvSettings;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.registry.SettingText;
import io.biplane.settings.registry.SettingsSnapshot;
import io.biplane.settings.version.VersionRules;
import io.biplane.sqlserver.connect.ConnectProtocol;
import io.biplane.sqlserver.connect.RoutingTable;
import io.biplane.sqlserver.control.ControlState;
import io.biplane.sqlserver.control.CoordinatorClient;
import io.biplane.sqlserver.cost.SqlCostModel;
import io.biplane.sqlserver.tenant.TenantServerSetup;
import io.biplane.sqlserver.tenant.VirtualClusters;
import io.biplane.sqlserver.transaction.KvPort;
import io.biplane.sqlserver.transaction.TxnIds;
import io.biplane.sqlserver.transaction.WatchedRows;
import io.biplane.storage.engine.ChronicleEngine;
import io.biplane.storage.engine.HeapEngine;

import java.time.Duration;
import java.util.Optional;

/** The actors of one node's process, and what the guardian does with them. Mutable: how far the process has come. */
final class NodeParts {
    private final NodeBoot boot;
    private final HostServices services;
    private final NodeMetadata memory;
    private final ClockWatch clock;
    private final ActorContext<SystemClusterSupervisor.Command> context;
    private final KvNodeRefs kv;
    private final NodeView<RoutingTable> routes = new NodeView<>(RoutingTable.EMPTY);
    private final TxnIds ids;
    private final ActorRef<VirtualClusters.Command> virtualClusters;
    private final ActorRef<ConnectProtocol.Command> gateway;
    private Phase phase = Phase.STARTING;
    private long statements;
    /** Whether this process has read the control state once. */
    private boolean isControlKnown;

    private enum Phase {
        STARTING,
        RUNNING,
        DRAINING
    }

    private NodeParts(
            NodeBoot boot,
            HostServices services,
            NodeMetadata memory,
            ClockWatch clock,
            ActorContext<SystemClusterSupervisor.Command> context) {
        this.boot = boot;
        this.services = services;
        this.memory = memory;
        this.clock = clock;
        this.context = context;
        this.kv = KvNode.spawn(context, kvConfig(), services, clock.clock());
        this.ids = new TxnIds(boot.id(), services.monotonicNanos());
        tellKv(memory.control());
        ActorRef<ControlWatch.Command> watch = context.spawn(
                ControlWatch.create(
                        systemPort(),
                        context.messageAdapter(
                                ControlState.class, SystemClusterSupervisor.ControlRead::new)),
                "control-watch");
        ActorRef<ControlPlaneCoordinator.Command> coordinator =
                context.spawn(ControlPlaneCoordinator.create(deskSetup(watch)), "operator-desk");
        this.virtualClusters = context.spawn(
                VirtualClusters.create(
                        serverSetup(coordinator),
                        routes,
                        memory.control(),
                        context.messageAdapter(
                                VirtualClusters.Report.class,
                                SystemClusterSupervisor.Servers::new)),
                "virtual-clusters");
        coordinator.tell(new ControlPlaneCoordinator.Attach(virtualClusters));
        this.gateway = context.spawn(
                ConnectionRouter.create(new ConnectionRouter.Setup(
                        routes, this::defaultWait, SqlCostModel.defaults(), services)),
                "gateway");
        context.spawn(HealthActor.create(services, this::unready), "health");
    }

    /** Spawns everything as children of the guardian. */
    static NodeParts assemble(
            NodeBoot boot,
            HostServices services,
            NodeMetadata memory,
            ClockWatch clock,
            ActorContext<SystemClusterSupervisor.Command> context) {
        return new NodeParts(boot, services, memory, clock, context);
    }

    private KvNodeConfig kvConfig() {
        return new KvNodeConfig(
                boot.id(),
                boot.cluster(),
                boot.kv().settings(),
                memory.version(),
                boot.kv().engine() == EngineKind.HEAP ? HeapEngine::open : ChronicleEngine::open,
                boot.kv().observer());
    }

    private long maxOffsetNanos() {
        return boot.kv().settings().config().maxOffsetNanos();
    }

    private KvPort.Setup systemPort() {
        return new KvPort.Setup(
                TenantId.SYSTEM,
                kv.systemClient(),
                kv.views().clock(),
                maxOffsetNanos(),
                ids,
                WatchedRows.NONE);
    }

    private ControlPlaneCoordinator.Setup deskSetup(ActorRef<ControlWatch.Command> watch) {
        return new ControlPlaneCoordinator.Setup(
                boot.id(), boot.binary(), boot.nodes(), this::isLive, watch, this::raise, services);
    }

    private TenantServerSetup serverSetup(ActorRef<ControlPlaneCoordinator.Command> coordinator) {
        ActorRef<CoordinatorClient.Question> questions =
                context.spawn(QuestionForwarder.create(coordinator), "questions");
        return new TenantServerSetup(
                boot.id(),
                boot.binary(),
                boot.nodes(),
                new TenantServerSetup.Storage(
                        this::client, kv.views().clock(), maxOffsetNanos(), ids, boot.lastTenant()),
                questions,
                SqlCostModel.defaults(),
                services);
    }

    /** A tenant server's way to the ranges: through the wall, in its own name only. */
    private akka.actor.typed.Behavior<KvClient.Command> client(TenantId tenant) {
        KvClientSetup setup = new KvClientSetup(
                boot.id(),
                tenant,
                tenant.toString(),
                boot.cluster().plan().rangeOf(Keyspace.META.start()),
                boot.kv().settings().config(),
                KvClientSetup.selfFirst(boot.id()));
        return KvClient.create(setup, kv.kvServer().narrow(), kv.views().clock(), services);
    }

    private boolean isLive(NodeId node) {
        return kv.views().liveness().current().isLive(node, kv.views().clock().peek());
    }

    /** Has the node work by a version once it is durable. */
    private void raise(ClusterVersion to, Runnable durable) {
        memory.raise(to, outcome -> {
            if (outcome == Disk.SyncOutcome.SYNCED) {
                if (!kv.views().version().current().isAtLeast(to)) {
                    kv.views().version().set(to);
                }
                durable.run();
            }
        });
    }

    /** Why a new connection should not come here; empty when it may. */
    private String unready(String virtualCluster) {
        return switch (phase) {
            case STARTING -> "node is not ready";
            case DRAINING -> "node is shutting down";
            case RUNNING ->
                routes.current().serves(virtualCluster)
                        ? ""
                        : "service unavailable for target tenant";
        };
    }

    private Duration defaultWait() {
        SettingsSnapshot settings = memory.control().systemSettings();
        return Duration.ofNanos(settings.durationNanos(SettingNames.MUX_WAIT));
    }

    // ------------------------------------------------------------------ what the guardian asks

    /** Works by a fresh copy of the system's rows; a text is why this binary may not go on. */
    Optional<String> onControlRead(ControlState state) {
        Optional<String> refusal = VersionRules.refusalToJoin(boot.binary(), state.version());
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!memory.version().isAtLeast(state.version())) {
            raise(state.version(), () -> {});
        }
        boolean isNews = !state.equals(memory.control());
        if (isNews) {
            memory.remember(state);
            tellKv(state);
        }
        if (isNews || !isControlKnown) {
            isControlKnown = true;
            virtualClusters.tell(new VirtualClusters.Control(state));
        }
        return Optional.empty();
    }

    /** What the key-value layer works by: who may reach it, and the settings that change its pace. */
    private void tellKv(ControlState state) {
        kv.tenants().set(state.directory());
        clock.actor().tell(new NodeClock.PersistEvery(ClockWatch.persistIntervalNanos(memory)));
        SettingsSnapshot settings = state.systemSettings();
        KvSettings configured = KvSettings.of(boot.kv().settings().config());
        kv.views()
                .settings()
                .set(new KvSettings(
                        settings.ownValue(SettingNames.STORE_DEAD)
                                .map(SettingText::durationNanos)
                                .orElse(configured.storeDeadNanos()),
                        settings.ownValue(SettingNames.SNAPSHOT_RATE)
                                .map(SettingText::bytes)
                                .orElse(configured.snapshotBytesPerSecond())));
    }

    void markRunning() {
        phase = Phase.RUNNING;
        services.emit(new NodeChange.NodeBooted(boot.binary()));
    }

    void markDraining() {
        phase = Phase.DRAINING;
    }

    SettingsSnapshot systemSettings() {
        return memory.control().systemSettings();
    }

    HostServices services() {
        return services;
    }

    NodeId node() {
        return boot.id();
    }

    ActorRef<VirtualClusters.Command> virtualClusters() {
        return virtualClusters;
    }

    ActorRef<Store.Command> store() {
        return kv.store();
    }

    ActorRef<NodeLiveness.Command> liveness() {
        return kv.liveness();
    }

    void runSql(NodeCommand.RunSql request) {
        statements++;
        String name = "admin-" + statements;
        context.spawn(AdminStatement.create(request, name, gateway), name);
    }
}
