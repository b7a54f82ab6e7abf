package io.biplane.kvserver.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.config.NodeView;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.route.KvClient;
import io.biplane.kv.route.KvClientSetup;
import io.biplane.kv.server.KvServerProtocol;
import io.biplane.kv.server.TenantDirectory;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.liveness.LivenessView;
import io.biplane.kvserver.liveness.NodeLiveness;
import io.biplane.kvserver.liveness.NodeLivenessSetup;
import io.biplane.kvserver.liveness.StoreLiveness;
import io.biplane.kvserver.liveness.StoreLivenessSetup;
import io.biplane.kvserver.liveness.SupportView;
import io.biplane.kvserver.replica.NodeViews;
import io.biplane.kvserver.replica.ReplicaNode;
import io.biplane.kvserver.store.Store;
import io.biplane.kvserver.store.StoreSetup;
import io.biplane.kvserver.wall.KvServer;
import io.biplane.kvserver.wall.KvServerSetup;
import io.biplane.settings.kv.KvConfig;
import io.biplane.settings.kv.KvSettings;

import java.util.TreeMap;

/** Puts the actors of a node's key-value layer together. */
public final class KvNode {
    private KvNode() {}

    /**
     * Spawns the layer's actors as children of {@code context}: {@code kv-server}, {@code kv-client}, {@code liveness},
     * {@code store-liveness}, {@code store}.
     *
     * <p>The caller watches the store and the liveness actors through this call: when one fails, for example because the disk
     * did, the caller receives {@code ChildFailed}. It must let the process end; not handling the signal does that.
     */
    public static KvNodeRefs spawn(
            ActorContext<?> context, KvNodeConfig config, HostServices services) {
        KvConfig timings = config.settings().config();
        HybridClock clock = new HybridClock(services::wallNanos, timings.maxOffsetNanos());
        return spawn(context, config, services, clock);
    }

    /** The same with a clock that others of the process use, too. */
    public static KvNodeRefs spawn(
            ActorContext<?> context,
            KvNodeConfig config,
            HostServices services,
            HybridClock clock) {
        KvConfig timings = config.settings().config();
        NodeViews views = new NodeViews(
                clock,
                new NodeView<>(config.version()),
                new NodeView<>(LivenessView.EMPTY),
                new NodeView<>(SupportView.EMPTY),
                new NodeView<>(KvSettings.of(timings)));
        NodeView<TenantDirectory> tenants = new NodeView<>(TenantDirectory.EMPTY);
        ActorRef<KvServerProtocol.Command> kvServer = context.spawn(
                KvServer.create(new KvServerSetup(
                        config.self(), clock, tenants, config.settings().costs(), services)),
                "kv-server");
        ActorRef<KvClient.Command> client = context.spawn(
                KvClient.create(client(config), kvServer.narrow(), clock, services), "kv-client");
        NodeLivenessSetup liveness = new NodeLivenessSetup(
                config.self(),
                config.cluster().peersOf(config.self()),
                timings,
                clock,
                views.settings(),
                views.liveness(),
                services);
        ActorRef<NodeLiveness.Command> nodeLiveness =
                context.spawn(NodeLiveness.create(liveness, client), "liveness");
        ActorRef<StoreLiveness.Command> storeLiveness = context.spawn(
                StoreLiveness.create(
                        new StoreLivenessSetup(liveness, views.version(), views.support())),
                "store-liveness");
        StoreSetup setup = new StoreSetup(
                new StoreSetup.Machine(
                        config.self(), services, config.engine().apply(services.disk())),
                views,
                config.settings(),
                new StoreSetup.Cluster(config.cluster().plan(), zones(config)),
                new StoreSetup.Ports(kvServer, client, port(nodeLiveness)),
                config.observer());
        ActorRef<Store.Command> store = context.spawn(Store.create(setup), "store");
        context.watch(store);
        context.watch(nodeLiveness);
        context.watch(storeLiveness);
        return new KvNodeRefs(store, nodeLiveness, kvServer, client, views, tenants);
    }

    private static KvClientSetup client(KvNodeConfig config) {
        RangeDescriptor meta = config.cluster().plan().rangeOf(Keyspace.META.start());
        return new KvClientSetup(
                config.self(),
                TenantId.SYSTEM,
                "system",
                meta,
                config.settings().config(),
                KvClientSetup.selfFirst(config.self()));
    }

    private static TreeMap<NodeId, String> zones(KvNodeConfig config) {
        TreeMap<NodeId, String> zones = new TreeMap<>();
        for (BootstrapPlan.Candidate node : config.cluster().nodes()) {
            zones.put(node.node(), node.zone());
        }
        return zones;
    }

    private static ReplicaNode.LivenessPort port(ActorRef<NodeLiveness.Command> liveness) {
        return new ReplicaNode.LivenessPort() {
            @Override
            public void bumpEpoch(NodeId node, long epoch) {
                liveness.tell(new NodeLiveness.BumpEpoch(node, epoch));
            }

            @Override
            public void heartbeat() {
                liveness.tell(NodeLiveness.HeartbeatNow.INSTANCE);
            }
        };
    }
}
