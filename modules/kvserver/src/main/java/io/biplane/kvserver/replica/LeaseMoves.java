package io.biplane.kvserver.replica;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kvserver.apply.Outcome;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.lease.LeaseAdvice;
import io.biplane.kvserver.lease.LeaseStatus;
import io.biplane.kvserver.member.Members;
import io.biplane.kvserver.proposal.Proposals;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.port.RaftStatus;
import io.biplane.raft.progress.ProgressState;

import java.util.Optional;

/**
 * Takes, extends and hands over the range's lease, and lets leadership follow it. Only the leader takes a lease; a leader that
 * finds a valid lease elsewhere hands leadership there. Leadership is never handed away under a leader lease, whose
 * support would outlive it: the lease goes first.
 */
final class LeaseMoves {
    /** Puts a lease command into the log. */
    interface Proposer {
        void propose(Lease lease, Proposals.Waiter waiter);
    }

    private final ReplicaContext context;
    private final RaftDriver group;
    private final Leasing leasing;
    private final Proposer proposer;

    /** Sequence of the last lease seen applied. */
    private long seenSequence;
    /** Whether a lease command of ours is on its way. */
    private boolean isProposing;
    /** When a command on its way is given up waiting for. */
    private long giveUpAtNanos = Long.MAX_VALUE;
    /** No epoch bump or heartbeat is asked for again before this instant. */
    private long askAgainAtNanos = Long.MIN_VALUE;

    LeaseMoves(ReplicaContext context, RaftDriver group, Leasing leasing, Proposer proposer) {
        this.context = context;
        this.group = group;
        this.leasing = leasing;
        this.proposer = proposer;
        this.seenSequence = leasing.lease().map(Lease::sequence).orElse(0L);
    }

    boolean isNewSequence(Lease lease) {
        return lease.sequence() > seenSequence;
    }

    /** A lease with a new sequence was applied. */
    void onNewLease(Lease lease, boolean isNews) {
        boolean wasMine = leasing.isHandingOver();
        seenSequence = lease.sequence();
        leasing.onLease();
        isProposing = false;
        giveUpAtNanos = Long.MAX_VALUE;
        if (!isNews) {
            return;
        }
        if (lease.holder().equals(context.self())) {
            context.services()
                    .emit(new KvServerChange.LeaseAcquired(
                            context.range(),
                            lease.sequence(),
                            lease.kind(),
                            lease.start(),
                            lease.epoch()));
        } else if (wasMine) {
            context.services()
                    .emit(new KvServerChange.LeaseTransferred(context.range(), lease.holder()));
        }
    }

    void onRoleChange() {
        if (!group.core().isLeader()) {
            isProposing = false;
        }
    }

    /** Looks at the lease and does what is due; cheap, called whenever something may have changed. */
    void look() {
        if (group.state().isEmpty()) {
            return;
        }
        if (group.core().isLeader() && hasAppliedOwnTerm()) {
            LeaseAdvice advice = leasing.advise();
            if (advice instanceof LeaseAdvice.Refuse) {
                followLease();
            } else {
                pursue(advice);
            }
        }
        leasing.schedule();
    }

    /** A new leader may not know the lease in force until it has applied an entry of its own term. */
    private boolean hasAppliedOwnTerm() {
        RaftCore core = group.core();
        return group.state().orElseThrow().applied().term() == core.term();
    }

    /** Does what the advice says, unless it is under way. */
    void pursue(LeaseAdvice advice) {
        if (advice instanceof LeaseAdvice.Serve serve) {
            serve.renewal().ifPresent(this::take);
        } else if (advice instanceof LeaseAdvice.Acquire acquire) {
            take(acquire.next());
        } else if (advice instanceof LeaseAdvice.BumpEpoch bump) {
            if (mayAsk()) {
                context.node().ports().liveness().bumpEpoch(bump.node(), bump.epoch());
            }
        } else if (advice instanceof LeaseAdvice.HeartbeatFirst && mayAsk()) {
            context.node().ports().liveness().heartbeat();
        }
    }

    private boolean mayAsk() {
        long nowNanos = context.nowNanos();
        if (nowNanos < askAgainAtNanos) {
            return false;
        }
        askAgainAtNanos = nowNanos + context.node().settings().config().raft().tickNanos();
        return true;
    }

    private void take(Lease next) {
        if (isProposing || leasing.isHandingOver() || !hasAppliedOwnTerm()) {
            return;
        }
        Optional<Lease> last = leasing.lease();
        boolean isTakeover = last.isPresent()
                && !last.get().holder().equals(next.holder())
                && last.get().sequence() < next.sequence();
        if (isTakeover) {
            context.services().emit(new KvServerChange.LeaseExpired(context.range()));
        }
        propose(leasing.stamped(next));
    }

    private void propose(Lease lease) {
        isProposing = true;
        giveUpAtNanos = context.nowNanos()
                + context.node().settings().config().leases().acquisitionTimeoutNanos();
        proposer.propose(lease, new Proposals.Waiter() {
            @Override
            public void onEffect(long index) {
                end();
            }

            @Override
            public void onNoEffect(Outcome outcome) {
                end();
            }

            @Override
            public void onUnknown() {
                end();
            }
        });
    }

    private void end() {
        isProposing = false;
        giveUpAtNanos = Long.MAX_VALUE;
        if (leasing.isHandingOver()) {
            leasing.handOverFailed();
        }
    }

    void tick(long nowNanos) {
        if (nowNanos >= giveUpAtNanos) {
            end();
        }
    }

    long deadlineNanos() {
        return Math.min(giveUpAtNanos, leasing.lookAtNanos());
    }

    // ---- handing over

    /** Hands the lease to the replica on {@code to}, if it could serve soon. */
    void transfer(NodeId to, Timestamp readSummary) {
        Optional<String> obstacle = obstacle(to);
        if (obstacle.isEmpty() && !isProposing) {
            group.core().wake(context.nowNanos());
            Optional<Lease> next = leasing.handOver(to, readSummary);
            if (next.isPresent()) {
                propose(next.get());
                return;
            }
        }
        refuse(to, obstacle.orElse("no valid lease to hand over now"));
    }

    private void refuse(NodeId to, String reason) {
        context.node()
                .ports()
                .store()
                .tell(new ReplicaNotice.TransferRefused(context.range(), to, reason));
    }

    /** Why the replica on {@code to} should not get the lease; a leader also knows who lags. */
    private Optional<String> obstacle(NodeId to) {
        Optional<RangeState> state = group.state();
        Optional<ReplicaDescriptor> target =
                state.flatMap(known -> Members.on(known.descriptor(), to));
        if (target.isEmpty() || !Members.mayBeGivenTheLease(target.get())) {
            return Optional.of("no voter that stays on " + to);
        }
        if (group.core().isLeader() && !isCaughtUp(ReplicaId.of(target.get().replicaId()))) {
            return Optional.of("the replica on " + to + " lags");
        }
        return Optional.empty();
    }

    /** Whether a follower holds everything that is committed, or nearly. */
    private boolean isCaughtUp(ReplicaId replica) {
        RaftStatus status = group.core().status();
        for (RaftStatus.Follower follower : status.followers()) {
            if (follower.replica().is(replica)) {
                return follower.state() == ProgressState.REPLICATE
                        && follower.matchIndex() + LAG_ALLOWED >= status.log().committedIndex();
            }
        }
        return false;
    }

    /** Entries a follower may lack and still be handed something: what is in flight. Our choice. */
    private static final long LAG_ALLOWED = 64;

    /** A leader without the lease hands leadership to whoever holds it. */
    private void followLease() {
        if (leasing.status() != LeaseStatus.VALID || leasing.isHandingOver()) {
            return;
        }
        NodeId holder = leasing.lease().orElseThrow().holder();
        if (!holder.equals(context.self()) && obstacle(holder).isEmpty()) {
            order(holder);
        }
    }

    /** Hands leadership to the replica on {@code to}, unless that would leave a lease behind. */
    void transferLeadership(NodeId to) {
        Optional<String> obstacle = obstacle(to);
        if (leasing.holds()) {
            refuse(to, "the lease is here and goes first");
        } else if (obstacle.isPresent()) {
            refuse(to, obstacle.get());
        } else {
            order(to);
        }
    }

    private void order(NodeId to) {
        RangeDescriptor descriptor = group.state().orElseThrow().descriptor();
        ReplicaDescriptor target = Members.on(descriptor, to).orElseThrow();
        group.core().transferLeadership(ReplicaId.of(target.replicaId()), context.nowNanos());
    }
}
