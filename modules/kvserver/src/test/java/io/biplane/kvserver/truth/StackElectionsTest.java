package io.biplane.kvserver.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.truth.Truth;
import io.biplane.raft.truth.TruthOptions;
import io.biplane.raft.truth.TruthReport;
import io.biplane.raft.truth.TruthReport.Row;

import org.junit.jupiter.api.Test;

import java.util.List;

/** The whole stack elects when, and as fast as, timers and delays add up to; and the rows can fail. */
class StackElectionsTest {
    private static final TruthOptions FEW = TruthOptions.defaults()
            .with(new TruthOptions.Sizes(20_000, 10_000, 10_000, 10_000, 10));

    private static TruthReport measure(TruthOptions options) {
        return Truth.run(options, List.of(StackElections.table(options)), Truth.Progress.SILENT);
    }

    @Test
    void when_leadersMachinesLosePower_then_theOthersElectAsClosedFormsSay() {
        TruthReport report = measure(FEW);
        assertThat(report.failures()).as(report.render()).isEmpty();
        assertThat(report.rows().stream().filter(Row::isGate)).hasSize(6);
    }

    // One disk sync of 2 ms is missing from 14 ms: the journal's way back is part of the span.
    @Test
    void when_votesAreRequestedBeforeTheWrite_then_theStackElectsOneSyncTooEarly() {
        TruthReport report = measure(FEW.with(PlantedBug.REQUEST_VOTES_BEFORE_WRITE));
        assertThat(report.failures().stream().map(Row::name))
                .contains("stack, meta range, votes, p50", "stack, leader lease, votes, p50");
        assertThat(report.failures().get(0).measured()).isBetween(11.999, 12.001);
    }
}
