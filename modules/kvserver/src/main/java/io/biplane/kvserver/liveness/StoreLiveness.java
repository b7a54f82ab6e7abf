package io.biplane.kvserver.liveness;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Disk;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.clock.ClockDoor;
import io.biplane.kvserver.liveness.SupportView.Support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks all peers for support each second and gives them support, as {@link SupportCore} says. One
 * message a peer a second each way.
 *
 * <p>What must be durable is written at once and synced before it is answered or shown; what comes
 * in during a sync shares the next one. A failed sync answers nothing: the peer takes this store
 * for silent. Withdrawal is looked for only when a promise can have run out, at instants of a 100
 * ms grid.
 */
public final class StoreLiveness extends AbstractBehavior<StoreLiveness.Command> {
    /** Name under which peers reach it. */
    public static final String SERVICE = "store-liveness";

    /** What it understands. */
    public sealed interface Command {}

    /**
     * A peer asks for support.
     *
     * @param until in the peer's clock
     */
    @TraceName("store-liveness.beat")
    public record Beat(NodeId from, long epoch, Timestamp until, Timestamp sentAt)
            implements Command {}

    /** A peer's answer: what it promises now. */
    @TraceName("store-liveness.promise")
    public record Promise(NodeId from, Support support, Timestamp sentAt) implements Command {}

    @TraceName("store-liveness.synced")
    private record Synced(SupportCore durable, List<NodeId> toAnswer, Disk.SyncOutcome outcome)
            implements Command {}

    @TraceName("store-liveness.tick")
    private enum Tick implements Command {
        INSTANCE
    }

    @TraceName("store-liveness.check")
    private enum Check implements Command {
        INSTANCE
    }

    private final StoreLivenessSetup setup;
    private final TimerScheduler<Command> timers;
    private final SupportVolume volume;
    private final ClockDoor door;

    /** No promise is withdrawn before: a store that was down cannot know who beat meanwhile. */
    private final Timestamp graceUntil;

    private final List<NodeId> unanswered = new ArrayList<>();
    private SupportCore core;
    private boolean syncing;

    /**
     * No higher epoch is asked for: it is the highest that is durable. 0 before the first sync of
     * this process.
     */
    private long durableEpoch;

    private StoreLiveness(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            StoreLivenessSetup setup) {
        super(context);
        this.setup = setup;
        this.timers = timers;
        this.door = new ClockDoor(setup.clock(), setup.services()::emit, SERVICE);
        this.volume = SupportVolume.on(setup.services().disk());
        this.graceUntil = setup.clock().peek().plusNanos(setup.timings().supportNanos());
        this.core = volume.content().restarted();
        setup.view().set(core.view());
        save();
        scheduleCheck();
        long periodNanos = setup.timings().supportHeartbeatNanos();
        // Stores do not beat in step: the first one comes at a drawn instant.
        long firstNanos = setup.services().random("store-liveness").nextLong(periodNanos);
        timers.startTimerAtFixedRate(
                Tick.INSTANCE,
                Tick.INSTANCE,
                Duration.ofNanos(firstNanos),
                Duration.ofNanos(periodNanos));
    }

    /** Store liveness of a node; binds itself as service {@value #SERVICE}. */
    public static Behavior<Command> create(StoreLivenessSetup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            setup.services().transport().bind(SERVICE, context.getSelf());
            return new StoreLiveness(context, timers, setup);
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Beat.class, this::onBeat)
                .onMessage(Promise.class, this::onPromise)
                .onMessage(Synced.class, this::onSynced)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Check.class, check -> onCheck())
                .build();
    }

    private Behavior<Command> onTick() {
        if (!setup.version().current().isAtLeast(ClusterVersion.LEADER_LEASES)) {
            return this;
        }
        Timestamp now = setup.clock().now();
        Timestamp until = now.plusNanos(setup.timings().supportNanos());
        for (NodeId peer : setup.peers()) {
            long epoch = core.epochFor(peer);
            if (epoch <= durableEpoch) {
                Beat beat = new Beat(setup.self(), epoch, until, now);
                setup.services().transport().send(peer.hostName(), SERVICE, beat);
            }
        }
        return this;
    }

    private Behavior<Command> onBeat(Beat beat) {
        if (!door.admits(beat.sentAt(), beat.from().hostName())) {
            return this;
        }
        core = core.onBeat(beat.from(), beat.epoch(), beat.until());
        if (!unanswered.contains(beat.from())) {
            unanswered.add(beat.from());
        }
        save();
        scheduleCheck();
        return this;
    }

    private Behavior<Command> onPromise(Promise promise) {
        if (!door.admits(promise.sentAt(), promise.from().hostName())) {
            return this;
        }
        long epochBefore = core.epoch();
        core = core.onAnswer(promise.from(), promise.support());
        if (core.epoch() != epochBefore) {
            save();
        }
        SupportView shown = setup.view().current();
        setup.view().set(new SupportView(shown.given(), core.view().received()));
        return this;
    }

    private void save() {
        Disk disk = setup.services().disk();
        volume.write(core, disk);
        if (!syncing) {
            sync(disk);
        }
    }

    private void sync(Disk disk) {
        syncing = true;
        SupportCore durable = core;
        List<NodeId> toAnswer = List.copyOf(unanswered);
        unanswered.clear();
        ActorRef<Command> self = getContext().getSelf();
        disk.sync(outcome -> self.tell(new Synced(durable, toAnswer, outcome)));
    }

    private Behavior<Command> onSynced(Synced synced) {
        syncing = false;
        if (synced.outcome() == Disk.SyncOutcome.SYNCED) {
            durableEpoch = synced.durable().epoch();
            SupportView given = synced.durable().view();
            setup.view().set(new SupportView(given.given(), core.view().received()));
            Timestamp now = setup.clock().now();
            for (NodeId peer : synced.toAnswer()) {
                Promise promise = new Promise(setup.self(), given.given().get(peer), now);
                setup.services().transport().send(peer.hostName(), SERVICE, promise);
            }
        }
        boolean changed = core.epoch() != synced.durable().epoch()
                || !core.view().given().equals(synced.durable().view().given());
        if (changed || !unanswered.isEmpty()) {
            sync(setup.services().disk());
        }
        return this;
    }

    private Behavior<Command> onCheck() {
        SupportCore next = core.withdrawn(setup.clock().peek());
        if (!next.equals(core)) {
            core = next;
            save();
        }
        scheduleCheck();
        return this;
    }

    /** Sets the timer to the first instant of the grid at which a promise can have run out. */
    private void scheduleCheck() {
        Timestamp expires = core.nextExpiration();
        if (expires.equals(Timestamp.MAX)) {
            timers.cancel(Check.INSTANCE);
            return;
        }
        if (timers.isTimerActive(Check.INSTANCE)) {
            return; // it fires no later than needed: promises only grow
        }
        long gridNanos = setup.timings().supportCheckNanos();
        long waitNanos = Math.max(
                expires.max(graceUntil).wallNanos() - setup.clock().peek().wallNanos(), 0);
        long atNanos = setup.services().monotonicNanos() + waitNanos;
        long onGridNanos = (atNanos / gridNanos + 1) * gridNanos;
        timers.startSingleTimer(
                Check.INSTANCE,
                Check.INSTANCE,
                Duration.ofNanos(onGridNanos - setup.services().monotonicNanos()));
    }
}
