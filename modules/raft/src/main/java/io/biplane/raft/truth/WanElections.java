package io.biplane.raft.truth;

import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.config.Features;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.truth.ElectionTrial.Outcome;
import io.biplane.raft.truth.TrialSetup.Delays;
import io.biplane.raft.truth.TrialSetup.Group;
import io.biplane.raft.truth.TruthReport.Comparison;
import io.biplane.raft.truth.TruthReport.Row;
import io.biplane.raft.truth.TruthTable.Cell;

import java.util.ArrayList;
import java.util.List;

/**
 * T1: the dissertation's AvailSim over a WAN (chapter 9): 5 servers, one-way latency U(30, 40) ms,
 * election timeouts U(300, 600) ms, timers fresh at 0, no disk and no CPU time, the bare algorithm
 * (neither pre-vote nor quorum check), 0, 1 or 2 servers down, time until somebody is elected.
 */
final class WanElections {
    private static final long MILLI = 1_000_000L;

    /** Shares of the elections at which the published curve was read. */
    private static final double[] SHARES = {
        0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99, 0.999
    };

    private static final String[] NAMES = {
        "p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "p99.9"
    };

    /** Allowed difference, as a share of the published value; 0 is shown only. */
    private static final double[] ALLOWED = {0, 0, 0, 0, 0.02, 0.03, 0.07, 0, 0.08, 0};

    private static final double MEAN_ALLOWED = 0.03;

    /** Elections a row that these allowances are meant for. */
    private static final int ELECTIONS = 20_000;

    /**
     * Digitised from the dissertation's figure (docs/reference/ground-truth.md T1), in ms: min, the shares above,
     * mean; by servers down.
     */
    private static final double[][] PUBLISHED = {
        {364, 368, 372, 375, 387, 410, 446, 489, 526, 834, 985, 429.9},
        {364, 370, 375, 379, 394, 423, 474, 563, 814, 1007, 1385, 468.6},
        {364, 372, 379, 387, 411, 469, 798, 1074, 1336, 1933, 2853, 631.4},
    };

    private WanElections() {}

    static TruthTable table(TruthOptions options) {
        List<Cell> cells = new ArrayList<>();
        for (int failed = 0; failed <= 2; failed++) {
            int down = failed;
            cells.add(new Cell("T1 " + down + " of 5 down", () -> rows(options, down)));
        }
        String note = "T1: " + options.sizes().elections()
                + " elections a row; published values are digitised from 10,000 elections, so"
                + " tails carry their sampling error and are shown, not gated";
        return new TruthTable(cells, List.of(note));
    }

    private static List<Row> rows(TruthOptions options, int failed) {
        SeededRandom random = new SeededRandom(options.seed() * 31 + failed);
        TrialSetup setup = setup(new Group(5, failed, false), Features.BARE, options.plantedBug());
        Batch millis = Batch.of(
                options.sizes().elections(), () -> millis(ElectionTrial.run(setup, random)));
        double[] published = PUBLISHED[failed];
        double scale = Batch.fewer(options.sizes().elections(), ELECTIONS);
        String prefix = failed + " of 5 down, ";
        List<Row> rows = new ArrayList<>();
        rows.add(row(prefix + "min", millis.least(), published[0], 0));
        for (int i = 0; i < SHARES.length; i++) {
            double value = millis.quantile(SHARES[i]);
            rows.add(row(prefix + NAMES[i], value, published[i + 1], ALLOWED[i] * scale));
        }
        double mean = published[SHARES.length + 1];
        rows.add(row(prefix + "mean", millis.mean(), mean, MEAN_ALLOWED * scale));
        return rows;
    }

    private static Row row(String name, double measured, double published, double allowed) {
        boolean isGate = allowed > 0;
        double tolerance = published * (isGate ? allowed : 0.1);
        return new Row("T1", name, "ms", new Comparison(measured, published), tolerance, isGate);
    }

    /** The set-up of T1 for these servers. */
    static TrialSetup setup(Group group, Features features, PlantedBug bug) {
        // The heartbeat interval plays no part: a trial ends when somebody leads.
        ElectionTiming timing = ElectionTiming.of(300 * MILLI, 600 * MILLI, 150 * MILLI);
        return new TrialSetup(group, new Delays(30 * MILLI, 40 * MILLI, 0), timing, features, bug);
    }

    /** An election's time in ms. */
    static double millis(Outcome outcome) {
        return outcome.isElected() ? outcome.atNanos() / (double) MILLI : Batch.ENDLESS;
    }
}
