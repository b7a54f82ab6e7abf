package io.biplane.kvserver.snapshot;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.clock.ClockDoor;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.config.KvCostModel;
import io.biplane.kv.config.NodeView;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.message.RaftMessage;
import io.biplane.settings.kv.KvConfig;
import io.biplane.settings.kv.KvSettings;
import io.biplane.storage.engine.SpanSnapshot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings snapshots of this node's ranges to other nodes, and takes in what other nodes bring: the actor around {@link SnapshotSender}
 * and {@link SnapshotReceiver}. Child of the store, which gets what arrives.
 */
public final class SnapshotTransfers extends AbstractBehavior<SnapshotTransfers.Command> {
    /** Name under which other nodes' couriers reach it. */
    public static final String SERVICE = "snapshots";

    /** What it understands. */
    public sealed interface Command {}

    /**
     * Bring a snapshot to a follower.
     *
     * @param to the follower's node
     * @param message Raft's, with a {@code SnapshotData}
     * @param replyTo told {@link Ended} once, unless the order is cancelled
     */
    @TraceName("snapshot.send")
    public record Send(
            RangeId range, NodeId to, RaftMessage.InstallSnapshot message, ActorRef<Ended> replyTo)
            implements Command {}

    /** The replica of this range has no use for its orders any more. */
    @TraceName("snapshot.cancel")
    public record Cancel(RangeId range) implements Command {}

    @TraceName("snapshot.received")
    private record Received(Parcel parcel) implements Command {}

    @TraceName("snapshot.peer-gone")
    private record PeerGone(Transport.PeerLost peer) implements Command {}

    @TraceName("snapshot.tick")
    private enum Tick implements Command {
        INSTANCE
    }

    /**
     * How an order ended.
     *
     * @param follower whose snapshot
     * @param node where the follower lives
     * @param isDelivered whether the node has it all; if not, {@code detail} says why
     */
    @TraceName("snapshot.ended")
    public record Ended(ReplicaId follower, NodeId node, boolean isDelivered, String detail) {}

    /** A snapshot for a replica of this node, whole. */
    @TraceName("snapshot.arrived")
    public record Arrived(NodeId from, RangeId range, RaftMessage.InstallSnapshot message) {}

    /** What a courier works with. */
    public record Setup(
            NodeId self,
            HostServices services,
            HybridClock clock,
            KvConfig config,
            NodeView<KvSettings> settings,
            KvCostModel costs,
            ActorRef<Arrived> arrivals) {}

    private final Setup setup;
    private final TimerScheduler<Command> timers;
    private final ClockDoor door;
    private final SnapshotLimits limits;
    private final SnapshotSender sender;
    private final SnapshotReceiver receiver;
    /** When the timer fires; {@code Long.MAX_VALUE} when it is not set. */
    private long alarmAtNanos = Long.MAX_VALUE;

    private SnapshotTransfers(
            ActorContext<Command> context, TimerScheduler<Command> timers, Setup setup) {
        super(context);
        this.setup = setup;
        this.timers = timers;
        this.limits = SnapshotLimits.of(setup.config());
        HostServices services = setup.services();
        this.door = new ClockDoor(setup.clock(), services::emit, SERVICE);
        this.sender = new SnapshotSender(setup.self(), services.monotonicNanos(), limits);
        this.receiver = new SnapshotReceiver(limits, services.disk()::hasRoomFor);
        services.transport().bind(SERVICE, context.messageAdapter(Parcel.class, Received::new));
        services.transport()
                .onPeerLost(context.messageAdapter(Transport.PeerLost.class, PeerGone::new));
    }

    /** The courier of a node. */
    public static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new SnapshotTransfers(context, timers, setup)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Send.class, order -> after(() -> sender.add(order)))
                .onMessage(Cancel.class, cancel -> after(() -> sender.cancel(cancel.range())))
                .onMessage(Received.class, received -> after(() -> onParcel(received.parcel())))
                .onMessage(PeerGone.class, gone -> after(() -> onPeerLost(gone.peer())))
                .onMessageEquals(Tick.INSTANCE, this::onTick)
                .build();
    }

    private Behavior<Command> onTick() {
        alarmAtNanos = Long.MAX_VALUE;
        return after(() -> receiver.tick(nowNanos()));
    }

    private long nowNanos() {
        return setup.services().monotonicNanos();
    }

    private void onParcel(Parcel parcel) {
        setup.services().charge(setup.costs().rpcNanos());
        if (!door.admits(parcel.sentAt(), parcel.from().hostName())) {
            return; // the sender gives the snapshot up when nothing is answered
        }
        SnapshotMessage message = parcel.message();
        if (message instanceof SnapshotMessage.Part part) {
            chargeFor(part.content());
        }
        if (message.id().from().equals(setup.self())) {
            sender.onReply(message, nowNanos());
        } else {
            receiver.onMessage(message, nowNanos());
        }
    }

    /** Reading rows, or taking them in, costs what a scan's rows cost. */
    private void chargeFor(SpanSnapshot content) {
        int records = content.versions().size() + content.locals().size();
        setup.services().charge(records * setup.costs().rowNanos());
    }

    private void onPeerLost(Transport.PeerLost peer) {
        if (peer.service().isEmpty() || peer.service().equals(SERVICE)) {
            NodeId.ofHost(peer.host()).ifPresent(node -> {
                sender.onPeerLost(node, nowNanos());
                receiver.onPeerLost(node, nowNanos());
            });
        }
    }

    private Behavior<Command> after(Runnable work) {
        sender.limits(limits.withRate(setup.settings().current().snapshotBytesPerSecond()));
        work.run();
        sender.tick(nowNanos());
        List<SnapshotOutput> outputs = new ArrayList<>(receiver.take());
        outputs.addAll(sender.take());
        outputs.forEach(this::carryOut);
        setAlarm();
        return this;
    }

    private void carryOut(SnapshotOutput output) {
        if (output instanceof SnapshotOutput.Tell tell) {
            setup.services().charge(setup.costs().rpcNanos());
            if (tell.message() instanceof SnapshotMessage.Part part) {
                chargeFor(part.content());
            }
            Parcel parcel = new Parcel(setup.self(), setup.clock().now(), tell.message());
            setup.services().transport().send(tell.node().hostName(), SERVICE, parcel);
        } else if (output instanceof SnapshotOutput.End end) {
            end.order().replyTo().tell(end.ended());
        } else if (output instanceof SnapshotOutput.Arrive arrive) {
            setup.arrivals().tell(arrive.arrived());
        }
    }

    /** Sets the timer to the next deadline, unless it fires earlier anyway. */
    private void setAlarm() {
        long due = Math.min(sender.deadlineNanos(), receiver.deadlineNanos());
        if (due < alarmAtNanos) {
            alarmAtNanos = due;
            long delayNanos = Math.max(0, due - nowNanos());
            timers.startSingleTimer(Tick.INSTANCE, Tick.INSTANCE, Duration.ofNanos(delayNanos));
        }
    }
}
