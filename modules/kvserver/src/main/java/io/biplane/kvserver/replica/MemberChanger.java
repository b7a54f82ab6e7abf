package io.biplane.kvserver.replica;

import io.biplane.base.id.NodeId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kvserver.apply.Outcome;
import io.biplane.kvserver.member.Members;
import io.biplane.kvserver.proposal.Proposals;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.port.ProposalResult;
import io.biplane.raft.port.RaftStatus;
import io.biplane.raft.progress.ProgressState;

import java.util.Optional;

/**
 * Moves a range's replicas, one step a time, on the leaseholder that leads.
 *
 * <pre>
 *   add n4, remove n2:   n1 n2 n3 ─► n1 n2 n3 n4L ─► (snapshot, log) ─► n1 n2- n3 n4+ ─► n1 n3 n4
 *   what is found        learner added               learner caught up  joint            left
 * </pre>
 *
 * <p>A step that this replica itself would leave by is not taken: the lease goes to a member that stays, leadership after it, and the
 * store there finishes what it finds half done. A lease whose holder is no member would stay valid, and nobody could serve.
 *
 * <p>Each step is worked out anew from the descriptor in force, so a change that another leader left half done is finished or
 * rolled on by whoever is asked next. Raft takes no step before the present members support the leader as long as members before
 * them did; the step is then tried again when support changes. Source: CockroachDB {@code replica_command.go}, atomic replication
 * changes.
 */
final class MemberChanger {
    /** What the rest of the replica does for a change. */
    interface Host {
        /** Puts a descriptor, with the membership change it describes, into the log. */
        void propose(RangeDescriptor next, Proposals.Waiter waiter);

        /** Whether the lease in force is this node's, given up or not. */
        boolean isLeaseholder();

        /** Begins to hand the lease over, unless that is under way. */
        void handOverLease(NodeId to);
    }

    /** A change is given up after so long without a snapshot on its way. Our choice. */
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    /** A learner is looked at so often while it catches up. Our choice. */
    private static final long LOOK_NANOS = 200_000_000L;

    private final ReplicaContext context;
    private final RaftDriver group;
    private final Host host;
    /** Has the replica look again, in a turn of its own. */
    private final Runnable lookAgain;

    private Optional<Replica.ChangeReplicas> change = Optional.empty();
    private boolean isProposing;
    /** Whether the next step waits until the present members support this leader as long as was promised. */
    private boolean isAwaitingSupport;

    private long giveUpAtNanos;

    MemberChanger(ReplicaContext context, RaftDriver group, Host host, Runnable lookAgain) {
        this.context = context;
        this.group = group;
        this.host = host;
        this.lookAgain = lookAgain;
    }

    boolean isIdle() {
        return change.isEmpty();
    }

    void start(Replica.ChangeReplicas wanted, boolean holdsValidLease) {
        if (change.isPresent()) {
            tell(false, "another change is under way");
        } else if (!holdsValidLease || !group.core().isLeader()) {
            tell(false, "not leaseholder and leader");
        } else {
            change = Optional.of(wanted);
            isProposing = false;
            isAwaitingSupport = false;
            giveUpAtNanos = context.nowNanos() + PATIENCE_NANOS;
            group.core().wake(context.nowNanos());
            advance();
        }
    }

    /** A member has spoken: what it promised may be what the next step waits for. */
    void onStep(long nowNanos) {
        if (isAwaitingSupport) {
            look(nowNanos);
        }
    }

    /**
     * Goes on or gives up, if there is anything to do: called when time is up, and whenever something was applied, support has
     * changed, or somebody else leads.
     */
    void look(long nowNanos) {
        if (change.isEmpty()) {
            return;
        }
        if (group.isSendingSnapshots()) {
            giveUpAtNanos = nowNanos + PATIENCE_NANOS; // the courier has a patience of its own
        }
        if (nowNanos >= giveUpAtNanos || !group.core().isLeader()) {
            end(false, "given up: leadership or time ran out");
        } else if (!host.isLeaseholder()) {
            end(false, "the lease has moved, and with it the change");
        } else {
            advance();
        }
    }

    /** How far a learner has got is nothing that anybody tells, so that is looked at; support is told. */
    long deadlineNanos() {
        if (change.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return isAwaitingSupport ? giveUpAtNanos : context.nowNanos() + LOOK_NANOS;
    }

    private void advance() {
        isAwaitingSupport = false;
        if (isProposing) {
            return;
        }
        RangeDescriptor now = group.state().orElseThrow().descriptor();
        if (Members.configuration(now).isJoint()) {
            propose(Members.left(now));
            return;
        }
        Replica.ChangeReplicas wanted = change.orElseThrow();
        Optional<NodeId> stray = strayLearner(now, wanted);
        if (stray.isPresent()) {
            propose(Members.without(now, stray.get()));
        } else if (wanted.add().isPresent() && !isVoter(now, wanted.add().get())) {
            advanceLearner(now, wanted, wanted.add().get());
        } else if (wanted.remove().isPresent() && now.isOn(wanted.remove().get())) {
            propose(Members.without(now, wanted.remove().get()));
        } else {
            end(true, "");
        }
    }

    private void advanceLearner(
            RangeDescriptor now, Replica.ChangeReplicas wanted, NodeId incoming) {
        Optional<ReplicaDescriptor> learner = Members.on(now, incoming);
        if (learner.isEmpty()) {
            propose(Members.withLearner(now, incoming));
        } else if (isCaughtUp(ReplicaId.of(learner.get().replicaId()))) {
            boolean swaps = wanted.remove().filter(now::isOn).isPresent();
            propose(
                    swaps
                            ? Members.joint(now, incoming, wanted.remove().get())
                            : Members.promoted(now, incoming));
        }
    }

    /** A learner some earlier change has left behind. */
    private static Optional<NodeId> strayLearner(
            RangeDescriptor now, Replica.ChangeReplicas wanted) {
        return now.replicas().stream()
                .filter(replica -> replica.type() == ReplicaDescriptor.Type.LEARNER)
                .map(ReplicaDescriptor::node)
                .filter(node -> !wanted.add().equals(Optional.of(node)))
                .findFirst();
    }

    private static boolean isVoter(RangeDescriptor now, NodeId node) {
        return Members.on(now, node)
                .filter(replica -> replica.type() == ReplicaDescriptor.Type.VOTER)
                .isPresent();
    }

    private boolean isCaughtUp(ReplicaId replica) {
        RaftStatus status = group.core().status();
        for (RaftStatus.Follower follower : status.followers()) {
            if (follower.replica().is(replica)) {
                return follower.state() == ProgressState.REPLICATE
                        && follower.matchIndex() + 64 >= status.log().committedIndex();
            }
        }
        return false;
    }

    /** A member that will be a voter and holds the log gets the lease; asked again at each look. */
    private void makeWay(RangeDescriptor next) {
        next.replicas().stream()
                .filter(replica -> replica.type() == ReplicaDescriptor.Type.VOTER)
                .filter(replica -> isCaughtUp(ReplicaId.of(replica.replicaId())))
                .map(ReplicaDescriptor::node)
                .findFirst()
                .ifPresent(host::handOverLease);
    }

    private void propose(RangeDescriptor next) {
        if (!next.isOn(context.self())) {
            makeWay(next);
            return;
        }
        // Asked first: what is registered as a proposal and then refused would only time out.
        RangeDescriptor present = group.state().orElseThrow().descriptor();
        Optional<ProposalResult> obstacle =
                group.core().obstacleTo(Members.change(present, next), context.nowNanos());
        if (obstacle.isPresent()) {
            onObstacle(obstacle.get());
        } else {
            isProposing = true;
            host.propose(next, new StepWaiter());
        }
    }

    /** What Raft does not take now is worked out anew later; what is not possible never will be. */
    private void onObstacle(ProposalResult obstacle) {
        if (!(obstacle instanceof ProposalResult.Refused refused)) {
            return;
        }
        if (refused.reason() == ProposalResult.Reason.IMPOSSIBLE) {
            end(false, "a step is not possible: " + refused.detail());
        } else if (refused.reason() == ProposalResult.Reason.SUPPORT_BEHIND) {
            isAwaitingSupport = true;
            context.node().views().support().onNextChange(view -> lookAgain.run());
        }
    }

    private final class StepWaiter implements Proposals.Waiter {
        @Override
        public void onEffect(long index) {
            isProposing = false;
        }

        @Override
        public void onNoEffect(Outcome outcome) {
            isProposing = false;
            end(false, "a step had no effect: " + outcome);
        }

        @Override
        public void onUnknown() {
            isProposing = false;
            end(false, "a step's outcome is unknown");
        }
    }

    private void end(boolean isDone, String detail) {
        if (change.isPresent()) {
            change = Optional.empty();
            isAwaitingSupport = false;
            tell(isDone, detail);
        }
    }

    private void tell(boolean isDone, String detail) {
        context.node()
                .ports()
                .store()
                .tell(new ReplicaNotice.ReplicasChanged(context.range(), isDone, detail));
    }
}
