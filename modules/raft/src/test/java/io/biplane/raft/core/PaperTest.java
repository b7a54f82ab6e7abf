package io.biplane.raft.core;

import static io.biplane.raft.core.OneReplica.SELF;
import static io.biplane.raft.core.OneReplica.entries;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.config.Features;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.message.RaftMessage.AppendRejection;
import io.biplane.raft.message.RaftMessage.AppendReply;
import io.biplane.raft.message.RaftMessage.AppendRequest;
import io.biplane.raft.message.RaftMessage.CommittedEntry;
import io.biplane.raft.message.RaftMessage.Heartbeat;
import io.biplane.raft.message.RaftMessage.PreVoteRequest;
import io.biplane.raft.message.RaftMessage.TimeoutNow;
import io.biplane.raft.message.RaftMessage.VoteReply;
import io.biplane.raft.message.RaftMessage.VoteRequest;
import io.biplane.raft.port.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One test a claim of the dissertation; the section stands in the comment. */
class PaperTest {
    private static final ReplicaId TWO = ReplicaId.of(2);
    private static final ReplicaId THREE = ReplicaId.of(3);
    private static final CommittedEntry NOTHING = new CommittedEntry(0, 0);

    private static VoteReply vote(long from, long term, boolean granted) {
        return new VoteReply(ReplicaId.of(from), SELF, term, granted, NOTHING);
    }

    private static AppendRequest append(
            long term, long previousIndex, long previousTerm, long commit, long... terms) {
        return new AppendRequest(
                TWO,
                SELF,
                term,
                previousIndex,
                previousTerm,
                entries(previousIndex + 1, terms),
                commit);
    }

    private static Heartbeat heartbeat(long term, long commit) {
        return new Heartbeat(TWO, SELF, term, commit, 0, 0, false);
    }

    private static OneReplica leaderOfThree() {
        OneReplica replica = OneReplica.fresh(3);
        replica.timeOut();
        replica.hear(vote(2, 1, true));
        replica.takeSaid();
        return replica;
    }

    // §3.3: "If one server's current term is smaller than the other's, then it updates its current
    // term to the larger value."
    @ParameterizedTest
    @ValueSource(strings = {"follower", "candidate", "leader"})
    void when_aHigherTermIsSeen_then_anyRoleFollowsInThatTerm(String role) {
        OneReplica replica = role.equals("leader") ? leaderOfThree() : OneReplica.fresh(3);
        if (role.equals("candidate")) {
            replica.timeOut();
        }
        replica.hear(heartbeat(7, 0));
        assertThat(replica.core.term()).isEqualTo(7);
        assertThat(replica.core.role()).isEqualTo(Role.FOLLOWER);
        assertThat(replica.core.leader()).isEqualTo(TWO);
    }

    // §3.3: "If a server receives a request with a stale term number, it rejects the request."
    @Test
    void when_aRequestIsStale_then_itIsRejectedWithTheCurrentTerm() {
        OneReplica replica = new OneReplica(3, Features.BARE, HardState.of(5, ReplicaId.NONE, 0));
        replica.hear(append(4, 0, 0, 0, 4));
        assertThat(replica.logTerms()).isEmpty();
        assertThat(replica.takeSaid(AppendRejection.class).get(0).term()).isEqualTo(5);
        replica.hear(new VoteRequest(TWO, SELF, 4, 9, 4, false));
        assertThat(replica.takeSaid(VoteReply.class).get(0).granted()).isFalse();
    }

    // §3.4: "To begin an election, a follower increments its current term and transitions to
    // candidate state. It then votes for
    // itself and issues RequestVote RPCs in parallel to each of the other servers."
    @Test
    void when_theTimerFires_then_aCandidateAsksEverybodyElse() {
        OneReplica replica = OneReplica.fresh(5);
        replica.timeOut();
        assertThat(replica.core.role()).isEqualTo(Role.CANDIDATE);
        assertThat(replica.core.status().vote()).isEqualTo(SELF);
        List<VoteRequest> asked = replica.takeSaid(VoteRequest.class);
        assertThat(asked)
                .extracting(request -> request.to().value())
                .containsExactly(2L, 3L, 4L, 5L);
        assertThat(asked).allMatch(request -> request.term() == 1);
    }

    // §3.4: "A candidate wins an election if it receives votes from a majority of the servers."
    // servers, yes, no, role
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, LEADER",
        "2, 0, 0, CANDIDATE",
        "2, 1, 0, LEADER",
        "2, 0, 1, FOLLOWER",
        "3, 0, 0, CANDIDATE",
        "3, 1, 0, LEADER",
        "3, 0, 1, CANDIDATE",
        "3, 0, 2, FOLLOWER",
        "5, 1, 0, CANDIDATE",
        "5, 2, 0, LEADER",
        "5, 2, 2, LEADER",
        "5, 1, 2, CANDIDATE",
        "5, 1, 3, FOLLOWER",
        "5, 0, 3, FOLLOWER",
    })
    void when_votesArrive_then_aMajorityDecides(int servers, int yes, int no, Role expected) {
        OneReplica replica = OneReplica.fresh(servers);
        replica.timeOut();
        for (int i = 0; i < yes + no; i++) {
            replica.hear(vote(2 + i, 1, i < yes));
        }
        assertThat(replica.core.role()).isEqualTo(expected);
    }

    // §3.4: a vote counts once, however often its message arrives.
    @Test
    void when_aVoteArrivesTwice_then_itCountsOnce() {
        OneReplica replica = OneReplica.fresh(5);
        replica.timeOut();
        replica.hear(vote(2, 1, true));
        replica.hear(vote(2, 1, true));
        assertThat(replica.core.role()).isEqualTo(Role.CANDIDATE);
    }

    // §3.4: "Each server will vote for at most one candidate in a given term, on a
    // first-come-first-served basis."
    @Test
    void when_twoCandidatesAsk_then_theFirstGetsTheVote() {
        OneReplica replica = OneReplica.fresh(3);
        replica.hear(new VoteRequest(TWO, SELF, 1, 0, 0, false));
        replica.hear(new VoteRequest(THREE, SELF, 1, 0, 0, false));
        replica.hear(new VoteRequest(TWO, SELF, 1, 0, 0, false));
        assertThat(replica.takeSaid(VoteReply.class))
                .extracting(VoteReply::granted)
                .containsExactly(true, false, true);
    }

    // §3.4: a candidate that hears of a leader of its term recognises it.
    @Test
    void when_aCandidateHearsTheLeaderOfItsTerm_then_itFollows() {
        OneReplica replica = OneReplica.fresh(3);
        replica.timeOut();
        replica.hear(append(1, 0, 0, 0, 1));
        assertThat(replica.core.role()).isEqualTo(Role.FOLLOWER);
        assertThat(replica.core.leader()).isEqualTo(TWO);
    }

    // §3.4: "Raft uses randomized election timeouts", chosen from a fixed interval.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 500_000_000L, 1_999_999_999L, Long.MAX_VALUE})
    void when_aTimeoutIsDrawn_then_itLiesInTheInterval(long draw) {
        OneReplica replica = new OneReplica(3, Features.BARE, HardState.INITIAL, draw, new long[0]);
        ElectionTiming timing = ElectionTiming.DEFAULT;
        assertThat(replica.core.nextDeadlineNanos())
                .isEqualTo(timing.timeoutNanosMin() + Math.min(draw, 1_999_999_999L))
                .isBetween(timing.timeoutNanosMin(), timing.timeoutNanosMax() - 1);
    }

    // §3.4: a follower restarts its timer on hearing its leader and on granting a vote, and on
    // nothing else.
    @Test
    void when_aFollowerHearsThings_then_onlyLeaderAndGrantedVoteRestartItsTimer() {
        OneReplica replica =
                new OneReplica(3, Features.BARE, HardState.of(1, ReplicaId.NONE, 0), 1);
        long atFirst = replica.core.nextDeadlineNanos();
        replica.waitNanos(1_000);
        // Refused, because the candidate's log is shorter; the term is new all the same.
        replica.hear(new VoteRequest(TWO, SELF, 2, 0, 0, false));
        assertThat(replica.core.term()).isEqualTo(2);
        assertThat(replica.core.nextDeadlineNanos()).isEqualTo(atFirst);
        replica.hear(new VoteRequest(THREE, SELF, 2, 1, 1, false));
        assertThat(replica.core.nextDeadlineNanos()).isEqualTo(atFirst + 1_000);
        replica.waitNanos(1_000);
        replica.hear(new Heartbeat(THREE, SELF, 2, 0, 0, 0, false));
        assertThat(replica.core.nextDeadlineNanos()).isEqualTo(atFirst + 2_000);
    }

    // §3.5: "The leader … issues AppendEntries RPCs in parallel to each of the other servers";
    // committed once a majority has it.
    @Test
    void when_aMajorityHoldsAnEntry_then_theLeaderAppliesItAndSaysSo() {
        OneReplica leader = leaderOfThree();
        leader.propose("x");
        leader.takeSaid();
        assertThat(leader.applied).isEmpty();
        leader.hear(new AppendReply(TWO, SELF, 1, 2));
        assertThat(leader.applied).hasSize(2);
        assertThat(leader.takeSaid(AppendRequest.class))
                .filteredOn(request -> request.to().is(TWO))
                .extracting(AppendRequest::commitIndex)
                .contains(2L);
    }

    // §3.5: "If the follower does not find an entry in its log with the same index and term, then
    // it refuses the new entries."
    @ParameterizedTest
    @CsvSource({"1, 1, true", "2, 2, true", "2, 1, false", "3, 2, false", "0, 0, true"})
    void when_theEntryBeforeIsCompared_then_onlyAnEqualOneIsAccepted(
            long index, long term, boolean accepted) {
        OneReplica replica =
                new OneReplica(3, Features.BARE, HardState.of(2, ReplicaId.NONE, 0), 1, 2);
        replica.hear(append(2, index, term, 0));
        List<RaftMessage> said = replica.takeSaid();
        assertThat(said.get(0) instanceof AppendReply).isEqualTo(accepted);
    }

    // §3.5, figure 3.6: logs a new leader may meet; afterwards each equals the leader's up to what
    // was sent.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 1 1 4 4 5 5 6 6",
                "1 1 1 4",
                "1 1 1 4 4 5 5 6 6 6 6",
                "1 1 1 4 4 5 5 6 6 6 7 7",
                "1 1 1 4 4 4 4",
                "1 1 1 2 2 2 3 3 3 3 3",
            })
    void when_aFollowersLogDiffers_then_itBecomesTheLeaders(String terms) {
        long[] leaderLog = {1, 1, 1, 4, 4, 5, 5, 6, 6, 6};
        OneReplica follower =
                new OneReplica(7, Features.BARE, HardState.of(7, ReplicaId.NONE, 0), parse(terms));
        long next = leaderLog.length + 1;
        follower.hear(append(8, next - 1, 6, 0, 8));
        while (true) {
            List<AppendRejection> rejections = follower.takeSaid(AppendRejection.class);
            if (rejections.isEmpty()) {
                break;
            }
            // The leader goes back to the latest index that the hint allows.
            next = Math.min(next - 1, rejections.get(0).hintIndex() + 1);
            while (next > 1 && leaderLog[(int) next - 2] > rejections.get(0).hintTerm()) {
                next--;
            }
            long[] rest = Arrays.copyOfRange(leaderLog, (int) next - 1, leaderLog.length + 1);
            rest[rest.length - 1] = 8;
            long before = next == 1 ? 0 : leaderLog[(int) next - 2];
            follower.hear(append(8, next - 1, before, 0, rest));
        }
        assertThat(follower.logTerms()).containsExactly(1L, 1L, 1L, 4L, 4L, 5L, 5L, 6L, 6L, 6L, 8L);
    }

    private static long[] parse(String terms) {
        return Arrays.stream(terms.trim().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    // §3.5: an old append that arrives late does not cut off what came after it.
    @Test
    void when_anOldAppendArrivesLate_then_nothingIsCutOff() {
        OneReplica replica = OneReplica.fresh(3);
        replica.hear(append(1, 0, 0, 0, 1, 1, 1));
        replica.hear(append(1, 0, 0, 0, 1));
        assertThat(replica.logTerms()).containsExactly(1L, 1L, 1L);
    }

    // §3.6.1: "the voter denies its vote if its own log is more up-to-date than that of the
    // candidate".  mine | theirs | granted
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1     | 1 1   | true",
                "1 1   | 1 1   | true",
                "1 1   | 1     | false",
                "1 1   | 2     | true",
                "2     | 1 1   | false",
                "1 1 1 | 1 2   | true",
                "1 2   | 1 1 1 | false",
            })
    void when_logsAreCompared_then_theMoreUpToDateWins(
            String mine, String theirs, boolean granted) {
        OneReplica voter =
                new OneReplica(3, Features.BARE, HardState.of(2, ReplicaId.NONE, 0), parse(mine));
        long[] candidate = parse(theirs);
        long lastTerm = candidate[candidate.length - 1];
        voter.hear(new VoteRequest(TWO, SELF, 3, candidate.length, lastTerm, false));
        assertThat(voter.takeSaid(VoteReply.class).get(0).granted()).isEqualTo(granted);
    }

    // §3.6.2: "Raft never commits log entries from previous terms by counting replicas."
    @Test
    void when_onlyAnOlderEntryHasAMajority_then_itIsNotCommitted() {
        OneReplica leader = new OneReplica(3, Features.BARE, HardState.of(1, ReplicaId.NONE, 0), 1);
        leader.timeOut();
        leader.hear(vote(2, 2, true));
        leader.hear(new AppendReply(TWO, SELF, 2, 1));
        assertThat(leader.core.committedIndex()).isZero();
        leader.hear(new AppendReply(TWO, SELF, 2, 2));
        assertThat(leader.core.committedIndex()).isEqualTo(2);
    }

    // §3.8: "Raft servers must persist enough information to stable storage": a vote before it is
    // answered.
    @Test
    void when_aVoteIsNotDurable_then_itIsNotAnswered() {
        OneReplica voter = OneReplica.fresh(3);
        voter.core.step(new VoteRequest(TWO, SELF, 1, 0, 0, false), 0);
        assertThat(voter.core.takeReady(0).messages()).isEmpty();
        long write = voter.core.takeWrite().number();
        assertThat(voter.core.takeReady(0).messages()).isEmpty();
        voter.core.persisted(write, 0);
        assertThat(voter.core.takeReady(0).messages()).hasSize(1);
    }

    // §3.10: "A target server that receives a TimeoutNow request … starts a new election" at once.
    @Test
    void when_timeoutNowArrives_then_theElectionStartsWithoutPreVote() {
        OneReplica target = new OneReplica(3, Features.DEFAULT, HardState.INITIAL);
        target.hear(heartbeat(1, 0));
        target.takeSaid();
        target.hear(new TimeoutNow(TWO, SELF, 1));
        assertThat(target.core.role()).isEqualTo(Role.CANDIDATE);
        assertThat(target.takeSaid(VoteRequest.class)).hasSize(2).allMatch(VoteRequest::isTransfer);
    }

    // §4.2.3: "if a server receives a RequestVote request within the minimum election timeout of
    // hearing from a current leader, it
    // does not update its term or grant its vote"; a transfer overrides that.
    @Test
    void when_aLeaderWasHeardOfLately_then_aCandidateIsIgnored() {
        OneReplica replica =
                new OneReplica(3, Features.BARE.withCheckQuorum(true), HardState.INITIAL);
        replica.hear(heartbeat(1, 0));
        replica.takeSaid();
        replica.waitNanos(ElectionTiming.DEFAULT.timeoutNanosMin() - 1);
        replica.hear(new VoteRequest(THREE, SELF, 5, 9, 4, false));
        assertThat(replica.core.term()).isEqualTo(1);
        assertThat(replica.takeSaid()).isEmpty();
        replica.waitNanos(1);
        replica.hear(new VoteRequest(THREE, SELF, 5, 9, 4, false));
        assertThat(replica.takeSaid(VoteReply.class).get(0).granted()).isTrue();
    }

    @Test
    void when_theLeaderItselfWantsTheElection_then_stickinessGivesWay() {
        OneReplica replica =
                new OneReplica(3, Features.BARE.withCheckQuorum(true), HardState.INITIAL);
        replica.hear(heartbeat(1, 0));
        replica.hear(new VoteRequest(THREE, SELF, 2, 9, 1, true));
        assertThat(replica.takeSaid(VoteReply.class).get(0).granted()).isTrue();
    }

    // §9.6: "a candidate only increments its term if it first learns from a majority that they
    // would be willing to grant it".
    @Test
    void when_preVoteIsOn_then_theTermRisesOnlyWithAMajority() {
        OneReplica replica = new OneReplica(5, Features.BARE.withPreVote(true), HardState.INITIAL);
        replica.timeOut();
        assertThat(replica.core.term()).isZero();
        assertThat(replica.takeSaid(PreVoteRequest.class)).hasSize(4);
        replica.hear(new RaftMessage.PreVoteReply(TWO, SELF, 1, true, NOTHING));
        assertThat(replica.core.term()).isZero();
        replica.hear(new RaftMessage.PreVoteReply(THREE, SELF, 1, true, NOTHING));
        assertThat(replica.core.term()).isEqualTo(1);
        assertThat(replica.core.role()).isEqualTo(Role.CANDIDATE);
    }

    // §10.2.1: batching: what is proposed before the shell looks travels in one message a follower.
    @Test
    void when_severalEntriesAreProposed_then_oneMessageCarriesThem() {
        OneReplica leader = leaderOfThree();
        leader.hear(new AppendReply(TWO, SELF, 1, 1));
        leader.takeSaid();
        for (String word : List.of("a", "b", "c")) {
            leader.core.propose(new OneReplica.Word(word), leader.nowNanos());
        }
        List<AppendRequest> sent = leader.core.takeReady(leader.nowNanos()).messages().stream()
                .map(AppendRequest.class::cast)
                .filter(request -> request.to().is(TWO))
                .collect(Collectors.toList());
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).entries()).hasSize(3);
    }
}
