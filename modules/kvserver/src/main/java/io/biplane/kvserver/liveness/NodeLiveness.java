package io.biplane.kvserver.liveness;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Disk;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.api.TxnId;
import io.biplane.kv.clock.ClockDoor;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.route.KvClient;
import io.biplane.kvserver.change.KvServerChange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps a node's liveness record alive, tells the peers of it, and raises epochs of others' expired
 * records on request.
 *
 * <p>An attempt to heartbeat begins with a sync of the disk, so that a node whose disk hangs is not
 * alive, and may last one interval; then the next begins, whatever became of it. Mutable: the own
 * record, requests under way, the states last shown.
 */
public final class NodeLiveness extends AbstractBehavior<NodeLiveness.Command> {
    /** Name under which peers reach it. */
    public static final String SERVICE = "liveness";

    /** What it understands. */
    public sealed interface Command {}

    /** A peer's news of a record. */
    @TraceName("liveness.gossip")
    public record Gossip(NodeId from, LivenessRecord record, Timestamp sentAt) implements Command {}

    /** Heartbeat now; one that is under way counts. */
    @TraceName("liveness.heartbeat-now")
    public enum HeartbeatNow implements Command {
        INSTANCE
    }

    /**
     * Raise a node's epoch above {@code epoch}, if its record has expired; the outcome shows in the
     * view.
     */
    @TraceName("liveness.bump-epoch")
    public record BumpEpoch(NodeId node, long epoch) implements Command {}

    /** Show this node as draining, or not any more. */
    @TraceName("liveness.set-draining")
    public record SetDraining(boolean draining, ActorRef<Stored> replyTo) implements Command {}

    /** Change a node's membership. */
    @TraceName("liveness.set-membership")
    public record SetMembership(NodeId node, Membership membership, ActorRef<Stored> replyTo)
            implements Command {}

    /** What was asked for is in the liveness range. */
    @TraceName("liveness.stored")
    public record Stored(LivenessRecord record) {}

    @TraceName("liveness.answered")
    private record Answered(BatchAnswer answer) implements Command {}

    @TraceName("liveness.synced")
    private record Synced(long attempt, Disk.SyncOutcome outcome) implements Command {}

    @TraceName("liveness.tick")
    private enum Tick implements Command {
        INSTANCE
    }

    /** What a batch under way is for. */
    private sealed interface Pending {}

    private record Heartbeat(long attempt, LivenessRecord wanted) implements Pending {}

    private record Change(LivenessRecord wanted, List<ActorRef<Stored>> replyTo, boolean bump)
            implements Pending {}

    private enum LoadAll implements Pending {
        INSTANCE
    }

    private final NodeLivenessSetup setup;
    private final ActorRef<KvClient.Command> client;
    private final ActorRef<BatchAnswer> answers;
    private final StateReport report;
    private final ClockDoor door;
    private final TreeMap<Long, Pending> pending = new TreeMap<>();
    private final TreeSet<NodeId> changing = new TreeSet<>();
    private final List<ActorRef<Stored>> awaitingDraining = new ArrayList<>();
    private OwnRecord own;
    private long nextRequestId = 1;

    /** The heartbeat attempt under way, numbered from 1; 0 when there is none. */
    private long attempt;

    private long lastAttempt;

    /** Whether the records of all nodes were asked for; once this process has one of its own. */
    private boolean hasLookedAround;

    private NodeLiveness(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            NodeLivenessSetup setup,
            ActorRef<KvClient.Command> client) {
        super(context);
        this.setup = setup;
        this.client = client;
        this.own = OwnRecord.of(setup.self());
        this.report = new StateReport(setup);
        this.door = new ClockDoor(setup.clock(), setup.services()::emit, SERVICE);
        this.answers = context.messageAdapter(BatchAnswer.class, Answered::new);
        Duration interval = Duration.ofNanos(setup.config().liveness().heartbeatNanos());
        timers.startTimerAtFixedRate(Tick.INSTANCE, Tick.INSTANCE, interval);
        beginHeartbeat();
    }

    /** Node liveness over the node's own client; binds itself as service {@value #SERVICE}. */
    public static Behavior<Command> create(
            NodeLivenessSetup setup, ActorRef<KvClient.Command> client) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            setup.services().transport().bind(SERVICE, context.getSelf());
            return new NodeLiveness(context, timers, setup, client);
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Gossip.class, this::onGossip)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Synced.class, this::onSynced)
                .onMessage(HeartbeatNow.class, now -> onHeartbeatNow())
                .onMessage(BumpEpoch.class, this::onBumpEpoch)
                .onMessage(SetDraining.class, this::onSetDraining)
                .onMessage(SetMembership.class, this::onSetMembership)
                .build();
    }

    // ---- own record

    private Behavior<Command> onTick() {
        if (attempt != 0) {
            failed();
        }
        beginHeartbeat();
        report.refresh();
        return this;
    }

    private Behavior<Command> onHeartbeatNow() {
        if (attempt == 0) {
            beginHeartbeat();
        }
        return this;
    }

    private void beginHeartbeat() {
        attempt = ++lastAttempt;
        long current = attempt;
        ActorRef<Command> self = getContext().getSelf();
        setup.services().disk().sync(outcome -> self.tell(new Synced(current, outcome)));
    }

    private Behavior<Command> onSynced(Synced synced) {
        if (synced.attempt() == attempt && synced.outcome() == Disk.SyncOutcome.SYNCED) {
            sendHeartbeat();
        }
        return this;
    }

    private void sendHeartbeat() {
        long lifeNanos = setup.config().liveness().expirationNanos();
        LivenessRecord wanted = own.wanted(setup.clock().now().plusNanos(lifeNanos));
        send(own.request(wanted), new Heartbeat(attempt, wanted));
    }

    private void failed() {
        attempt = 0;
        setup.services().emit(new KvServerChange.HeartbeatFailed());
    }

    private void onHeartbeat(Heartbeat heartbeat, BatchReply reply) {
        if (reply instanceof BatchReply.Ok) {
            own = own.withStored(heartbeat.wanted());
            if (heartbeat.attempt() == attempt) {
                attempt = 0;
            }
            if (own.started()) {
                announce(own.stored().orElseThrow());
            }
        } else if (heartbeat.attempt() != attempt) {
            return; // given up before
        } else if (reply instanceof BatchReply.ConditionFailed other
                && other.actual().isPresent()) {
            LivenessRecord found = LivenessRecord.read(other.actual().get());
            own = own.withFound(found);
            adopt(found);
            sendHeartbeat();
        } else {
            failed();
        }
    }

    private void announce(LivenessRecord stored) {
        adopt(stored);
        gossip(stored);
        if (!hasLookedAround) {
            hasLookedAround = true;
            KvRequest all = new KvRequest.Scan(Keyspace.LIVENESS, Integer.MAX_VALUE, false);
            send(all, LoadAll.INSTANCE);
        }
        drainingIsStored(stored);
    }

    private Behavior<Command> onSetDraining(SetDraining message) {
        own = own.withDraining(message.draining());
        awaitingDraining.add(message.replyTo());
        beginHeartbeat(); // one under way carries the old value
        return this;
    }

    private void drainingIsStored(LivenessRecord stored) {
        if (stored.draining() == own.draining()) {
            awaitingDraining.forEach(replyTo -> replyTo.tell(new Stored(stored)));
            awaitingDraining.clear();
        } else if (attempt == 0) {
            beginHeartbeat();
        }
    }

    // ---- others' records

    private Behavior<Command> onBumpEpoch(BumpEpoch bump) {
        LivenessRecord known = setup.view().current().record(bump.node()).orElse(null);
        boolean due = known != null
                && known.epoch() == bump.epoch()
                && !known.isLive(setup.clock().peek())
                && changing.add(bump.node());
        if (due) {
            change(known, known.withEpoch(known.epoch() + 1), List.of(), true);
        }
        return this;
    }

    private Behavior<Command> onSetMembership(SetMembership message) {
        LivenessRecord known = setup.view()
                .current()
                .record(message.node())
                .orElse(LivenessRecord.initial(message.node()));
        change(
                known,
                known.withMembership(message.membership()),
                List.of(message.replyTo()),
                false);
        return this;
    }

    private void change(
            LivenessRecord known,
            LivenessRecord wanted,
            List<ActorRef<Stored>> replyTo,
            boolean bump) {
        KvRequest request = new KvRequest.ConditionalPut(
                Keyspace.liveness(known.node()), known.bytes(), wanted.bytes());
        send(request, new Change(wanted, replyTo, bump));
    }

    private void onChange(Change change, BatchReply reply) {
        LivenessRecord wanted = change.wanted();
        changing.remove(wanted.node());
        if (reply instanceof BatchReply.Ok) {
            if (change.bump()) {
                setup.services()
                        .emit(new KvServerChange.EpochBumped(wanted.node(), wanted.epoch()));
            }
            adopt(wanted);
            gossip(wanted);
            change.replyTo().forEach(replyTo -> replyTo.tell(new Stored(wanted)));
        } else if (reply instanceof BatchReply.ConditionFailed other
                && other.actual().isPresent()) {
            LivenessRecord found = LivenessRecord.read(other.actual().get());
            adopt(found);
            if (!change.bump()) {
                change(found, found.withMembership(wanted.membership()), change.replyTo(), false);
            }
        }
    }

    private Behavior<Command> onGossip(Gossip gossip) {
        if (door.admits(gossip.sentAt(), gossip.from().hostName())) {
            adopt(gossip.record());
        }
        return this;
    }

    private void onLoaded(BatchReply reply) {
        if (reply instanceof BatchReply.Ok ok) {
            for (KvResponse.Row row : ((KvResponse.Rows) ok.responses().get(0)).rows()) {
                adopt(LivenessRecord.read(row.value()));
            }
        }
    }

    /** A record of the process before this one would make its leases look valid here: it is no news. */
    private void adopt(LivenessRecord record) {
        if (record.node().equals(setup.self()) && !own.isOfThisProcess(record)) {
            return;
        }
        setup.view().set(setup.view().current().with(record, setup.clock().peek()));
        report.refresh();
    }

    private void gossip(LivenessRecord record) {
        TreeSet<NodeId> nodes = new TreeSet<>(setup.peers());
        nodes.addAll(setup.view().current().records().keySet());
        nodes.remove(setup.self());
        Gossip message = new Gossip(setup.self(), record, setup.clock().now());
        for (NodeId node : nodes) {
            setup.services().transport().send(node.hostName(), SERVICE, message);
        }
    }

    // ---- batches

    private void send(KvRequest request, Pending purpose) {
        long id = nextRequestId++;
        pending.put(id, purpose);
        // The process start tells this process's batches from those of the one before.
        TxnId txn = new TxnId(setup.self().value(), report.startedAtNanos(), id);
        BatchRequest batch = new BatchRequest(
                TenantId.SYSTEM, txn, Timestamp.ZERO, Timestamp.ZERO, List.of(request));
        client.tell(new KvClient.Send(batch, id, answers));
    }

    private Behavior<Command> onAnswered(Answered answered) {
        Pending purpose = pending.remove(answered.answer().requestId());
        BatchReply reply = answered.answer().reply();
        if (purpose instanceof Heartbeat heartbeat) {
            onHeartbeat(heartbeat, reply);
        } else if (purpose instanceof Change change) {
            onChange(change, reply);
        } else {
            onLoaded(reply);
        }
        return this;
    }
}
