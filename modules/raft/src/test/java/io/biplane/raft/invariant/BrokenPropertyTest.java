package io.biplane.raft.invariant;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.raft.EmptyPayload;
import io.biplane.raft.HardState;
import io.biplane.raft.Payload;
import io.biplane.raft.RaftInvariantViolation;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.port.RaftObserver;
import io.biplane.raft.port.RecoveredState;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Every property, broken by hand with the shortest history that breaks it and nothing else. */
class BrokenPropertyTest {
    private static final Configuration VOTERS =
            Configuration.ofVoters(List.of(ReplicaId.of(1), ReplicaId.of(2), ReplicaId.of(3)));

    private GroupInvariants group;
    private final List<RaftObserver> replicas = new ArrayList<>();

    @BeforeEach
    void threeFreshReplicas() {
        group = new GroupInvariants();
        for (int i = 1; i <= 3; i++) {
            RaftObserver replica = group.observerFor(ReplicaId.of(i));
            replica.recovered(RecoveredState.fresh(VOTERS));
            replicas.add(replica);
        }
    }

    private RaftObserver r(int number) {
        return replicas.get(number - 1);
    }

    private static EntrySlice entry(long term, long index) {
        return entry(term, index, EmptyPayload.INSTANCE);
    }

    private static EntrySlice entry(long term, long index, Payload payload) {
        return EntrySlice.of(List.of(new Entry(term, index, payload)));
    }

    private void elect(int leader, long term) {
        for (RaftObserver replica : replicas) {
            replica.termOrVoteChanged(term, ReplicaId.of(leader));
        }
        r(leader).elected(term);
    }

    private void durable(int replica, long term, long index) {
        r(replica).durable(HardState.of(term, ReplicaId.NONE, 0), index);
    }

    private static void trips(String property, Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOf(RaftInvariantViolation.class)
                .hasMessageStartingWith(property + ":");
    }

    /** Entry 1/1 committed by r1, held durably by r1 and r2. */
    private void commitOne() {
        elect(1, 1);
        r(1).appended(entry(1, 1));
        r(2).appended(entry(1, 1));
        durable(1, 1, 1);
        durable(2, 1, 1);
        r(1).committed(1, true);
    }

    @Test
    void when_allIsWell_then_nothingTrips() {
        assertThatCode(() -> {
                    commitOne();
                    r(2).committed(1, false);
                    r(1).applying(entry(1, 1));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void when_twoLeadInOneTerm_then_electionSafetyTrips() {
        elect(1, 1);
        trips("ElectionSafety", () -> r(2).elected(1));
    }

    @Test
    void when_aLeaderTruncates_then_leaderAppendOnlyTrips() {
        elect(1, 1);
        r(1).appended(entry(1, 1));
        trips("LeaderAppendOnly", () -> r(1).truncated(1));
    }

    @Test
    void when_sameIndexAndTermDiffer_then_logMatchingTrips() {
        elect(1, 1);
        r(1).appended(entry(1, 1));
        trips("LogMatching", () -> r(2).appended(entry(1, 1, () -> 7)));
    }

    @Test
    void when_aTermBeginsAtTwoPlaces_then_logMatchingTrips() {
        elect(1, 1);
        r(1).appended(entry(1, 1));
        elect(2, 2);
        r(2).appended(entry(2, 1));
        r(2).appended(entry(2, 2));
        trips("LogMatching", () -> r(1).appended(entry(2, 2)));
    }

    @Test
    void when_aLeaderLacksACommittedEntry_then_leaderCompletenessTrips() {
        commitOne();
        for (RaftObserver replica : replicas) {
            replica.termOrVoteChanged(2, ReplicaId.of(3));
        }
        trips("LeaderCompleteness", () -> r(3).elected(2));
    }

    @Test
    void when_votesOfAnOldElectionArriveLate_then_laterCommitsDoNotCount() {
        commitOne();
        RaftObserver late = group.observerFor(ReplicaId.of(4));
        late.recovered(RecoveredState.fresh(VOTERS));
        assertThatCode(() -> late.elected(0)).doesNotThrowAnyException();
    }

    @Test
    void when_somethingUncommittedIsApplied_then_stateMachineSafetyTrips() {
        elect(1, 1);
        r(1).appended(entry(1, 1));
        trips("StateMachineSafety", () -> r(1).applying(entry(1, 1)));
    }

    @Test
    void when_anIndexIsSkipped_then_stateMachineSafetyTrips() {
        commitOne();
        trips("StateMachineSafety", () -> r(1).applying(entry(1, 2)));
    }

    @Test
    void when_aSnapshotShowsWhatWasNotCommitted_then_stateMachineSafetyTrips() {
        commitOne();
        Snapshot snapshot = new Snapshot(5, 1, VOTERS, EmptyPayload.INSTANCE);
        trips("StateMachineSafety", () -> r(3).restored(snapshot));
    }

    @Test
    void when_aFollowerCommitsAnotherEntry_then_committedPrefixTrips() {
        elect(2, 1);
        r(2).appended(entry(1, 1));
        r(3).appended(entry(1, 1));
        r(2).steppedDown(1);
        r(2).truncated(1);
        elect(1, 2);
        r(1).appended(entry(2, 1));
        r(2).appended(entry(2, 1));
        durable(1, 2, 1);
        durable(2, 2, 1);
        r(1).committed(1, true);
        trips("CommittedPrefix", () -> r(3).committed(1, false));
    }

    @Test
    void when_aFollowerCommitsBeyondTheLeaders_then_committedPrefixTrips() {
        commitOne();
        r(1).appended(entry(1, 2));
        r(2).appended(entry(1, 2));
        trips("CommittedPrefix", () -> r(2).committed(2, false));
    }

    @Test
    void when_aCommittedEntryIsDropped_then_committedPrefixTrips() {
        commitOne();
        r(2).committed(1, false);
        trips("CommittedPrefix", () -> r(2).truncated(1));
    }

    @Test
    void when_onlyOneOfThreeIsDurable_then_durableBeforeCommittedTrips() {
        elect(1, 1);
        r(1).appended(entry(1, 1));
        r(2).appended(entry(1, 1));
        durable(1, 1, 1);
        trips("DurableBeforeCommitted", () -> r(1).committed(1, true));
    }

    @Test
    void when_theOutgoingHalfLacksIt_then_durableBeforeCommittedTrips() {
        commitOne();
        r(1).configured(new Configuration(
                List.of(ReplicaId.of(1)),
                List.of(ReplicaId.of(1), ReplicaId.of(2), ReplicaId.of(3)),
                List.of(),
                List.of(),
                true));
        r(1).appended(entry(1, 2));
        durable(1, 1, 2);
        trips("DurableBeforeCommitted", () -> r(1).committed(2, true));
    }

    @Test
    void when_anOlderTermIsCommittedByCounting_then_durableBeforeCommittedTrips() {
        elect(1, 1);
        r(1).appended(entry(1, 1));
        r(2).appended(entry(1, 1));
        durable(1, 1, 1);
        durable(2, 1, 1);
        elect(1, 2);
        trips("DurableBeforeCommitted", () -> r(1).committed(1, true));
    }

    @Test
    void when_aTermFalls_then_termsNeverFallTrips() {
        elect(1, 5);
        trips("TermsNeverFall", () -> r(2).termOrVoteChanged(4, ReplicaId.NONE));
    }

    @Test
    void when_aVoteChanges_then_termsNeverFallTrips() {
        elect(1, 5);
        trips("TermsNeverFall", () -> r(2).termOrVoteChanged(5, ReplicaId.of(3)));
    }

    @Test
    void when_aVoteIsForgottenOverARestart_then_termsNeverFallTrips() {
        r(2).durable(HardState.of(5, ReplicaId.of(1), 0), 0);
        trips("TermsNeverFall", () -> r(2).recovered(RecoveredState.fresh(VOTERS)));
    }

    @Test
    void when_aLogFallsBackInTerm_then_logTermsMonotonicTrips() {
        elect(1, 2);
        r(1).appended(entry(2, 1));
        // The first entry of term 1 is new to LogMatching; only the order is wrong.
        trips("LogTermsMonotonic", () -> r(1).appended(entry(1, 2)));
    }

    @Test
    void when_anEntryIsFromTheFuture_then_logTermsMonotonicTrips() {
        trips("LogTermsMonotonic", () -> r(1).appended(entry(9, 1)));
    }

    @Test
    void when_aFollowerHoldsMoreOfATermThanItsLeader_then_leaderHoldsItsTermTrips() {
        elect(1, 1);
        trips("LeaderHoldsItsTerm", () -> r(2).appended(entry(1, 1)));
    }

    @Test
    void when_durableEntriesAreLost_then_durableStaysDurableTrips() {
        commitOne();
        RecoveredState amnesiac =
                new RecoveredState(HardState.of(1, ReplicaId.NONE, 0), 0, 0, List.of(), VOTERS, 0);
        trips("DurableStaysDurable", () -> r(2).recovered(amnesiac));
    }

    @Test
    void when_theLossWasAnnounced_then_theRecoveryIsBelieved() {
        commitOne();
        group.forgive(ReplicaId.of(2));
        RecoveredState amnesiac =
                new RecoveredState(HardState.of(1, ReplicaId.NONE, 0), 0, 0, List.of(), VOTERS, 0);
        assertThatCode(() -> r(2).recovered(amnesiac)).doesNotThrowAnyException();
    }
}
