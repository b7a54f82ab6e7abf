package io.biplane.raft.core;

import io.biplane.raft.RaftInvariantViolation;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.log.Entry;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.ConfigurationChanger;
import io.biplane.raft.membership.ConfigurationChanger.Changed;
import io.biplane.raft.membership.ConfigurationChanger.Impossible;
import io.biplane.raft.membership.ConfigurationChanger.Outcome;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.port.ProposalResult;
import io.biplane.raft.port.ProposalResult.Reason;

import java.util.Optional;

/**
 * Membership changes: one at a time, in effect when applied (dissertation §4.1 to §4.3), and none
 * before the leader's support has caught up with the last (CockroachDB's {@code ConfigChangeSafe}).
 */
final class Memberships {
    private final RaftState s;
    /**
     * Index below or at which a change may be unapplied; no other is proposed before that is
     * applied.
     */
    private long pendingIndex;

    Memberships(RaftState state) {
        this.s = state;
    }

    /** A new leader does not know which of its entries are changes that will apply: all may be. */
    void becomeLeader() {
        pendingIndex = s.log.lastIndex();
    }

    boolean isChangePending() {
        return pendingIndex > s.log.appliedIndex();
    }

    ProposalResult propose(MembershipChange change, long nowNanos) {
        Optional<ProposalResult> obstacle = obstacle(change, nowNanos);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        pendingIndex = s.replication.appendAsLeader(change);
        return new ProposalResult.Accepted(s.term, pendingIndex);
    }

    /** Why {@link #propose} would not take the change; empty if it would. */
    Optional<ProposalResult> obstacle(MembershipChange change, long nowNanos) {
        if (!s.isLeader()) {
            return Optional.of(new ProposalResult.NotLeader(s.leader));
        }
        if (s.transfers.isUnderWay()) {
            return refused(Reason.TRANSFERRING, "to " + s.transfers.target());
        }
        if (isChangePending()) {
            return refused(
                    Reason.CHANGE_PENDING, "a change up to index " + pendingIndex + " may apply");
        }
        if (ConfigurationChanger.apply(s.tracker.configuration(), change)
                instanceof Impossible impossible) {
            return refused(Reason.IMPOSSIBLE, impossible.reason());
        }
        if (mustWaitForSupport(nowNanos)) {
            return refused(Reason.SUPPORT_BEHIND, s.fortification.describeSupport(nowNanos));
        }
        return Optional.empty();
    }

    private static Optional<ProposalResult> refused(Reason reason, String detail) {
        return Optional.of(new ProposalResult.Refused(reason, detail));
    }

    private boolean mustWaitForSupport(long nowNanos) {
        return s.fortification.isSupportBehind(nowNanos)
                && !s.has(PlantedBug.CHANGE_BEFORE_SUPPORT);
    }

    /** The change in {@code entry} takes effect. */
    Configuration apply(Entry entry, long nowNanos) {
        if (!(entry.payload() instanceof MembershipChange change)) {
            throw new RaftInvariantViolation("no membership change: " + entry);
        }
        RaftInvariantViolation.check(
                !s.tracker.configuration().voters().isEmpty(),
                "a change applies to a replica that never learned the first configuration");
        Outcome outcome = ConfigurationChanger.apply(s.tracker.configuration(), change);
        if (!(outcome instanceof Changed changed)) {
            throw new RaftInvariantViolation("committed change does not apply to "
                    + s.tracker.configuration() + ": " + entry);
        }
        configure(changed.configuration(), nowNanos);
        return changed.configuration();
    }

    /** A configuration takes effect, from an applied change or from a snapshot. */
    void configure(Configuration configuration, long nowNanos) {
        s.fortification.beforeConfigure(nowNanos);
        s.tracker.configure(configuration, s.log.lastIndex());
        s.observer.configured(configuration);
        if (!s.isLeader()) {
            return;
        }
        if (!configuration.isVoter(s.self)) {
            // §4.2.2: a leader that is removed leads until the change is committed, and no longer.
            s.replication.announceCommit(nowNanos);
            s.roles.resign(nowNanos);
            return;
        }
        if (s.transfers.isUnderWay() && !configuration.isVoter(s.transfers.target())) {
            s.transfers.forget();
        }
        s.replication.maybeCommit();
        for (int i = 0; i < s.tracker.size(); i++) {
            s.tracker.at(i).wantSend();
        }
        s.replication.markDirty();
        s.fortification.becomeLeader();
    }

    /**
     * A joint configuration that is left automatically is left now, if nothing is in the way: asked
     * whenever something was applied, and whenever support may have caught up.
     */
    void leaveIfPossible(long nowNanos) {
        Configuration configuration = s.tracker.configuration();
        if (s.isLeader()
                && configuration.isJoint()
                && configuration.autoLeave()
                && !isChangePending()
                && !mustWaitForSupport(nowNanos)) {
            pendingIndex = s.replication.appendAsLeader(MembershipChange.leaveJoint());
        }
    }
}
