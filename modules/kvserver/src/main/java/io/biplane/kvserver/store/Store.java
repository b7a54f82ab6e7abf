package io.biplane.kvserver.store;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Disk.SyncOutcome;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.clock.ClockDoor;
import io.biplane.kvserver.log.DiskFailure;
import io.biplane.kvserver.replica.Replica;
import io.biplane.kvserver.replica.ReplicaNotice;
import io.biplane.kvserver.replica.ReplicaStatus;
import io.biplane.kvserver.snapshot.SnapshotTransfers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One node's store: parent of its replicas, their post office, their alarm clock.
 *
 * <p>Bound as service {@value #SERVICE}. One packet a peer a flush carries all groups' messages; one timer a node serves all
 * groups' deadlines; a group that sleeps costs nothing here. A replica that fails fails the store, and with it the node.
 */
public final class Store extends AbstractBehavior<Store.Command> {
    /** Name under which peers' stores reach it. */
    public static final String SERVICE = "raft";

    /** What it understands. */
    public sealed interface Command {}

    /**
     * One pass of a drain: gives all leases and leaderships away as far as possible, answers when none is left or the time
     * is up. The node counts as draining from then on.
     */
    @TraceName("store.transfer-all-leases")
    public record TransferAllLeases(long passNanos, ActorRef<DrainProgress> replyTo)
            implements Command {}

    /** Ends what {@link TransferAllLeases} began: the node may take leases again. */
    @TraceName("store.stop-draining")
    public enum StopDraining implements Command {
        INSTANCE
    }

    /** Hand a range's lease over, if it is here. */
    @TraceName("store.transfer-lease")
    public record TransferLease(RangeId range, NodeId to) implements Command {}

    /** Hand a group's leadership over, if it is here and the lease is not. */
    @TraceName("store.transfer-leadership")
    public record TransferLeadership(RangeId range, NodeId to) implements Command {}

    /** Add and remove replicas of a range, if its lease and leadership are here. */
    @TraceName("store.change-replicas")
    public record ChangeReplicas(RangeId range, Optional<NodeId> add, Optional<NodeId> remove)
            implements Command {}

    /** Asks what the store knows of its replicas. */
    @TraceName("store.status")
    public record Status(ActorRef<StoreStatus> replyTo) implements Command {}

    /** Ranges whose lease or leadership is still here. */
    @TraceName("store.drain-progress")
    public record DrainProgress(int remaining) {}

    @TraceName("store.from-replica")
    private record FromReplica(ReplicaNotice notice) implements Command {}

    @TraceName("store.received")
    private record Received(RaftEnvelope envelope) implements Command {}

    @TraceName("store.snapshot-arrived")
    private record SnapshotArrived(SnapshotTransfers.Arrived snapshot) implements Command {}

    /** An addressing record was written, or not. */
    @TraceName("store.record-answered")
    private record RecordAnswered(BatchAnswer answer) implements Command {}

    @TraceName("store.bootstrapped")
    private record Bootstrapped(SyncOutcome outcome) implements Command {}

    @TraceName("store.flush")
    private enum Flush implements Command {
        INSTANCE
    }

    @TraceName("store.alarm")
    private enum Alarm implements Command {
        INSTANCE
    }

    /** What matters has changed for replicas that depend on these nodes, or that have members on those. */
    @TraceName("store.peers-changed")
    private record PeersChanged(TreeSet<NodeId> dependedOn, TreeSet<NodeId> supporters)
            implements Command {}

    @TraceName("store.version-changed")
    private enum VersionChanged implements Command {
        INSTANCE
    }

    private final StoreSetup setup;
    private final TimerScheduler<Command> timers;
    private final Replicas replicas;
    private final RaftTransport post;
    private final ClockDoor door;
    private final Deadlines deadlines;
    private final PeerExpiry peers;
    private final Addressing addressing;
    private final ReplicateQueue replicateQueue;
    private final Drain drain;
    /** All that falls due by time, in the order in which what is due at one instant is run. */
    private final List<StoreQueue> queues;
    /** When the one timer fires; {@code Long.MAX_VALUE} when it is not set. */
    private long alarmAtNanos = Long.MAX_VALUE;
    /** While the first boot's state is on its way to the disk; what peers say then is lost, as to a closed port. */
    private boolean isBootstrapping;

    private Store(ActorContext<Command> context, TimerScheduler<Command> timers, StoreSetup setup) {
        super(context);
        this.setup = setup;
        this.timers = timers;
        ActorRef<ReplicaNotice> notices =
                context.messageAdapter(ReplicaNotice.class, FromReplica::new);
        ActorRef<Command> self = context.getSelf();
        this.door = new ClockDoor(setup.views().clock(), setup.services()::emit, SERVICE);
        this.post = new RaftTransport(setup, () -> self.tell(Flush.INSTANCE));
        this.replicas = new Replicas(context, setup, notices, courier(context), post::add);
        this.addressing = new Addressing(
                setup, context.messageAdapter(BatchAnswer.class, RecordAnswered::new));
        this.deadlines = new Deadlines(range -> replicas.tell(range, Replica.Tick.INSTANCE));
        this.peers = new PeerExpiry(setup, replicas);
        this.replicateQueue = new ReplicateQueue(setup, replicas);
        this.drain = new Drain(setup, replicas);
        this.queues = List.of(deadlines, peers, replicateQueue, drain, addressing);
    }

    private ActorRef<SnapshotTransfers.Command> courier(ActorContext<Command> context) {
        ActorRef<SnapshotTransfers.Command> courier = context.spawn(
                SnapshotTransfers.create(new SnapshotTransfers.Setup(
                        setup.self(),
                        setup.services(),
                        setup.views().clock(),
                        setup.settings().config(),
                        setup.views().settings(),
                        setup.settings().costs(),
                        context.messageAdapter(
                                SnapshotTransfers.Arrived.class, SnapshotArrived::new))),
                "snapshots");
        context.watch(courier);
        return courier;
    }

    /** The store of a node; starts all replicas its disk holds, or its share of the bootstrap plan. */
    public static Behavior<Command> create(StoreSetup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Store store = new Store(context, timers, setup);
            store.begin();
            return store;
        }));
    }

    private void begin() {
        ActorRef<Command> self = getContext().getSelf();
        setup.services()
                .transport()
                .bind(SERVICE, getContext().messageAdapter(RaftEnvelope.class, Received::new));
        tellOfPeers(self);
        setup.views().version().onChange(version -> self.tell(VersionChanged.INSTANCE));
        replicateQueue.schedule(now());
        if (Bootstrap.isDone(setup.engine())) {
            replicas.startAll();
            setAlarm();
        } else {
            isBootstrapping = true;
            Bootstrap.write(setup.engine(), setup.cluster().plan(), setup.self());
            setup.engine().sync(outcome -> self.tell(new Bootstrapped(outcome)));
        }
    }

    /**
     * Views change often and matter seldom, so they are compared where they are set; what was seen there is a memory of its own,
     * apart from the store's.
     */
    private void tellOfPeers(ActorRef<Command> self) {
        PeerMarks seen = new PeerMarks();
        setup.views().liveness().onChange(view -> {
            TreeSet<NodeId> news = seen.newsOfLiveness(view, hybridNow());
            if (!news.isEmpty()) {
                self.tell(new PeersChanged(news, new TreeSet<>()));
            }
        });
        setup.views().support().onChange(view -> {
            TreeSet<NodeId> given = seen.newsOfGiven(view);
            TreeSet<NodeId> received = seen.newsOfReceived(view);
            if (!given.isEmpty() || !received.isEmpty()) {
                self.tell(new PeersChanged(given, received));
            }
        });
    }

    private long now() {
        return setup.services().monotonicNanos();
    }

    private Timestamp hybridNow() {
        return setup.views().clock().peek();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(FromReplica.class, this::onNotice)
                .onMessage(Received.class, this::onReceived)
                .onMessage(SnapshotArrived.class, this::onSnapshotArrived)
                .onMessageEquals(Flush.INSTANCE, this::onFlush)
                .onMessageEquals(Alarm.INSTANCE, this::onAlarm)
                .onMessage(PeersChanged.class, this::onPeersChanged)
                .onMessageEquals(VersionChanged.INSTANCE, this::onVersionChanged)
                .onMessage(Bootstrapped.class, this::onBootstrapped)
                .onMessage(RecordAnswered.class, this::onRecordAnswered)
                .onMessage(TransferAllLeases.class, this::onTransferAllLeases)
                .onMessageEquals(StopDraining.INSTANCE, this::onStopDraining)
                .onMessage(TransferLease.class, this::onTransferLease)
                .onMessage(TransferLeadership.class, this::onTransferLeadership)
                .onMessage(ChangeReplicas.class, this::onChangeReplicas)
                .onMessage(Status.class, this::onStatus)
                .onSignal(ChildFailed.class, this::onReplicaFailed)
                .onSignal(Terminated.class, this::onReplicaStopped)
                .build();
    }

    // ---- life of replicas

    private Behavior<Command> onBootstrapped(Bootstrapped bootstrapped) {
        if (bootstrapped.outcome() != SyncOutcome.SYNCED) {
            throw new DiskFailure("the first sync of the engine failed");
        }
        isBootstrapping = false;
        replicas.startPlanned();
        setAlarm();
        return this;
    }

    private Behavior<Command> onReplicaFailed(ChildFailed failed) {
        throw new DiskFailure(
                "a part of this store failed: " + failed.getRef().path().name(), failed.getCause());
    }

    private Behavior<Command> onReplicaStopped(Terminated terminated) {
        replicas.onStopped(terminated.getRef().path().name());
        return this;
    }

    // ---- notices

    private Behavior<Command> onNotice(FromReplica message) {
        ReplicaNotice notice = message.notice();
        if (notice instanceof ReplicaNotice.DeadlineSet deadline) {
            onDeadline(deadline);
        } else if (notice instanceof ReplicaNotice.StatusChanged changed) {
            onStatusChanged(changed.status());
        } else if (notice instanceof ReplicaNotice.Available available) {
            replicas.announce(available.descriptor());
        } else if (notice instanceof ReplicaNotice.Gone gone) {
            deadlines.set(gone.range(), Long.MAX_VALUE);
            addressing.release(gone.range());
            replicas.onGone(gone.range(), gone.nextReplicaId());
        } else if (notice instanceof ReplicaNotice.ReplicasChanged ended) {
            replicateQueue.onEnded(ended.range(), ended.isDone(), now());
            setAlarm();
        }
        return this;
    }

    private void onDeadline(ReplicaNotice.DeadlineSet deadline) {
        if (!replicas.isGone(deadline.range())) {
            deadlines.set(deadline.range(), deadline.atNanos());
            setAlarm();
        }
    }

    private void onStatusChanged(ReplicaStatus status) {
        replicas.onStatus(status);
        if (status.holdsLease() && status.descriptor().isPresent()) {
            addressing.update(status.descriptor().get(), now());
        } else {
            addressing.release(status.range());
        }
        drain.endPassIfDone();
    }

    private Behavior<Command> onRecordAnswered(RecordAnswered answered) {
        addressing.onAnswer(answered.answer(), now());
        setAlarm();
        return this;
    }

    // ---- post

    private Behavior<Command> onFlush() {
        post.flush(envelope -> getContext().getSelf().tell(new Received(envelope)));
        return this;
    }

    private Behavior<Command> onReceived(Received received) {
        if (isBootstrapping) {
            return this; // else a peer's word would start a planned replica as a newcomer
        }
        RaftEnvelope envelope = received.envelope();
        setup.services().charge(setup.settings().costs().rpcNanos());
        if (!door.admits(envelope.sentAt(), envelope.from().hostName())) {
            return this; // lost, as on the way: Raft asks and tells again
        }
        post.deliver(envelope, replicas);
        return this;
    }

    private Behavior<Command> onSnapshotArrived(SnapshotArrived arrived) {
        if (!isBootstrapping) {
            post.deliver(arrived.snapshot(), replicas);
        }
        return this;
    }

    // ---- time

    /** Sets the one timer to the earliest of all deadlines, if it is not set to something earlier already. */
    private void setAlarm() {
        long earliest = Long.MAX_VALUE;
        for (StoreQueue queue : queues) {
            earliest = Math.min(earliest, queue.dueNanos());
        }
        if (earliest < alarmAtNanos) {
            alarmAtNanos = earliest;
            long delayNanos = Math.max(0, earliest - now());
            timers.startSingleTimer(Alarm.INSTANCE, Alarm.INSTANCE, Duration.ofNanos(delayNanos));
        }
    }

    private Behavior<Command> onAlarm() {
        alarmAtNanos = Long.MAX_VALUE;
        long nowNanos = now();
        for (StoreQueue queue : queues) {
            if (nowNanos >= queue.dueNanos()) {
                queue.run(nowNanos);
            }
        }
        setAlarm();
        return this;
    }

    // ---- views

    private Behavior<Command> onPeersChanged(PeersChanged news) {
        peers.alert(news.dependedOn(), news.supporters());
        peers.run(now());
        setAlarm();
        return this;
    }

    private Behavior<Command> onVersionChanged() {
        replicas.all().forEach(hosted -> hosted.ref().tell(Replica.LookAgain.INSTANCE));
        return this;
    }

    // ---- orders

    private Behavior<Command> onTransferAllLeases(TransferAllLeases order) {
        drain.begin(now() + order.passNanos(), order.replyTo());
        setAlarm();
        return this;
    }

    private Behavior<Command> onStopDraining() {
        drain.stop();
        return this;
    }

    private Behavior<Command> onTransferLease(TransferLease order) {
        replicas.tell(order.range(), new Replica.TransferLease(order.to()));
        return this;
    }

    private Behavior<Command> onTransferLeadership(TransferLeadership order) {
        replicas.tell(order.range(), new Replica.TransferLeadership(order.to()));
        return this;
    }

    private Behavior<Command> onChangeReplicas(ChangeReplicas order) {
        replicas.tell(order.range(), new Replica.ChangeReplicas(order.add(), order.remove()));
        return this;
    }

    private Behavior<Command> onStatus(Status query) {
        query.replyTo().tell(status());
        return this;
    }

    private StoreStatus status() {
        List<ReplicaStatus> statuses = new ArrayList<>();
        replicas.all().forEach(hosted -> hosted.status().ifPresent(statuses::add));
        return new StoreStatus(drain.isDraining(), statuses);
    }
}
