package io.biplane.raft.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.truth.TruthReport.Row;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth gates hold for the honest core, and fail for the bug they are there to find. */
class TruthTest {
    @Test
    void when_theCoreIsHonest_then_publishedElectionTimesComeOut() {
        TruthReport report = Truth.runElections(TruthOptions.defaults());
        assertThat(report.failures()).as(report.render()).isEmpty();
        assertThat(report.rows().stream().filter(Row::isGate)).hasSize(15);
    }

    @Test
    void when_grantingAVoteDoesNotRestartTheTimer_then_theGateFails() {
        TruthReport report = Truth.runElections(
                TruthOptions.defaults().with(PlantedBug.NO_TIMER_RESET_ON_GRANTED_VOTE));
        assertThat(report.passed()).isFalse();
        // The independent re-run of the mutant, ground-truth.md T1: not just any failure, but this
        // one.
        assertThat(measured(report, "0 of 5 down, mean")).isCloseTo(423.1, within(4.0));
        assertThat(measured(report, "1 of 5 down, mean")).isCloseTo(444.2, within(4.0));
        assertThat(measured(report, "2 of 5 down, mean")).isCloseTo(501.2, within(5.0));
        assertThat(measured(report, "2 of 5 down, p75")).isCloseTo(558, within(8.0));
        assertThat(measured(report, "0 of 5 down, p99")).isCloseTo(598, within(15.0));
    }

    private static double measured(TruthReport report, String name) {
        return report.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow()
                .measured();
    }

    @Test
    void when_theSeedIsTheSame_then_theReportIsTheSame() {
        TruthOptions few = new TruthOptions(7, 300, 100, 100, PlantedBug.NONE);
        assertThat(Truth.run(few).render()).isEqualTo(Truth.run(few).render());
    }

    @Tag("nightly")
    @Test
    void when_everythingIsMeasured_then_everyGateHolds() {
        TruthReport report = Truth.run(TruthOptions.defaults());
        assertThat(report.failures()).as(report.render()).isEmpty();
    }

    // The dissertation's table of split votes: cluster, down, latency, rate.
    @ParameterizedTest
    @CsvSource({
        "3, 1, 0.01, 0.0199",
        "3, 1, 0.5, 0.7500",
        "5, 1, 0.01, 0.0006",
        "5, 1, 0.1, 0.0523",
        "5, 1, 0.2, 0.1808",
        "5, 2, 0.05, 0.1426",
        "5, 2, 0.5, 0.8750",
        "7, 3, 0.1, 0.3439",
        "9, 2, 0.2, 0.1480",
        "9, 4, 0.5, 0.9688",
    })
    void when_theSplitFormulaIsEvaluated_then_theTableComesOut(
            int servers, int failed, double latency, double expected) {
        assertThat(ClosedForms.splitRate(servers, servers - failed, latency))
                .isCloseTo(expected, within(0.00006));
    }

    // The table of mean election times in latencies: cluster, down, range, time.
    @ParameterizedTest
    @CsvSource({
        "3, 1, 4, 11.26",
        "3, 1, 20, 26.66",
        "5, 1, 10, 12.22",
        "5, 2, 5, 13.91",
        "7, 3, 8, 17.08",
        "9, 4, 4, 23.88",
        "9, 4, 20, 27.45",
    })
    void when_theTimeFormulaIsEvaluated_then_theTableComesOut(
            int servers, int failed, int range, double expected) {
        assertThat(ClosedForms.meanElection(servers, servers - failed, 1.0 / range) * range)
                .isCloseTo(expected, within(0.006));
    }
}
