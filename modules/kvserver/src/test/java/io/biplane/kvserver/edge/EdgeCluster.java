package io.biplane.kvserver.edge;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.Latency;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.network.LinkSpec;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.TxnId;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.config.KvCostModel;
import io.biplane.kv.config.NodeView;
import io.biplane.kv.route.KvClient;
import io.biplane.kv.route.KvClientSetup;
import io.biplane.kv.server.KvServerProtocol;
import io.biplane.kv.server.ServiceMode;
import io.biplane.kv.server.TenantAccess;
import io.biplane.kv.server.TenantDirectory;
import io.biplane.kvserver.liveness.LivenessRecord;
import io.biplane.kvserver.liveness.LivenessView;
import io.biplane.kvserver.liveness.NodeLiveness;
import io.biplane.kvserver.liveness.NodeLivenessSetup;
import io.biplane.kvserver.liveness.StoreLiveness;
import io.biplane.kvserver.liveness.StoreLivenessSetup;
import io.biplane.kvserver.liveness.SupportView;
import io.biplane.kvserver.wall.KvServer;
import io.biplane.kvserver.wall.KvServerSetup;
import io.biplane.settings.kv.KvConfig;
import io.biplane.settings.kv.KvSettings;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Some nodes with all of the layer's edge, on links of 1 ms. */
final class EdgeCluster implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;
    static final TenantId MAIN = new TenantId(3);

    /** What a test needs of one node's process. */
    record Node(
            HybridClock clock,
            NodeView<LivenessView> liveness,
            NodeView<SupportView> support,
            ActorRef<NodeLiveness.Command> livenessActor,
            ActorRef<KvClient.Command> tenantClient,
            ActorRef<BatchAnswer> answers,
            ActorRef<NodeLiveness.Stored> stored) {}

    final Simulation simulation;
    final EdgeRanges ranges;
    private final int size;
    private final TreeMap<NodeId, Node> nodes = new TreeMap<>();
    private final TreeMap<Long, BatchReply> replies = new TreeMap<>();
    private final TreeMap<Long, Long> repliedAtNanos = new TreeMap<>();
    private final List<String> changes = new ArrayList<>();
    private final List<LivenessRecord> stored = new ArrayList<>();
    private long nextRequestId = 1;

    EdgeCluster(long seed, int size) {
        this.size = size;
        this.simulation = Simulation.builder().seed(seed).stopOnBugs(true).build();
        this.ranges = new EdgeRanges(size);
        simulation.network().everywhere(LinkSpec.of(Latency.fixed(1_000_000)));
        simulation.trace().onStateChange(event -> {
            if (event instanceof TraceEvent.StateChanged changed) {
                changes.add(text(changed.host(), changed.change()));
            }
        });
        for (int i = 1; i <= size; i++) {
            simulation.addHost("n" + i, HostSpec.defaults());
            boot(i);
        }
    }

    private static String text(String host, StateChange change) {
        StringBuilder text = new StringBuilder(host + " " + change.kind());
        change.fields().forEach(field -> text.append(' ').append(field.value()));
        return text.toString();
    }

    void boot(int node) {
        NodeId self = new NodeId(node);
        host(node)
                .boot(services -> Behaviors.<Void>setup(context -> {
                    nodes.put(self, start(context, self, services));
                    return Behaviors.empty();
                }));
    }

    private Node start(ActorContext<Void> context, NodeId self, HostServices services) {
        HybridClock clock =
                new HybridClock(services::wallNanos, KvConfig.defaults().maxOffsetNanos());
        NodeView<TenantDirectory> tenants = new NodeView<>(
                TenantDirectory.EMPTY.with(MAIN, TenantAccess.of(ServiceMode.SHARED)));
        KvServerSetup server =
                new KvServerSetup(self, clock, tenants, KvCostModel.defaults(), services);
        ActorRef<KvServerProtocol.Command> kvServer =
                context.spawn(KvServer.create(server), "kv-server");
        for (RangeDescriptor range : ranges.on(self)) {
            kvServer.tell(new KvServerProtocol.ReplicaAvailable(
                    range, ranges.replica(range, self, clock)));
        }
        ActorRef<KvClient.Command> own =
                client(context, self, TenantId.SYSTEM, kvServer, clock, services);
        ActorRef<KvClient.Command> tenant = client(context, self, MAIN, kvServer, clock, services);
        NodeView<LivenessView> liveness = new NodeView<>(LivenessView.EMPTY);
        NodeView<SupportView> support = new NodeView<>(SupportView.EMPTY);
        NodeLivenessSetup setup = new NodeLivenessSetup(
                self,
                peers(self),
                KvConfig.defaults(),
                clock,
                new NodeView<>(KvSettings.of(KvConfig.defaults())),
                liveness,
                services);
        ActorRef<NodeLiveness.Command> livenessActor =
                context.spawn(NodeLiveness.create(setup, own), "liveness");
        NodeView<ClusterVersion> version = new NodeView<>(ClusterVersion.LEADER_LEASES);
        context.spawn(
                StoreLiveness.create(new StoreLivenessSetup(setup, version, support)),
                "store-liveness");
        return new Node(
                clock,
                liveness,
                support,
                livenessActor,
                tenant,
                context.spawn(collector(), "answers"),
                context.spawn(storedCollector(), "stored"));
    }

    private ActorRef<KvClient.Command> client(
            ActorContext<Void> context,
            NodeId self,
            TenantId tenant,
            ActorRef<KvServerProtocol.Command> kvServer,
            HybridClock clock,
            HostServices services) {
        KvClientSetup setup = new KvClientSetup(
                self,
                tenant,
                tenant.toString(),
                ranges.meta(),
                KvConfig.defaults(),
                KvClientSetup.selfFirst(self));
        Behavior<KvClient.Command> behavior =
                KvClient.create(setup, kvServer.narrow(), clock, services);
        return context.spawn(behavior, "client-" + tenant);
    }

    private List<NodeId> peers(NodeId self) {
        List<NodeId> peers = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            if (i != self.value()) {
                peers.add(new NodeId(i));
            }
        }
        return peers;
    }

    Host host(int node) {
        return simulation.host("n" + node);
    }

    /** The node's present process; after a restart another one. */
    Node node(int node) {
        return nodes.get(new NodeId(node));
    }

    boolean sees(int observer, int node) {
        Node seen = node(observer);
        return seen.liveness().current().isLive(new NodeId(node), seen.clock().peek());
    }

    /**
     * Sends a batch of the tenant through a node's client; the reply is found under the number
     * returned.
     */
    long send(int node, KvRequest... requests) {
        long id = nextRequestId++;
        Timestamp here = Timestamp.ZERO;
        BatchRequest batch =
                new BatchRequest(MAIN, new TxnId(node, 1, id), here, here, List.of(requests));
        ActorRef<KvClient.Command> client = node(node).tenantClient();
        client.tell(new KvClient.Send(batch, id, node(node).answers()));
        return id;
    }

    private Behavior<BatchAnswer> collector() {
        return Behaviors.receiveMessage(answer -> {
            replies.put(answer.requestId(), answer.reply());
            repliedAtNanos.put(answer.requestId(), simulation.nowNanos());
            return Behaviors.same();
        });
    }

    private Behavior<NodeLiveness.Stored> storedCollector() {
        return Behaviors.receiveMessage(message -> {
            stored.add(message.record());
            return Behaviors.same();
        });
    }

    /** Liveness records that were stored on request, in order. */
    List<LivenessRecord> stored() {
        return stored;
    }

    boolean isReplied(long request) {
        return replies.containsKey(request);
    }

    BatchReply reply(long request) {
        return replies.get(request);
    }

    long repliedAtNanos(long request) {
        return repliedAtNanos.get(request);
    }

    void runSeconds(double seconds) {
        simulation.runFor((long) (seconds * SECOND));
    }

    /** State changes so far, as {@code host kind values…}. */
    List<String> changes() {
        return changes;
    }

    long count(String prefix) {
        return changes.stream().filter(change -> change.startsWith(prefix)).count();
    }

    @Override
    public void close() {
        simulation.close();
    }
}
