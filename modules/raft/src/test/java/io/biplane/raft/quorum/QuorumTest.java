package io.biplane.raft.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quorum decisions, by table and against the definition tried out on every subset. */
class QuorumTest {
    // voters' values (empty: no voters)   expected
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''           | 9223372036854775807",
                "5            | 5",
                "5 7          | 5",
                "5 7 9        | 7",
                "9 7 5        | 7",
                "0 0 9        | 0",
                "0 9 9        | 9",
                "1 2 3 4      | 2",
                "4 3 2 1      | 2",
                "1 2 3 4 5    | 3",
                "5 5 5 1 1    | 5",
                "5 5 1 1 1    | 1",
                "7 6 5 4 3 2 1| 4",
            })
    void when_votersHaveReachedValues_then_theMajorityHasReached(String values, long expected) {
        long[] parsed = parse(values);
        assertThat(MajorityQuorum.reachedByMajority(parsed, parsed.length)).isEqualTo(expected);
    }

    // voters yes no   expected
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, WON",
        "1, 0, 0, PENDING",
        "1, 1, 0, WON",
        "1, 0, 1, LOST",
        "2, 1, 0, PENDING",
        "2, 2, 0, WON",
        "2, 0, 1, LOST",
        "2, 1, 1, LOST",
        "3, 1, 0, PENDING",
        "3, 2, 0, WON",
        "3, 1, 1, PENDING",
        "3, 0, 2, LOST",
        "3, 2, 1, WON",
        "4, 2, 0, PENDING",
        "4, 3, 0, WON",
        "4, 2, 1, PENDING",
        "4, 2, 2, LOST",
        "5, 2, 2, PENDING",
        "5, 3, 2, WON",
        "5, 2, 3, LOST",
    })
    void when_votesAreIn_then_theElectionStands(int voters, int yes, int no, VoteResult expected) {
        assertThat(MajorityQuorum.vote(voters, yes, no)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "WON, WON, WON", "WON, PENDING, PENDING", "WON, LOST, LOST",
        "PENDING, WON, PENDING", "PENDING, PENDING, PENDING", "PENDING, LOST, LOST",
        "LOST, WON, LOST", "LOST, PENDING, LOST", "LOST, LOST, LOST",
    })
    void when_bothHalvesStand_then_theJointVoteStands(
            VoteResult incoming, VoteResult outgoing, VoteResult expected) {
        assertThat(JointQuorum.vote(incoming, outgoing)).isEqualTo(expected);
    }

    /**
     * Definition: the greatest value v such that some majority consists of voters that have all
     * reached v.
     */
    @Test
    void when_everySubsetIsTried_then_theMajorityValueIsTheDefinition() {
        for (int voters = 1; voters <= 7; voters++) {
            for (int seed = 0; seed < 300; seed++) {
                long[] values = new long[voters];
                long state = seed * 7919L + voters;
                for (int i = 0; i < voters; i++) {
                    state = state * 6364136223846793005L + 1442695040888963407L;
                    values[i] = (state >>> 33) % 6;
                }
                long expected = byDefinition(values);
                assertThat(MajorityQuorum.reachedByMajority(values.clone(), voters))
                        .isEqualTo(expected);
            }
        }
    }

    private static long byDefinition(long[] values) {
        long best = 0;
        for (int subset = 1; subset < 1 << values.length; subset++) {
            if (Integer.bitCount(subset) * 2 > values.length) {
                long smallest = Long.MAX_VALUE;
                for (int i = 0; i < values.length; i++) {
                    smallest = (subset >> i & 1) == 1 ? Math.min(smallest, values[i]) : smallest;
                }
                best = Math.max(best, smallest);
            }
        }
        return best;
    }

    /**
     * Any two decisions share a voter, in plain and in joint configurations that follow each other.
     */
    @Test
    void when_twoQuorumsDecide_then_theyShareAVoter() {
        for (int incoming = 1; incoming < 32; incoming++) {
            for (int outgoing = 1; outgoing < 32; outgoing++) {
                for (int one = 0; one < 32; one++) {
                    for (int other = 0; other < 32; other++) {
                        boolean bothDecide = decides(one, incoming)
                                && decides(one, outgoing)
                                && decides(other, outgoing);
                        if (bothDecide) {
                            assertThat(one & other).isNotZero();
                        }
                    }
                }
            }
        }
    }

    private static boolean decides(int yes, int voters) {
        int count = Integer.bitCount(voters);
        int granted = Integer.bitCount(yes & voters);
        return MajorityQuorum.vote(count, granted, count - granted) == VoteResult.WON;
    }

    private static long[] parse(String values) {
        if (values.isBlank()) {
            return new long[0];
        }
        String[] words = values.trim().split("\\s+");
        long[] parsed = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            parsed[i] = Long.parseLong(words[i]);
        }
        return parsed;
    }
}
