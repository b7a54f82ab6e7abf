package io.biplane.kvserver.replica;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.StashBuffer;

import io.biplane.base.id.NodeId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.kernel.host.Disk.SyncOutcome;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.log.DiskFailure;
import io.biplane.kvserver.log.LogActor;
import io.biplane.kvserver.log.LogContents;
import io.biplane.kvserver.snapshot.SnapshotTransfers;
import io.biplane.raft.RaftInvariantViolation;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.message.RaftMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One replica of a range: the actor around the Raft core, with its log actor as child {@code log}. Spawned by the store; ends
 * only by leaving the range, or by a failure that takes the node down.
 *
 * <p>Its work is in {@link ActiveReplica}; this class is the mailbox.
 */
public final class Replica extends AbstractBehavior<Replica.Command> {
    /** What it understands. */
    public sealed interface Command {}

    /**
     * A batch for the leaseholder. Answered once, by whoever can.
     *
     * @param requestId echoed in the answer
     */
    @TraceName("replica.execute")
    public record Execute(BatchRequest batch, long requestId, ActorRef<BatchAnswer> replyTo)
            implements Command {}

    /** Raft messages from the range's replica on another node, in order. */
    @TraceName("replica.step")
    public record Step(NodeId from, List<RaftMessage> messages) implements Command {}

    /** A leaseholder that does not lead wants its command appended. */
    @TraceName("replica.append")
    public record Append(ReplicatedCommand command) implements Command {}

    /** The deadline this replica asked for has come. */
    @TraceName("replica.tick")
    public enum Tick implements Command {
        INSTANCE
    }

    /** Something this replica reads in the node's views has changed: a peer's liveness or support, the active version. */
    @TraceName("replica.look-again")
    public enum LookAgain implements Command {
        INSTANCE
    }

    /** Hand the lease to another node's replica. */
    @TraceName("replica.transfer-lease")
    public record TransferLease(NodeId to) implements Command {}

    /** Hand Raft leadership to another node's replica; the lease should be there already. */
    @TraceName("replica.transfer-leadership")
    public record TransferLeadership(NodeId to) implements Command {}

    /**
     * Replace or add a replica: a learner on {@code add}, a snapshot, then one joint step in which {@code remove} leaves.
     * Either may be empty. Only the leaseholder that leads does it; ends with {@code ReplicasChanged}.
     */
    @TraceName("replica.change-replicas")
    public record ChangeReplicas(Optional<NodeId> add, Optional<NodeId> remove)
            implements Command {}

    /**
     * Ask the other members whether this replica still belongs to the range. One that was away, and is bound by a promise to its
     * leader, would not campaign and so never hear that it was replaced. Source: CockroachDB's replica GC queue asks the meta range.
     */
    @TraceName("replica.check-membership")
    public enum CheckMembership implements Command {
        INSTANCE
    }

    /** The replica {@code replicaId} on {@code from} asks whether it still belongs to the range. */
    @TraceName("replica.member-check")
    public record MemberCheck(NodeId from, long replicaId) implements Command {}

    /** The range says that this replica has left it. */
    @TraceName("replica.too-old")
    public record TooOld(long nextReplicaId) implements Command {}

    /** The range has given this node another replica. */
    @TraceName("replica.replaced")
    public record Replaced(long replicaId) implements Command {}

    /** While the node drains its replicas are reluctant to lead. */
    @TraceName("replica.set-draining")
    public record SetDraining(boolean isDraining) implements Command {}

    @TraceName("replica.from-log")
    private record FromLog(LogActor.Reply reply) implements Command {}

    /** Proposals made in this and the waiting messages go out together. */
    @TraceName("replica.flush")
    private enum Flush implements Command {
        INSTANCE
    }

    @TraceName("replica.snapshot-synced")
    private record SnapshotSynced(SyncOutcome outcome) implements Command {}

    @TraceName("replica.snapshot-ended")
    private record SnapshotEnded(SnapshotTransfers.Ended ended) implements Command {}

    @TraceName("replica.engine-synced")
    private record EngineSynced(long appliedIndex, SyncOutcome outcome) implements Command {}

    /** Room for what arrives while the log is read back; the store sends nothing else meanwhile. */
    private static final int STASH_CAPACITY = 100_000;

    private final ActiveReplica replica;
    private boolean flushPending;

    private Replica(ActorContext<Command> context, ActiveReplica replica) {
        super(context);
        this.replica = replica;
    }

    /**
     * A replica.
     *
     * @param id its id within the range
     * @param campaigns whether it stands for election as soon as it runs
     */
    public static Behavior<Command> create(
            ReplicaContext replicaContext, ReplicaId id, boolean campaigns) {
        return Behaviors.withStash(
                STASH_CAPACITY,
                stash -> Behaviors.setup(
                        context -> recovering(context, replicaContext, id, campaigns, stash)));
    }

    /** Waits for the log; everything else waits behind it. */
    private static Behavior<Command> recovering(
            ActorContext<Command> context,
            ReplicaContext replicaContext,
            ReplicaId id,
            boolean campaigns,
            StashBuffer<Command> stash) {
        String name = LogActor.name(replicaContext.range(), id.value());
        ActorRef<LogActor.Reply> adapter =
                context.messageAdapter(LogActor.Reply.class, FromLog::new);
        ActorRef<LogActor.Command> log = context.spawn(LogActor.create(name, adapter), "log");
        context.watch(log); // a log that fails fails the replica, and with it the node
        ActorRef<Command> self = context.getSelf();
        ActiveReplica.Later later = new ActiveReplica.Later(
                new RaftDriver.Later(
                        outcome -> self.tell(new SnapshotSynced(outcome)),
                        context.messageAdapter(SnapshotTransfers.Ended.class, SnapshotEnded::new)),
                (index, outcome) -> self.tell(new EngineSynced(index, outcome)),
                () -> self.tell(LookAgain.INSTANCE));
        return Behaviors.receive(Command.class)
                .onMessage(FromLog.class, message -> {
                    LogContents contents = ((LogActor.Recovered) message.reply()).contents();
                    List<ActiveReplica> active = new ArrayList<>(1);
                    watched(() -> active.add(
                            ActiveReplica.start(replicaContext, id, contents, log, later)));
                    Replica running = new Replica(context, active.get(0));
                    if (campaigns) {
                        running.replica.campaign();
                    }
                    running.after(() -> {});
                    return stash.unstashAll(running);
                })
                .onMessage(Command.class, message -> {
                    stash.stash(message);
                    return Behaviors.same();
                })
                .build();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Step.class, this::onStep)
                .onMessage(Execute.class, this::onExecute)
                .onMessage(Append.class, this::onAppend)
                .onMessageEquals(Flush.INSTANCE, this::onFlush)
                .onMessage(FromLog.class, this::onLog)
                .onMessageEquals(Tick.INSTANCE, () -> after(replica::tick))
                .onMessageEquals(LookAgain.INSTANCE, () -> after(replica::lookAgain))
                .onMessage(TransferLease.class, m -> after(() -> replica.transferLease(m.to())))
                .onMessage(
                        TransferLeadership.class,
                        m -> after(() -> replica.transferLeadership(m.to())))
                .onMessage(ChangeReplicas.class, m -> after(() -> replica.changeReplicas(m)))
                .onMessageEquals(CheckMembership.INSTANCE, () -> after(replica::checkMembership))
                .onMessage(
                        MemberCheck.class,
                        m -> after(() -> replica.answerCheck(m.from(), m.replicaId())))
                .onMessage(TooOld.class, m -> after(() -> replica.tooOld(m.nextReplicaId())))
                .onMessage(Replaced.class, m -> after(() -> replica.replaced(m.replicaId())))
                .onMessage(SetDraining.class, m -> after(() -> replica.setDraining(m.isDraining())))
                .onMessage(SnapshotSynced.class, this::onSnapshotSynced)
                .onMessage(
                        SnapshotEnded.class, m -> after(() -> replica.onSnapshotEnded(m.ended())))
                .onMessage(EngineSynced.class, this::onEngineSynced)
                .build();
    }

    private Behavior<Command> after(Runnable work) {
        watched(() -> {
            work.run();
            replica.endTurn();
        });
        return replica.isGone() ? Behaviors.stopped() : this;
    }

    /** The Raft module has its own type of violation, which the kernel does not know as one that ends the run. */
    private static void watched(Runnable work) {
        try {
            work.run();
        } catch (RaftInvariantViolation broken) {
            throw new InvariantViolation(broken.getMessage(), broken);
        }
    }

    private Behavior<Command> onStep(Step step) {
        return after(() -> replica.step(step.from(), step.messages()));
    }

    private Behavior<Command> onExecute(Execute execute) {
        watched(() -> replica.execute(execute));
        return flushLater();
    }

    private Behavior<Command> onAppend(Append append) {
        watched(() -> replica.append(append.command()));
        return flushLater();
    }

    private Behavior<Command> flushLater() {
        if (!flushPending && replica.hasWork()) {
            flushPending = true;
            getContext().getSelf().tell(Flush.INSTANCE);
        }
        return this;
    }

    private Behavior<Command> onFlush() {
        flushPending = false;
        return after(() -> {});
    }

    private Behavior<Command> onLog(FromLog message) {
        long number = ((LogActor.Written) message.reply()).writeId();
        return after(() -> replica.onWritten(number));
    }

    private Behavior<Command> onSnapshotSynced(SnapshotSynced synced) {
        requireSynced(synced.outcome());
        return after(replica::onSnapshotSynced);
    }

    private Behavior<Command> onEngineSynced(EngineSynced synced) {
        requireSynced(synced.outcome());
        return after(() -> replica.onEngineSynced(synced.appliedIndex()));
    }

    private static void requireSynced(SyncOutcome outcome) {
        if (outcome != SyncOutcome.SYNCED) {
            throw new DiskFailure("the engine's sync failed");
        }
    }
}
