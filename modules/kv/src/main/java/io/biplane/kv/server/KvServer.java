package io.biplane.kv.server;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchExecutor;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.WireSize;
import io.biplane.kv.hlc.ClockDoor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The wall of one node. Takes batches of this node's clients ({@link Route}) and of other nodes
 * ({@link Forwarded}), judges them, and hands them to a replica here or to the peer's kv-server.
 * Answers go straight from the replica to the client.
 *
 * <p>Its maps are its only state: the replicas the store has announced, and counts.
 */
public final class KvServer extends AbstractBehavior<KvServer.Command> {
    /** Name under which peers reach it. */
    public static final String SERVICE = "kv";

    /** What it understands. */
    public sealed interface Command {}

    /**
     * A client of this node sends a batch to the replica of {@code range} on {@code target}.
     *
     * @param requestId the client's number, echoed in the answer
     */
    @TraceName("kv-server.route")
    public record Route(
            RangeId range,
            NodeId target,
            BatchRequest batch,
            long requestId,
            ActorRef<BatchAnswer> replyTo)
            implements Command {}

    /**
     * A batch from another node's kv-server for a replica here.
     *
     * @param from the sender
     * @param sentAt the sender's hybrid clock
     */
    @TraceName("kv-server.forwarded")
    public record Forwarded(
            NodeId from,
            RangeId range,
            Timestamp sentAt,
            BatchRequest batch,
            long requestId,
            ActorRef<BatchAnswer> replyTo)
            implements Command, Transport.Sized {
        @Override
        public int wireBytes() {
            return WireSize.of(batch);
        }
    }

    /**
     * The store has a replica of the range, or its descriptor changed. Replaces what was known of
     * it.
     */
    @TraceName("kv-server.replica-available")
    public record ReplicaAvailable(RangeDescriptor descriptor, BatchExecutor replica)
            implements Command {}

    /** The store has no replica of the range any more. */
    @TraceName("kv-server.replica-gone")
    public record ReplicaGone(RangeId range) implements Command {}

    /** Asks for the counts of all tenants. */
    @TraceName("kv-server.count-traffic")
    public record CountTraffic(ActorRef<Traffic> replyTo) implements Command {}

    /** Counts by tenant, for the tenants that were seen. */
    @TraceName("kv-server.traffic")
    public record Traffic(NavigableMap<TenantId, TenantTraffic> byTenant) {
        public Traffic {
            byTenant = Collections.unmodifiableNavigableMap(new TreeMap<>(byTenant));
        }
    }

    private record Local(RangeDescriptor descriptor, BatchExecutor replica) {}

    private final KvServerSetup setup;
    private final ClockDoor door;
    private final TreeMap<RangeId, Local> replicas = new TreeMap<>();
    private final TreeMap<TenantId, TenantTraffic> traffic = new TreeMap<>();

    private KvServer(ActorContext<Command> context, KvServerSetup setup) {
        super(context);
        this.setup = setup;
        this.door = new ClockDoor(setup.clock(), setup.services()::emit, SERVICE);
    }

    /** The kv-server of a node; binds itself as service {@value #SERVICE}. */
    public static Behavior<Command> create(KvServerSetup setup) {
        return Behaviors.setup(context -> {
            setup.services().transport().bind(SERVICE, context.getSelf());
            return new KvServer(context, setup);
        });
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Route.class, this::onRoute)
                .onMessage(Forwarded.class, this::onForwarded)
                .onMessage(ReplicaAvailable.class, this::onReplicaAvailable)
                .onMessage(ReplicaGone.class, this::onReplicaGone)
                .onMessage(CountTraffic.class, this::onCountTraffic)
                .build();
    }

    private Behavior<Command> onRoute(Route route) {
        setup.services().charge(setup.costs().rpcNanos());
        if (isRefused(route.batch(), route.requestId(), route.replyTo())) {
            return this;
        }
        if (route.target().equals(setup.self())) {
            serve(route.range(), route.batch(), route.requestId(), route.replyTo());
            return this;
        }
        count(route.batch().tenant(), TenantTraffic::sentOn);
        Forwarded forwarded = new Forwarded(
                setup.self(),
                route.range(),
                setup.clock().now(),
                route.batch(),
                route.requestId(),
                route.replyTo());
        setup.services().transport().send(route.target().hostName(), SERVICE, forwarded);
        return this;
    }

    private Behavior<Command> onForwarded(Forwarded forwarded) {
        setup.services().charge(setup.costs().rpcNanos());
        if (!door.admits(forwarded.sentAt(), forwarded.from().hostName())) {
            BatchReply untrusted = new BatchReply.ClockUntrusted(door.refusal(forwarded.sentAt()));
            forwarded.replyTo().tell(BatchAnswer.of(forwarded.requestId(), untrusted));
            return this;
        }
        if (!isRefused(forwarded.batch(), forwarded.requestId(), forwarded.replyTo())) {
            serve(forwarded.range(), forwarded.batch(), forwarded.requestId(), forwarded.replyTo());
        }
        return this;
    }

    private boolean isRefused(BatchRequest batch, long requestId, ActorRef<BatchAnswer> replyTo) {
        Optional<String> refusal =
                TenantAuthorizer.refusal(batch, setup.tenants().current());
        if (refusal.isEmpty()) {
            return false;
        }
        count(batch.tenant(), TenantTraffic::turnedAway);
        replyTo.tell(BatchAnswer.of(requestId, new BatchReply.Unauthorized(refusal.get())));
        return true;
    }

    private void serve(
            RangeId range, BatchRequest batch, long requestId, ActorRef<BatchAnswer> replyTo) {
        Local local = replicas.get(range);
        if (local == null) {
            replyTo.tell(
                    BatchAnswer.of(requestId, new BatchReply.RangeKeyMismatch(knownFor(batch))));
            return;
        }
        count(batch.tenant(), counts -> counts.served(batch.writes()));
        local.replica().execute(batch, requestId, replyTo);
    }

    /** Descriptors of replicas here that hold some key of the batch. */
    private List<RangeDescriptor> knownFor(BatchRequest batch) {
        List<RangeDescriptor> known = new ArrayList<>();
        Span wanted = batch.requests().get(0).span();
        for (Local local : replicas.values()) {
            if (local.descriptor().span().overlaps(wanted)) {
                known.add(local.descriptor());
            }
        }
        return known;
    }

    private void count(TenantId tenant, UnaryOperator<TenantTraffic> step) {
        traffic.put(tenant, step.apply(traffic.getOrDefault(tenant, TenantTraffic.NONE)));
    }

    private Behavior<Command> onReplicaAvailable(ReplicaAvailable available) {
        replicas.put(
                available.descriptor().id(),
                new Local(available.descriptor(), available.replica()));
        return this;
    }

    private Behavior<Command> onReplicaGone(ReplicaGone gone) {
        replicas.remove(gone.range());
        return this;
    }

    private Behavior<Command> onCountTraffic(CountTraffic query) {
        query.replyTo().tell(new Traffic(traffic));
        return this;
    }
}
