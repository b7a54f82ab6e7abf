package io.biplane.raft.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.raft.RaftInvariantViolation;
import io.biplane.raft.config.Features;
import io.biplane.raft.config.FlowLimits;
import io.biplane.raft.config.PlantedBug;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each bug planted in the core is found by the invariant it breaks: the proof that the storms of
 * {@link ChaosTest} reach where bugs live, and that the checkers can fail.
 */
class PlantedBugTest {
    private static final int SEEDS = 400;
    private static final FlowLimits TIGHT = new FlowLimits(400, 4, 2_000, 20_000, 1_000);

    @ParameterizedTest
    @CsvSource({
        "VOTE_TWICE_IN_A_TERM, TermsNeverFall",
        "VOTE_WITHOUT_LOG_CHECK, LeaderCompleteness",
        "COMMIT_OLDER_TERMS_BY_COUNTING, DurableBeforeCommitted",
        "ACKNOWLEDGE_BEFORE_DURABLE, DurableBeforeCommitted",
        "COUNT_SELF_BEFORE_DURABLE, DurableBeforeCommitted",
        "APPEND_WITHOUT_CHECK, LogMatching",
        "IGNORE_OUTGOING_HALF, DurableBeforeCommitted",
    })
    void when_aBugIsPlanted_then_itsInvariantTrips(PlantedBug bug, String property) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            String found = firstViolation(seed, bug);
            if (found.startsWith(property)) {
                return;
            }
        }
        assertThat(false)
                .as("%s was not found by %s in %d seeds", bug, property, SEEDS)
                .isTrue();
    }

    private static String firstViolation(long seed, PlantedBug bug) {
        SimulatedGroup group = new SimulatedGroup(
                seed,
                3 + (int) (seed % 3),
                2,
                Chaos.HOSTILE,
                config -> config.with(Features.BARE).with(TIGHT).with(bug));
        try {
            group.runFor(60_000);
            return "";
        } catch (RaftInvariantViolation violation) {
            return violation.getMessage();
        }
    }
}
