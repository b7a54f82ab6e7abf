package io.biplane.kvserver.wall;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;

import io.biplane.base.id.RangeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Span;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchExecutor;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.clock.ClockDoor;
import io.biplane.kv.server.KvServerProtocol;
import io.biplane.kv.server.TenantTraffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The wall of one node. Takes batches of this node's clients ({@link KvServerProtocol.Route}) and of other nodes
 * ({@link KvServerProtocol.Forwarded}), judges them, and hands them to a replica here or to the peer's kv-server.
 * Answers go straight from the replica to the client.
 *
 * <p>Its maps are its only state: the replicas the store has announced, and counts.
 */
public final class KvServer extends AbstractBehavior<KvServerProtocol.Command> {
    private record Local(RangeDescriptor descriptor, BatchExecutor replica) {}

    private final KvServerSetup setup;
    private final ClockDoor door;
    private final TreeMap<RangeId, Local> replicas = new TreeMap<>();
    private final TreeMap<TenantId, TenantTraffic> traffic = new TreeMap<>();

    private KvServer(ActorContext<KvServerProtocol.Command> context, KvServerSetup setup) {
        super(context);
        this.setup = setup;
        this.door = new ClockDoor(setup.clock(), setup.services()::emit, KvServerProtocol.SERVICE);
    }

    /** The kv-server of a node; binds itself as service {@value #KvServerProtocol.SERVICE}. */
    public static Behavior<KvServerProtocol.Command> create(KvServerSetup setup) {
        return Behaviors.setup(context -> {
            setup.services().transport().bind(KvServerProtocol.SERVICE, context.getSelf());
            return new KvServer(context, setup);
        });
    }

    @Override
    public Receive<KvServerProtocol.Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(KvServerProtocol.Route.class, this::onRoute)
                .onMessage(KvServerProtocol.Forwarded.class, this::onForwarded)
                .onMessage(KvServerProtocol.ReplicaAvailable.class, this::onReplicaAvailable)
                .onMessage(KvServerProtocol.ReplicaGone.class, this::onReplicaGone)
                .onMessage(KvServerProtocol.CountTraffic.class, this::onCountTraffic)
                .build();
    }

    private Behavior<KvServerProtocol.Command> onRoute(KvServerProtocol.Route route) {
        setup.services().charge(setup.costs().rpcNanos());
        if (isRefused(route.batch(), route.requestId(), route.replyTo())) {
            return this;
        }
        if (route.target().equals(setup.self())) {
            serve(route.range(), route.batch(), route.requestId(), route.replyTo());
            return this;
        }
        count(route.batch().tenant(), TenantTraffic::sentOn);
        KvServerProtocol.Forwarded forwarded = new KvServerProtocol.Forwarded(
                setup.self(),
                route.range(),
                setup.clock().now(),
                route.batch(),
                route.requestId(),
                route.replyTo());
        setup.services()
                .transport()
                .send(route.target().hostName(), KvServerProtocol.SERVICE, forwarded);
        return this;
    }

    private Behavior<KvServerProtocol.Command> onForwarded(KvServerProtocol.Forwarded forwarded) {
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

    private Behavior<KvServerProtocol.Command> onReplicaAvailable(
            KvServerProtocol.ReplicaAvailable available) {
        replicas.put(
                available.descriptor().id(),
                new Local(available.descriptor(), available.replica()));
        return this;
    }

    private Behavior<KvServerProtocol.Command> onReplicaGone(KvServerProtocol.ReplicaGone gone) {
        replicas.remove(gone.range());
        return this;
    }

    private Behavior<KvServerProtocol.Command> onCountTraffic(KvServerProtocol.CountTraffic query) {
        query.replyTo().tell(new KvServerProtocol.Traffic(traffic));
        return this;
    }
}
