package io.biplane.raft.truth;

import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.truth.ElectionTrial.Setup;
import io.biplane.raft.truth.TruthReport.Comparison;
import io.biplane.raft.truth.TruthReport.Row;

import java.util.Arrays;
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

    /**
     * Digitised from the dissertation's figure (ground-truth.md T1), in ms: min, the shares above,
     * mean; by servers down.
     */
    private static final double[][] PUBLISHED = {
        {364, 368, 372, 375, 387, 410, 446, 489, 526, 834, 985, 429.9},
        {364, 370, 375, 379, 394, 423, 474, 563, 814, 1007, 1385, 468.6},
        {364, 372, 379, 387, 411, 469, 798, 1074, 1336, 1933, 2853, 631.4},
    };

    private WanElections() {}

    static void measure(TruthOptions options, List<Row> rows, List<String> notes) {
        for (int failed = 0; failed <= 2; failed++) {
            double[] millis = elect(options, failed);
            double[] published = PUBLISHED[failed];
            String prefix = failed + " of 5 down, ";
            add(rows, prefix + "min", millis[0], published[0], 0);
            for (int i = 0; i < SHARES.length; i++) {
                double value = millis[(int) (SHARES[i] * millis.length)];
                add(rows, prefix + NAMES[i], value, published[i + 1], ALLOWED[i]);
            }
            double mean = Arrays.stream(millis).sum() / millis.length;
            add(rows, prefix + "mean", mean, published[SHARES.length + 1], MEAN_ALLOWED);
        }
        notes.add("T1: " + options.elections()
                + " elections a row; published values are digitised from 10,000 elections, so"
                + " tails carry their sampling error and are shown, not gated");
    }

    private static void add(
            List<Row> rows, String name, double measured, double published, double allowed) {
        boolean isGate = allowed > 0;
        double tolerance = published * (isGate ? allowed : 0.1);
        rows.add(new Row("T1", name, "ms", new Comparison(measured, published), tolerance, isGate));
    }

    /** Times of elections in ms, sorted. */
    private static double[] elect(TruthOptions options, int failed) {
        SeededRandom random = new SeededRandom(options.seed() * 31 + failed);
        // The heartbeat interval plays no part: a trial ends when somebody leads.
        ElectionTiming timing = ElectionTiming.of(300 * MILLI, 600 * MILLI, 150 * MILLI);
        Setup setup = new Setup(5, failed, timing, 30 * MILLI, 40 * MILLI, options.plantedBug());
        double[] millis = new double[options.elections()];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = ElectionTrial.run(setup, random, Long.MAX_VALUE).atNanos() / (double) MILLI;
        }
        Arrays.sort(millis);
        return millis;
    }
}
