package io.biplane.kvserver.clock;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.Disk;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.clock.RemoteClocks.Standing;
import io.biplane.settings.kv.ClockText;

import java.time.Duration;

/**
 * Watches a node's clock for the life of its process: has a new process wait until its readings are
 * above those of the one before, measures the peers' clocks, keeps the persisted bound ahead, and
 * tells when the process has to end.
 *
 * <pre>
 *   start ──► waiting for the wall clock ──► (persisting the first bound) ──► Ready ──► watching
 *                        └───────────────────────── Unreliable ◄────────────────────────────┘
 * </pre>
 *
 * <p>Pings and their answers carry wall clocks, not hybrid ones, and pass no {@code ClockDoor}: they
 * are there to tell how far off a clock is.
 */
public final class NodeClock extends AbstractBehavior<NodeClock.Command> {
    /** Name under which peers reach it. */
    public static final String SERVICE = "clock";

    /**
     * The bound is so many intervals ahead when it is persisted. Source: CockroachDB {@code
     * periodicallyPersistHLCUpperBound}.
     */
    private static final int BOUND_INTERVALS = 3;

    /** A ping and its answer: ids and times. Source: CockroachDB {@code rpc.PingRequest}. */
    private static final int PING_BYTES = 96;

    /** What it understands. */
    public sealed interface Command {}

    /** Keep the bound fresh so often from now on; 0 ends that. */
    @TraceName("clock.persist-every")
    public record PersistEvery(long nanos) implements Command {}

    /** A peer's ping. */
    @TraceName("clock.ping")
    record Ping(NodeId from, long number, long sentAtNanos) implements Command, Transport.Sized {
        @Override
        public int wireBytes() {
            return PING_BYTES;
        }
    }

    /** A peer's answer, with what the ping had and the peer's wall clock. */
    @TraceName("clock.pong")
    record Pong(NodeId from, long number, long sentAtNanos, long wallNanos)
            implements Command, Transport.Sized {
        @Override
        public int wireBytes() {
            return PING_BYTES;
        }
    }

    @TraceName("clock.peer-gone")
    private record PeerGone(Transport.PeerLost peer) implements Command {}

    @TraceName("clock.bound-synced")
    private record BoundSynced(long boundNanos, Disk.SyncOutcome outcome) implements Command {}

    @TraceName("clock.beyond-bound")
    private record BeyondBound(long wallNanos) implements Command {}

    @TraceName("clock.timer")
    private enum Timer implements Command {
        /** Look at the wall clock again: is the wait over? */
        WAIT,
        /** Ping everybody. */
        PING,
        /** Persist the next bound. */
        PERSIST,
        /** Somebody's timestamp was refused: is it this node's clock? */
        LOOK
    }

    /** What it tells the process. */
    public sealed interface News {}

    /** Readings are above those of the process before: everything else may start. */
    @TraceName("clock.ready")
    public enum Ready implements News {
        INSTANCE
    }

    /** The process must end at once. The text is the modelled system's. */
    @TraceName("clock.unreliable")
    public record Unreliable(String reason) implements News {}

    private final NodeClockSetup setup;
    private final TimerScheduler<Command> timers;
    private final ClockVolume volume;
    private final RemoteClocks remote;
    private long persistIntervalNanos;

    /** Wall time that has to be passed before this process may begin. */
    private final long beginAfterNanos;

    /** Whether the trace has been told that this process waits. */
    private boolean isWaiting;

    private boolean isReady;

    /** What the last look found. */
    private boolean isUnreliable;

    /** Whether a look or a report is on its way, so that a flood of refusals asks for one. */
    private boolean isAlarmed;

    private NodeClock(
            ActorContext<Command> context, TimerScheduler<Command> timers, NodeClockSetup setup) {
        super(context);
        this.setup = setup;
        this.timers = timers;
        this.volume = ClockVolume.on(setup.services().disk());
        this.remote = new RemoteClocks(
                setup.config().clocks().toleratedNanos(),
                setup.config().routing().sendTimeoutNanos());
        this.persistIntervalNanos = setup.persistIntervalNanos();
        this.beginAfterNanos = beginAfterNanos();
        volume.markRun(setup.services().disk());
        setup.clock().alarms(alarms(context.getSelf()));
        setup.services()
                .transport()
                .onPeerLost(context.messageAdapter(Transport.PeerLost.class, PeerGone::new));
        long periodNanos = setup.config().routing().probeNanos();
        // Nodes do not ping in step: the rounds after the first come at a drawn instant.
        long firstNanos = setup.services().random("clock").nextLong(periodNanos);
        timers.startTimerAtFixedRate(
                Timer.PING,
                Timer.PING,
                Duration.ofNanos(firstNanos),
                Duration.ofNanos(periodNanos));
        pingAll();
        onWait();
    }

    /** The watch of a node; binds itself as service {@value #SERVICE}. */
    public static Behavior<Command> create(NodeClockSetup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            setup.services().transport().bind(SERVICE, context.getSelf());
            return new NodeClock(context, timers, setup);
        }));
    }

    private HybridClock.Alarms alarms(ActorRef<Command> self) {
        return new HybridClock.Alarms() {
            @Override
            public void refused() {
                if (!isAlarmed) {
                    isAlarmed = true;
                    self.tell(Timer.LOOK);
                }
            }

            @Override
            public void beyondBound(long wallNanos) {
                if (!isAlarmed) {
                    isAlarmed = true;
                    self.tell(new BeyondBound(wallNanos));
                }
            }
        };
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Ping.class, this::onPing)
                .onMessage(Pong.class, this::onPong)
                .onMessage(PeerGone.class, this::onPeerGone)
                .onMessage(PersistEvery.class, this::onPersistEvery)
                .onMessage(BoundSynced.class, this::onBoundSynced)
                .onMessage(BeyondBound.class, this::onBeyondBound)
                .onMessageEquals(Timer.WAIT, this::onWait)
                .onMessageEquals(Timer.PING, this::onPingTimer)
                .onMessageEquals(Timer.PERSIST, this::onPersist)
                .onMessageEquals(Timer.LOOK, this::onLook)
                .build();
    }

    // ---- the start

    /**
     * A process that never ran has nothing to stay above. Else its clock may have been driven by
     * others' fast clocks, by up to the max offset, unless a bound says how far it got.
     */
    private long beginAfterNanos() {
        if (!volume.hasRun()) {
            return Long.MIN_VALUE;
        }
        return volume.boundNanos() != 0
                ? volume.boundNanos()
                : setup.clock().wallNanos() + setup.config().maxOffsetNanos();
    }

    private Behavior<Command> onWait() {
        long wallNanos = setup.clock().wallNanos();
        if (wallNanos <= beginAfterNanos) {
            if (!isWaiting) {
                isWaiting = true;
                setup.services()
                        .emit(new KvServerChange.ClockWaitBegun(
                                volume.boundNanos() != 0, beginAfterNanos - wallNanos));
            }
            // The clock may be set while we wait, and may not run true: look again at each ping.
            long patienceNanos = Math.min(
                    beginAfterNanos + 1 - wallNanos, setup.config().routing().probeNanos());
            timers.startSingleTimer(Timer.WAIT, Timer.WAIT, Duration.ofNanos(patienceNanos));
            return this;
        }
        boolean hasWaited = beginAfterNanos != Long.MIN_VALUE;
        if (hasWaited && look()) {
            return this;
        }
        if (persistIntervalNanos > 0) {
            onPersist();
        } else {
            becomeReady();
        }
        return this;
    }

    private void becomeReady() {
        if (!isReady) {
            isReady = true;
            setup.listener().tell(Ready.INSTANCE);
        }
    }

    // ---- the persisted bound

    private Behavior<Command> onPersistEvery(PersistEvery order) {
        if (order.nanos() == persistIntervalNanos) {
            return this;
        }
        persistIntervalNanos = order.nanos();
        if (persistIntervalNanos > 0) {
            return onPersist();
        }
        timers.cancel(Timer.PERSIST);
        setup.clock().bound(Long.MAX_VALUE);
        volume.bound(0, setup.services().disk());
        return this;
    }

    private Behavior<Command> onPersist() {
        long boundNanos = Math.max(
                volume.boundNanos(),
                setup.clock().peek().wallNanos() + BOUND_INTERVALS * persistIntervalNanos);
        Disk disk = setup.services().disk();
        volume.bound(boundNanos, disk);
        ActorRef<Command> self = getContext().getSelf();
        disk.sync(outcome -> self.tell(new BoundSynced(boundNanos, outcome)));
        timers.startSingleTimer(
                Timer.PERSIST, Timer.PERSIST, Duration.ofNanos(persistIntervalNanos));
        return this;
    }

    private Behavior<Command> onBoundSynced(BoundSynced synced) {
        if (synced.outcome() == Disk.SyncOutcome.SYNCED && persistIntervalNanos > 0) {
            setup.clock().bound(synced.boundNanos());
            becomeReady();
        }
        return this;
    }

    private Behavior<Command> onBeyondBound(BeyondBound beyond) {
        setup.listener()
                .tell(new Unreliable("wall time " + beyond.wallNanos()
                        + " is not allowed to be greater than upper bound of "
                        + volume.boundNanos()));
        return this;
    }

    // ---- the peers' clocks

    private Behavior<Command> onPingTimer() {
        if (!look()) {
            pingAll();
        }
        return this;
    }

    private void pingAll() {
        long nowNanos = setup.services().monotonicNanos();
        for (NodeId peer : setup.peers()) {
            Ping ping = new Ping(setup.self(), remote.ping(peer), nowNanos);
            setup.services().transport().send(peer.hostName(), SERVICE, ping);
        }
    }

    private Behavior<Command> onPing(Ping ping) {
        Pong pong = new Pong(
                setup.self(), ping.number(), ping.sentAtNanos(), setup.clock().wallNanos());
        setup.services().transport().send(ping.from().hostName(), SERVICE, pong);
        return this;
    }

    private Behavior<Command> onPong(Pong pong) {
        remote.answered(
                pong.from(),
                pong.number(),
                pong.sentAtNanos(),
                pong.wallNanos(),
                setup.services().monotonicNanos());
        return this;
    }

    private Behavior<Command> onPeerGone(PeerGone gone) {
        String service = gone.peer().service();
        if (service.isEmpty() || service.equals(SERVICE)) {
            NodeId.ofHost(gone.peer().host()).ifPresent(remote::lost);
        }
        return this;
    }

    private Behavior<Command> onLook() {
        isAlarmed = false;
        look();
        return this;
    }

    /** Whether the process has to end; tells so. */
    private boolean look() {
        Standing standing =
                remote.standing(setup.clock().wallNanos(), setup.services().monotonicNanos());
        boolean wasUnreliable = isUnreliable;
        isUnreliable = standing.isUnreliable();
        if (!isUnreliable) {
            return false;
        }
        String text = "clock synchronization error: this node is more than "
                + ClockText.duration(setup.config().clocks().toleratedNanos())
                + " away from at least half of the known nodes (" + standing.within() + " of "
                + standing.measured() + " are within the offset)";
        if (!setup.config().clocks().endsProcess()) {
            if (!wasUnreliable) {
                setup.services().emit(new KvServerChange.ClockUnreliable(text));
            }
            return false;
        }
        setup.listener().tell(new Unreliable(text));
        return true;
    }
}
