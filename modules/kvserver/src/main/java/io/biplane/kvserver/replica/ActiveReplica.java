package io.biplane.kvserver.replica;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.Disk.SyncOutcome;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kvserver.apply.AppliedEntry;
import io.biplane.kvserver.apply.Outcome;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.command.Outgoing;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.command.Trigger;
import io.biplane.kvserver.lease.LeaseAdvice;
import io.biplane.kvserver.lease.LeaseStatus;
import io.biplane.kvserver.log.LogActor;
import io.biplane.kvserver.log.LogContents;
import io.biplane.kvserver.member.Members;
import io.biplane.kvserver.proposal.Proposals;
import io.biplane.kvserver.snapshot.SnapshotTransfers;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.Priority;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.ProposalResult;
import io.biplane.raft.port.Ready;
import io.biplane.raft.port.Role;
import io.biplane.storage.engine.WriteBatch;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A replica that has read its log back: joins the group, the proposals, the lease and the requests. Owned by {@link Replica},
 * which calls {@link #endTurn} after each message; a hot-path owner object, hence its fields.
 */
final class ActiveReplica implements RaftDriver.Listener, Requests.Host {
    /** What ends as messages to the actor. */
    record Later(
            RaftDriver.Later group,
            BiConsumer<Long, SyncOutcome> engineSynced,
            Runnable lookAgain) {}

    private final ReplicaContext context;
    private final RaftDriver group;
    private final Leasing leasing;
    private final Proposals proposals;
    private final Requests requests;
    private final LeaseMoves leaseMoves;
    private final MemberChanger changer;
    private final Truncation truncation;
    private final Reporter reporter;
    /** Entries up to here were applied in a former life: what they did was reported then. */
    private final long appliedBefore;
    /** The log a former life left: leases in it were, or may have been, served under then. */
    private final long inheritedIndex;

    private boolean isBusySinceTick;
    /** Present once this replica has left its range: ids below are settled. */
    private Optional<Long> leftBelow = Optional.empty();

    private boolean gone;

    private ActiveReplica(
            ReplicaContext context, StartUp startUp, ActorRef<LogActor.Command> log, Later later) {
        this.context = context;
        this.group = new RaftDriver(context, startUp.start(), log, this, later.group());
        this.appliedBefore = startUp.start().core().committedIndex();
        this.inheritedIndex = startUp.start().core().lastIndex();
        this.leasing = new Leasing(context, group, startUp.formerLeaseSequence());
        this.proposals = new Proposals(
                context.self().value(),
                context.nowNanos(),
                context.node().settings().config().raft().reproposalNanos());
        this.requests = new Requests(context, group, leasing, this);
        this.leaseMoves = new LeaseMoves(context, group, leasing, this::proposeLease);
        this.changer = new MemberChanger(context, group, new ChangeHost(), later.lookAgain());
        this.truncation = new Truncation(context, group, later.engineSynced());
        this.reporter = new Reporter(context, group, leasing);
    }

    /** Builds the core from what log and engine hold. */
    static ActiveReplica start(
            ReplicaContext context,
            ReplicaId id,
            LogContents log,
            ActorRef<LogActor.Command> logActor,
            Later later) {
        StartUp startUp = StartUp.of(context, id, log);
        ActiveReplica replica = new ActiveReplica(context, startUp, logActor, later);
        context.observer().started(context.range(), context.self(), replica::servesUnderSequence);
        replica.group.state().ifPresent(state -> replica.reporter.available(state.descriptor()));
        return replica;
    }

    private long servesUnderSequence() {
        return !hasLeft() && leasing.maySatisfy()
                ? leasing.lease().orElseThrow().sequence()
                : 0;
    }

    private RaftCore core() {
        return group.core();
    }

    /** Whether nothing is left to do, not even for the range's others. */
    boolean isGone() {
        return gone;
    }

    private boolean hasLeft() {
        return leftBelow.isPresent();
    }

    // ---- what arrives

    void execute(Replica.Execute execute) {
        isBusySinceTick = true;
        if (hasLeft()) {
            requests.refuse(execute, Optional.empty());
        } else {
            requests.execute(execute);
        }
    }

    void step(NodeId from, List<RaftMessage> messages) {
        for (RaftMessage message : messages) {
            if (message.to().value() != core().self().value()) {
                continue; // meant for a replica of this range that lived here before
            }
            boolean isRelease = message instanceof RaftMessage.Defortify;
            if (!isRelease && group.answerCheck(from, message.from().value())) {
                continue;
            }
            group.learn(message.from(), from);
            core().step(message, context.nowNanos());
        }
        changer.onStep(context.nowNanos());
        context.services().charge(context.costs().appendNanos());
    }

    void checkMembership() {
        if (!hasLeft()) {
            group.checkMembership();
        }
    }

    void answerCheck(NodeId from, long replicaId) {
        group.answerCheck(from, replicaId);
    }

    void append(ReplicatedCommand command) {
        core().propose(command, context.nowNanos());
    }

    void campaign() {
        core().setPriority(Priority.PREFERRED, context.nowNanos());
        core().campaign(context.nowNanos());
    }

    void tick() {
        reporter.onTick();
        long nowNanos = context.nowNanos();
        if (!isBusySinceTick && mayQuiesce() && core().quiesce(nowNanos)) {
            return;
        }
        isBusySinceTick = false;
        core().tick(nowNanos);
        if (hasLeft()) {
            return;
        }
        requests.tick(nowNanos);
        leaseMoves.tick(nowNanos);
        changer.look(nowNanos);
        for (ReplicatedCommand overdue : proposals.overdue(nowNanos)) {
            submit(overdue);
        }
        leaseMoves.look();
    }

    /**
     * Ranges with expiration leases stay awake: renewals go through the log anyway. A leader without the lease has to see to
     * that first. Source: CockroachDB {@code replica_raft_quiesce.go}.
     */
    private boolean mayQuiesce() {
        return proposals.isEmpty()
                && requests.isIdle()
                && changer.isIdle()
                && leasing.maySatisfy()
                && leasing.lease().orElseThrow().kind() != LeaseKind.EXPIRATION
                && leasing.lease().orElseThrow().kind() == leasing.wanted();
    }

    void lookAgain() {
        long nowNanos = context.nowNanos();
        if (core().isQuiesced() && needsToWake()) {
            core().wake(nowNanos);
            if (!core().isLeader() && group.isFirstToCampaign()) {
                core().campaign(nowNanos);
            }
        }
        core().supportChanged(nowNanos);
        if (!hasLeft()) {
            changer.look(nowNanos);
            leaseMoves.look();
            requests.resume();
        }
    }

    private boolean needsToWake() {
        return core().isLeader()
                || !group.hasLiveLeader()
                || leasing.status() == LeaseStatus.EXPIRED;
    }

    void transferLease(NodeId to) {
        if (!hasLeft()) {
            leaseMoves.transfer(to, requests.readSummary());
        }
    }

    void transferLeadership(NodeId to) {
        if (!hasLeft()) {
            leaseMoves.transferLeadership(to);
        }
    }

    void changeReplicas(Replica.ChangeReplicas change) {
        changer.start(change, leasing.maySatisfy());
    }

    void setDraining(boolean isDraining) {
        core().setPriority(isDraining ? Priority.RELUCTANT : Priority.NORMAL, context.nowNanos());
    }

    void tooOld(long nextReplicaId) {
        if (core().self().value() < nextReplicaId) {
            leave(nextReplicaId);
        }
    }

    /**
     * The range has given this node another replica: it has a leader of a later term, so nobody is
     * bound to this one any more.
     */
    void replaced(long replicaId) {
        if (core().self().value() < replicaId) {
            leave(replicaId);
            goAway();
        }
    }

    void onWritten(long number) {
        group.onWritten(number, context.nowNanos());
    }

    void onSnapshotSynced() {
        group.onSnapshotSynced();
    }

    void onSnapshotEnded(SnapshotTransfers.Ended ended) {
        group.onSnapshotEnded(ended);
    }

    void onEngineSynced(long appliedIndex) {
        truncation.onEngineSynced(appliedIndex);
    }

    // ---- end of a turn

    /** Whether the end of a turn would do anything. */
    boolean hasWork() {
        return core().hasReady()
                || core().hasWrite()
                || group.hasOutgoing()
                || reporter.isDue(deadlineNanos());
    }

    /** Carries out what the core has ready and tells the store. */
    void endTurn() {
        group.work(context.nowNanos());
        if (gone) {
            return;
        }
        if (hasLeft() && !core().mustRelease()) {
            goAway();
            return;
        }
        if (!hasLeft()) {
            truncation.consider();
        }
        reporter.report(deadlineNanos());
    }

    private long deadlineNanos() {
        if (hasLeft()) {
            return core().nextDeadlineNanos();
        }
        long own = Math.min(requests.deadlineNanos(), proposals.deadlineNanos());
        return Math.min(
                Math.min(core().nextDeadlineNanos(), own),
                Math.min(leaseMoves.deadlineNanos(), changer.deadlineNanos()));
    }

    // ---- proposing

    @Override
    public void propose(WriteBatch effect, Proposals.Waiter waiter) {
        isBusySinceTick = true;
        submit(register(effect, Trigger.None.INSTANCE, waiter));
    }

    private ReplicatedCommand register(
            WriteBatch effect, Trigger trigger, Proposals.Waiter waiter) {
        RangeState state = group.state().orElseThrow();
        return proposals.add(
                state.leaseSequence(),
                state.applied().leaseIndex(),
                effect,
                trigger,
                new Proposals.Proposing(waiter, context.nowNanos()));
    }

    private void proposeLease(Lease lease, Proposals.Waiter waiter) {
        submit(register(WriteBatch.EMPTY, new Trigger.NewLease(lease), waiter));
    }

    /** This replica as its membership changes see it. */
    private final class ChangeHost implements MemberChanger.Host {
        @Override
        public void propose(RangeDescriptor next, Proposals.Waiter waiter) {
            submit(register(WriteBatch.EMPTY, new Trigger.NewDescriptor(next), waiter));
        }

        @Override
        public boolean isLeaseholder() {
            return leasing.lease()
                    .filter(lease -> lease.holder().equals(context.self()))
                    .isPresent();
        }

        @Override
        public void handOverLease(NodeId to) {
            if (!leasing.isHandingOver()) {
                transferLease(to);
            }
        }
    }

    /** Appends a command, here or at the leader. What is refused or lost is overdue later. */
    private void submit(ReplicatedCommand command) {
        long nowNanos = context.nowNanos();
        if (command.trigger() instanceof Trigger.NewDescriptor change) {
            RangeDescriptor present = group.state().orElseThrow().descriptor();
            if (change.descriptor().generation() == present.generation() + 1) {
                MembershipChange members = Members.change(present, change.descriptor());
                core().proposeMembershipChange(members.withContext(command), nowNanos);
            }
            return;
        }
        ProposalResult result = core().propose(command, nowNanos);
        if (result instanceof ProposalResult.NotLeader) {
            group.leaderNode()
                    .filter(leader -> !leader.equals(context.self()))
                    .ifPresent(leader -> group.send(new Outgoing.Proposal(leader, command)));
        }
    }

    // ---- what the group tells

    @Override
    public void onApplied(List<AppliedEntry> entries) {
        for (AppliedEntry applied : entries) {
            if (applied.outcome() == Outcome.EFFECTIVE) {
                onEffect(applied);
            }
            for (ReplicatedCommand moved : proposals.onApplied(applied, context.nowNanos())) {
                submit(moved);
            }
        }
        if (hasLeft()) {
            return;
        }
        truncation.onApplied(entries);
        changer.look(context.nowNanos());
        if (core().isLeader() && !leasing.holds()) {
            leaseMoves.look(); // the first entry of its own term tells a new leader where the lease
            // is
        }
        requests.resume();
    }

    private void onEffect(AppliedEntry applied) {
        Trigger trigger = applied.command().orElseThrow().trigger();
        boolean isNews = applied.entry().index() > appliedBefore;
        if (trigger instanceof Trigger.NewLease change) {
            if (applied.entry().index() <= inheritedIndex) {
                leasing.giveUp(change.lease().sequence());
            }
            onLease(change.lease(), isNews);
        } else if (trigger instanceof Trigger.NewDescriptor change) {
            onDescriptor(change.descriptor(), isNews);
        }
    }

    private void onLease(Lease lease, boolean isNews) {
        if (leaseMoves.isNewSequence(lease)) {
            leaseMoves.onNewLease(
                    lease, isNews); // first: it asks whether this was a hand-over of ours
            proposals.onLease(lease.sequence());
            if (lease.holder().equals(context.self())) {
                requests.leaseStarted(lease);
            }
        }
        leaseMoves.look();
    }

    private void onDescriptor(RangeDescriptor descriptor, boolean isNews) {
        if (isNews && leasing.holds()) {
            context.services()
                    .emit(new KvServerChange.ReplicasChanged(
                            descriptor.id(), descriptor.replicas()));
        }
        if (Members.contains(descriptor, core().self().value())) {
            reporter.available(descriptor);
        } else {
            leave(descriptor.nextReplicaId());
        }
    }

    /**
     * Serves nobody any more. One that led stays, mute but for this, until members are known not to
     * be bound to it: their promises hold for as long as its store lives.
     */
    private void leave(long nextReplicaId) {
        if (!hasLeft()) {
            leftBelow = Optional.of(nextReplicaId);
            proposals.abandon(); // latches that this releases let nobody in any more
            requests.refuseAll();
            group.cancelSnapshots();
        }
    }

    private void goAway() {
        gone = true;
        reporter.report(Long.MAX_VALUE);
        reporter.gone(leftBelow.orElseThrow());
        context.observer().gone(context.range(), context.self());
    }

    @Override
    public void onSnapshotApplied() {
        RangeState state = group.state().orElseThrow();
        proposals.abandon();
        state.lease().filter(leaseMoves::isNewSequence).ifPresent(lease -> onLease(lease, false));
        reporter.available(state.descriptor());
        requests.resume();
    }

    @Override
    public void onRoleChange(Ready.RoleChange change) {
        leaseMoves.onRoleChange();
        if (change.role() == Role.LEADER) {
            context.services()
                    .emit(new KvServerChange.LeaderElected(context.range(), change.term()));
        } else if (reporter.wasLeader()) {
            context.services()
                    .emit(new KvServerChange.LeaderSteppedDown(context.range(), change.term()));
        }
        reporter.onRole(change.role() == Role.LEADER);
        if (hasLeft()) {
            return;
        }
        changer.look(context.nowNanos());
        if (!change.leader().isNone()) {
            for (ReplicatedCommand command : proposals.all(context.nowNanos())) {
                submit(command);
            }
        }
        leaseMoves.look();
    }

    @Override
    public void pursue(LeaseAdvice advice) {
        leaseMoves.pursue(advice);
    }

    /** Nobody here serves: if the group sleeps behind a dead leader, somebody has to wake it. */
    @Override
    public void refused() {
        if (core().isQuiesced() && needsToWake()) {
            lookAgain();
        }
    }
}
