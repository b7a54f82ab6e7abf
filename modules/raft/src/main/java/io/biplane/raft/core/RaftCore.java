package io.biplane.raft.core;

import io.biplane.raft.Payload;
import io.biplane.raft.RaftInvariantViolation;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.Priority;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.LeaderSupport;
import io.biplane.raft.port.LogWrite;
import io.biplane.raft.port.ProposalResult;
import io.biplane.raft.port.ProposalResult.Reason;
import io.biplane.raft.port.RaftObserver;
import io.biplane.raft.port.RaftStatus;
import io.biplane.raft.port.Ready;
import io.biplane.raft.port.Ready.RoleChange;
import io.biplane.raft.port.RecoveredState;
import io.biplane.raft.port.Role;

import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * One replica of one Raft group: takes messages, time and requests in, gives messages, writes and
 * entries to apply out. See the package text for the cycle.
 *
 * <p>Shell's loop: after any input, {@code while (hasReady()) carryOut(takeReady(now))}; and if no
 * write is under way and {@code hasWrite()}, {@code takeWrite()}, make it durable,
 * {@code persisted(number, now)}. All that arrives while a write is under way is folded into the
 * next. Several writes may be under way if they become durable in order.
 */
public final class RaftCore {
    private final RaftState s;
    private final Dispatch dispatch;
    /** What was last told in a {@code Ready}. */
    private RoleChange toldRole;

    /**
     * Starts a replica from what storage gave back.
     *
     * @param draw gives a number in [0, argument), for election timeouts; a named stream of the
     *     caller
     * @param support store liveness, {@link LeaderSupport#NONE} without fortification
     * @param observer hears of each step, {@link RaftObserver#NONE} for nobody
     */
    public RaftCore(
            RaftConfig config,
            RecoveredState recovered,
            LongUnaryOperator draw,
            LeaderSupport support,
            RaftObserver observer,
            long nowNanos) {
        s = new RaftState(config, recovered, draw, support, observer);
        dispatch = new Dispatch(s);
        observer.recovered(recovered);
        s.elections.start(nowNanos);
        toldRole = new RoleChange(s.term, s.role, s.leader);
    }

    // ---- time and messages

    /** Takes one message addressed to this replica. */
    public void step(RaftMessage message, long nowNanos) {
        dispatch.step(message, nowNanos);
    }

    /** Lets timers fire that are due at {@code nowNanos}. */
    public void tick(long nowNanos) {
        if (s.quiesced) {
            return;
        }
        if (!s.isLeader()) {
            s.elections.tick(nowNanos);
            return;
        }
        s.transfers.tick(nowNanos);
        if (s.isLeader() && nowNanos >= s.quorumCheckDeadlineNanos) {
            checkQuorum(nowNanos);
        }
        if (s.isLeader() && nowNanos >= s.heartbeatDeadlineNanos) {
            s.replication.beat(nowNanos);
        }
    }

    /**
     * A leader that heard of no quorum for a timeout, and is not fortified, steps down
     * (dissertation §6.2). One whose promise has run out before a quorum of the present
     * configuration made it too steps down even if it is heard: it can hold no lease and change no
     * members, and outgoing voters that are bound to it may keep others from being elected.
     */
    private void checkQuorum(long nowNanos) {
        long next = nowNanos + s.config.timing().timeoutNanosMin();
        if (s.config.features().checkQuorum()) {
            boolean isHeard =
                    s.tracker.reachedByQuorum(p -> p.isActive() || p.replica().is(s.self) ? 1 : 0)
                            >= 1;
            long supportedUntil = s.fortification.supportedUntilNanos(nowNanos);
            boolean keeps = isHeard && !s.fortification.isSupportBehind(nowNanos);
            if (!keeps && supportedUntil <= nowNanos) {
                s.roles.resign(nowNanos);
                return;
            }
            next = Math.max(next, supportedUntil);
            for (int i = 0; i < s.tracker.size(); i++) {
                s.tracker.at(i).markActive(false);
            }
        }
        s.quorumCheckDeadlineNanos = next;
    }

    /**
     * When {@link #tick} has something to do next; {@code Long.MAX_VALUE} for never. May be in the
     * past.
     */
    public long nextDeadlineNanos() {
        if (s.quiesced) {
            return Long.MAX_VALUE;
        }
        if (!s.isLeader()) {
            return s.elections.deadlineNanos();
        }
        long check =
                s.config.features().checkQuorum() ? s.quorumCheckDeadlineNanos : Long.MAX_VALUE;
        return Math.min(s.transfers.deadlineNanos(), Math.min(check, s.heartbeatDeadlineNanos));
    }

    /**
     * Whether members may still be bound by promises to this replica, which resigned. Until it hears
     * of a later leader or term it says again that they are free; it should not stop before.
     */
    public boolean mustRelease() {
        return s.fortification.mustRelease();
    }

    // ---- requests

    /** Proposes one entry. */
    public ProposalResult propose(Payload payload, long nowNanos) {
        Optional<ProposalResult> refusal = refuseProposal(payload);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        s.quiescence.wake(nowNanos);
        return new ProposalResult.Accepted(s.term, s.replication.appendAsLeader(payload));
    }

    /** Proposes several entries at once, all or none; the result's index is the last one's. */
    public ProposalResult proposeAll(List<? extends Payload> payloads, long nowNanos) {
        Optional<ProposalResult> refusal = refuseProposal(payloads.get(0));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        s.quiescence.wake(nowNanos);
        long first = s.log.lastIndex() + 1;
        for (int i = 0; i < payloads.size(); i++) {
            s.replication.append(payloads.get(i));
        }
        s.observeAppended(first);
        return new ProposalResult.Accepted(s.term, s.log.lastIndex());
    }

    private Optional<ProposalResult> refuseProposal(Payload payload) {
        RaftInvariantViolation.check(
                !(payload instanceof MembershipChange), "use proposeMembershipChange");
        if (!s.isLeader()) {
            return Optional.of(new ProposalResult.NotLeader(s.leader));
        }
        if (s.transfers.isUnderWay()) {
            return Optional.of(
                    new ProposalResult.Refused(Reason.TRANSFERRING, "to " + s.transfers.target()));
        }
        if (s.replication.isOverloaded()) {
            return Optional.of(new ProposalResult.Refused(
                    Reason.OVERLOADED, "too many bytes are uncommitted"));
        }
        return Optional.empty();
    }

    /** Proposes a change of members; it takes effect when applied. */
    public ProposalResult proposeMembershipChange(MembershipChange change, long nowNanos) {
        s.quiescence.wake(nowNanos);
        return s.memberships.propose(change, nowNanos);
    }

    /**
     * Why {@link #proposeMembershipChange} would not take this change now; empty if it would. For
     * shells that must register a proposal before they make it.
     */
    public Optional<ProposalResult> obstacleTo(MembershipChange change, long nowNanos) {
        return s.memberships.obstacle(change, nowNanos);
    }

    /**
     * Asks from which index a linearizable read may be served; the answer is a {@code ReadState}
     * with {@code requestId}. A read is forgotten when leadership changes, or when a message is
     * lost: ask again after a timeout of the caller's.
     */
    public ProposalResult readIndex(long requestId, long nowNanos) {
        s.quiescence.wake(nowNanos);
        return s.reads.ask(requestId, nowNanos);
    }

    /** Hands leadership to the voter {@code to}; given up after one election timeout. */
    public ProposalResult transferLeadership(ReplicaId to, long nowNanos) {
        s.quiescence.wake(nowNanos);
        return s.transfers.start(to, nowNanos);
    }

    /**
     * Campaigns now, whatever the timer says (after the pre-vote, if that is on), unless this
     * replica supports another leader.
     */
    public void campaign(long nowNanos) {
        s.quiescence.wake(nowNanos);
        s.elections.campaign(nowNanos);
    }

    /**
     * Changes how eager this replica is to lead; takes effect when its election timer is next
     * started.
     */
    public void setPriority(Priority priority, long nowNanos) {
        if (priority != s.priority) {
            s.priority = priority;
            if (!s.isLeader()) {
                s.roles.restartElectionTimer(nowNanos);
            }
        }
    }

    // ---- outputs

    /** Whether {@link #takeReady} has anything. */
    public boolean hasReady() {
        return !s.outbox.isEmpty()
                || s.log.hasToApply()
                || s.reads.hasOutput()
                || s.snapshots.hasOutput()
                || (s.isLeader() && s.replication.isDirty())
                || hasRoleChange();
    }

    private boolean hasRoleChange() {
        return toldRole.term() != s.term
                || toldRole.role() != s.role
                || !toldRole.leader().is(s.leader);
    }

    /**
     * What is to be carried out now; flushes what was proposed and acknowledged since the last
     * time.
     */
    public Ready takeReady(long nowNanos) {
        if (s.isLeader()) {
            if (s.replication.isDirty()) {
                s.replication.flush(nowNanos);
            }
            s.reads.flush(nowNanos);
        }
        Optional<RoleChange> change = Optional.empty();
        if (hasRoleChange()) {
            toldRole = new RoleChange(s.term, s.role, s.leader);
            change = Optional.of(toldRole);
        }
        var toApply = s.log.takeToApply(s.config.limits().applyBytesMax());
        if (!toApply.isEmpty()) {
            s.observer.applying(toApply);
        }
        return new Ready(s.outbox.take(), toApply, s.reads.take(), s.snapshots.take(), change);
    }

    /** Whether there is something to make durable that was not taken yet. */
    public boolean hasWrite() {
        return s.hasUnwritten();
    }

    /** Takes all that is to be made durable; only if {@link #hasWrite}. */
    public LogWrite takeWrite() {
        return s.outbox.takeWrite();
    }

    /** The writes up to {@code number} are durable. */
    public void persisted(long number, long nowNanos) {
        List<RaftMessage> toSelf = s.outbox.persisted(number);
        s.replication.onOwnWrite();
        for (RaftMessage message : toSelf) {
            dispatch.step(message, nowNanos);
        }
    }

    /** The state machine has applied everything up to {@code index}. */
    public void applied(long index, long nowNanos) {
        s.log.appliedTo(index);
        s.memberships.leaveIfPossible(nowNanos);
    }

    /**
     * The change in this committed entry takes effect; returns the new configuration, to be stored
     * with the applied state.
     */
    public Configuration applyMembership(Entry entry, long nowNanos) {
        return s.memberships.apply(entry, nowNanos);
    }

    /**
     * The state machine rejected the change in this committed entry, on every replica alike:
     * nothing changes.
     */
    public Configuration skipMembership(Entry entry) {
        return s.tracker.configuration();
    }

    // ---- snapshots and compaction

    /**
     * The snapshot wanted for {@code to} is made; false if it is no longer wanted or too old to
     * help.
     */
    public boolean sendSnapshot(ReplicaId to, Snapshot snapshot, long nowNanos) {
        return s.snapshots.send(to, snapshot, nowNanos);
    }

    /**
     * The snapshot sent to {@code to} has arrived at its node. Need not be called by a shell that
     * sends snapshots like any message: the follower's answer, or the retry time, does as well.
     */
    public void snapshotDelivered(ReplicaId to) {
        s.snapshots.delivered(to);
    }

    /** The snapshot wanted for {@code to} could not be made or delivered. */
    public void snapshotFailed(ReplicaId to) {
        s.snapshots.failed(to);
    }

    /** Forgets entries up to {@code index}, which must be applied. */
    public void compact(long index) {
        s.log.compactTo(index);
        s.observer.compacted(s.log.compactedIndex());
    }

    // ---- quiescence and leases

    /**
     * Whether this replica leads, everybody holds and it has applied everything, and nothing is
     * pending.
     */
    public boolean canQuiesce() {
        return s.quiescence.canQuiesce();
    }

    /** Puts the group to sleep if {@link #canQuiesce}; true if it did. */
    public boolean quiesce(long nowNanos) {
        return s.quiescence.quiesce(nowNanos);
    }

    /** Wakes this replica, for example because its leader's node died. */
    public void wake(long nowNanos) {
        s.quiescence.wake(nowNanos);
    }

    /**
     * Store liveness changed, in either direction, for a store that holds a member of this group.
     * That support lasts longer is a change only for a leader whose membership change waits for it
     * ({@link Reason#SUPPORT_BEHIND}, or a joint configuration to be left automatically).
     */
    public void supportChanged(long nowNanos) {
        s.fortification.onSupportChanged(nowNanos);
    }

    /**
     * Leader: until when a quorum has promised to elect nobody else; {@code Long.MIN_VALUE} without
     * such a promise. Does not fall within a term, whatever becomes of the members.
     */
    public long leadSupportedUntilNanos(long nowNanos) {
        return s.fortification.supportedUntilNanos(nowNanos);
    }

    /**
     * Leader: until when lease reads are safe by recent heartbeats; {@code Long.MIN_VALUE} if not
     * known.
     */
    public long readLeaseUntilNanos() {
        return s.reads.leaseUntilNanos();
    }

    // ---- what is

    public ReplicaId self() {
        return s.self;
    }

    public long term() {
        return s.term;
    }

    public Role role() {
        return s.role;
    }

    public boolean isLeader() {
        return s.isLeader();
    }

    /** Known leader of the current term, or {@link ReplicaId#NONE}. */
    public ReplicaId leader() {
        return s.leader;
    }

    public boolean isQuiesced() {
        return s.quiesced;
    }

    public long lastIndex() {
        return s.log.lastIndex();
    }

    public long committedIndex() {
        return s.log.committedIndex();
    }

    public long appliedIndex() {
        return s.log.appliedIndex();
    }

    /** The term at {@code index}, or -1 outside of the log. */
    public long termAt(long index) {
        return s.log.term(index);
    }

    public Configuration configuration() {
        return s.tracker.configuration();
    }

    /** Everything at once, for reports. */
    public RaftStatus status() {
        return dispatch.status();
    }
}
