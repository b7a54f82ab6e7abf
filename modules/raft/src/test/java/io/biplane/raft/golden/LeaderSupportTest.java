package io.biplane.raft.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.port.Role;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** While a leader holds support nobody else is elected. */
class LeaderSupportTest {
    private static final long MILLI = 1_000_000L;

    private final Stage stage = new Stage();
    private final Commands commands = new Commands(stage);

    private void tell(String... lines) {
        for (String line : lines) {
            commands.run(line);
        }
    }

    /**
     * Replica 2 supports replica 1 until 20 s, replicas 3 and 4 until 10 s, and 2 is swapped for 4:
     * the promise is of one configuration, and of three in a row the last needs none who made it.
     */
    private void swap(PlantedBug bug) {
        tell(
                "group voters=1,2,3 base=10 fortified=on bug=" + bug,
                "support 2 1 1 20s",
                "support 3 1 1 10s",
                "support 4 1 1 10s",
                "support 4 3 1 100s",
                "support 3 4 1 100s",
                "support 2 3 1 100s",
                "support 2 4 1 100s",
                "campaign 1",
                "stabilize",
                "lease 1", // whoever asks is told 20 s
                "node 4",
                "change 1 ~4",
                "stabilize",
                "change 1 +4 -2",
                "stabilize");
    }

    /** Replica 1 speaks to nobody and hears nobody; what passed up to {@code seconds} is looked at each 50 ms. */
    private List<String> overlapsUntil(int seconds) {
        List<String> overlaps = new ArrayList<>();
        while (stage.nowNanos() < seconds * 1_000 * MILLI) {
            tell("drop from=1", "drop to=1", "advance 50ms", "drop from=1", "drop to=1");
            tell("stabilize from=2,3,4 to=2,3,4");
            List<String> valid = stage.actors().values().stream()
                    .filter(actor -> isLeased(actor.core))
                    .map(actor -> actor.id() + " in term " + actor.alive().term())
                    .toList();
            if (valid.size() > 1) {
                overlaps.add(stage.nowNanos() / MILLI + "ms: " + valid);
            }
        }
        return overlaps;
    }

    private boolean isLeased(Optional<RaftCore> core) {
        return core.filter(RaftCore::isLeader)
                .filter(leader ->
                        leader.leadSupportedUntilNanos(stage.nowNanos()) > stage.nowNanos())
                .isPresent();
    }

    /** A replica that is bound and told to campaign would give its own vote to itself. */
    @Test
    void when_aBoundReplicaIsToldToCampaign_then_itDoesNot() {
        tell(
                "group voters=1,2,3,4,5 fortified=on",
                "support 2 1 1 30s",
                "support 3 1 1 30s",
                "campaign 1",
                "stabilize",
                "advance 5s",
                "drop from=1",
                "campaign 3",
                "drop from=1",
                "drop to=1",
                "stabilize from=2,3,4,5 to=2,3,4,5");
        assertThat(isLeased(stage.actor(1).core)).isTrue();
        assertThat(stage.actor(3).alive().isLeader()).isFalse();
    }

    /**
     * Replicas 2 and 3 campaign before the new leader's first word. Replica 3 gets as far as a later
     * term, replica 2 promises to elect nobody else; then it hears 3's refusal, of the later term.
     */
    @Test
    void when_aBoundReplicaHearsOfALaterTerm_then_itStaysBound() {
        tell(
                "group voters=1,2,3 fortified=on",
                "support 2 1 1 30s",
                "support 3 2 1 30s",
                "support 2 3 1 30s",
                "campaign 1",
                "stabilize kind=PreVoteRequest",
                "stabilize kind=PreVoteReply",
                "stabilize kind=VoteRequest",
                "stabilize kind=VoteReply",
                "campaign 2",
                "campaign 3",
                "deliver from=3 to=2 kind=PreVoteRequest",
                "deliver from=2 to=3 kind=PreVoteReply");
        assertThat(stage.actor(3).alive().role()).isEqualTo(Role.CANDIDATE);
        tell(
                "deliver from=2 to=3 kind=PreVoteRequest",
                "deliver from=1 to=2 kind=Fortify",
                "deliver from=2 to=1 kind=FortifyReply");
        assertThat(isLeased(stage.actor(1).core)).isTrue();

        tell("stabilize from=2,3 to=2,3", "campaign 3", "stabilize from=2,3 to=2,3");

        assertThat(isLeased(stage.actor(1).core)).isTrue();
        assertThat(stage.actor(3).alive().isLeader()).isFalse();
        assertThat(stage.actor(2).alive().term()).isEqualTo(1);
    }

    @Test
    void when_aChangeWaitsForSupport_then_leasesDoNotOverlap() {
        swap(PlantedBug.NONE);
        assertThat(stage.actor(1).alive().configuration().isJoint()).isTrue();

        assertThat(overlapsUntil(30)).isEmpty();

        assertThat(stage.actor(1).alive().isLeader()).isFalse();
        assertThat(stage.actors().values()).anyMatch(actor -> isLeased(actor.core));
    }

    @Test
    void when_aChangeDoesNotWait_then_theyDo() {
        swap(PlantedBug.CHANGE_BEFORE_SUPPORT);
        assertThat(stage.actor(1).alive().configuration().isJoint()).isFalse();

        List<String> overlaps = overlapsUntil(30);

        assertThat(overlaps).isNotEmpty();
        assertThat(overlaps.get(0)).startsWith("10").contains("r1 in term 2");
        assertThat(stage.actor(1).alive().isLeader()).isFalse();
    }
}
