package io.biplane.raft.truth;

import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.truth.ElectionTrial.Outcome;
import io.biplane.raft.truth.ElectionTrial.Setup;
import io.biplane.raft.truth.TruthReport.Comparison;
import io.biplane.raft.truth.TruthReport.Row;

import java.util.List;
import java.util.Locale;

/**
 * T2: closed forms of dissertation chapter 9, with a fixed one-way latency and timeouts in [1, 2]
 * units.
 *
 * <p>Split votes: the first of s running servers to time out fails to win its term if at least c −
 * 1 others time out before its request reaches them, c = s − ⌊n/2⌋ + 1; the gap between the first
 * and the c-th of s uniform instants is Beta-distributed, which gives Σ over k = c − 1 … s of
 * C(s,k) l^k (1 − l)^(s − k).
 *
 * <p>Mean election time, with L the latency in units: (1 + 1/(s + 1) + L) / (1 − split) + L − ¼. An
 * attempt lasts until the request of the first to time out arrives; ¼ is the mean age of the last
 * heartbeat when the leader fails, heartbeats being half a unit apart. The formula lets every
 * attempt start afresh, all timers at once. By Wald's identity it is exact then, so it is measured
 * twice: on attempts that do start afresh (gated everywhere), and on whole elections, in which the
 * timers of a failed attempt run on at different phases. There retries collide less than the
 * formula thinks; at latencies above an eighth of the range, where most elections need several
 * attempts, it overestimates, so those rows are shown and not gated.
 */
final class ClosedForms {
    private static final long UNIT = 1_000_000_000L;
    private static final int[][] CLUSTERS = {
        {3, 1}, {5, 1}, {5, 2}, {7, 1}, {7, 2}, {7, 3}, {9, 2}, {9, 3}, {9, 4}
    };
    private static final double[] LATENCIES = {0.01, 0.05, 0.1, 0.2, 0.5};
    private static final int[][] TIMED = {{3, 1}, {5, 1}, {5, 2}, {7, 3}, {9, 4}};
    private static final int[] RANGES = {4, 5, 6, 8, 10, 15, 20};

    /**
     * Standard errors allowed: one of the table's 45 cells leaves four of them by chance once in
     * 350 runs.
     */
    private static final double SIGMAS = 4;

    /**
     * Mean times on fresh attempts: exact up to sampling, whose standard error is below 1 % at
     * 10,000 trials.
     */
    private static final double FRESH_ALLOWED = 0.04;

    /** Mean times of whole elections against a formula that is an approximation for them. */
    private static final double WHOLE_ALLOWED = 0.05;

    private static final int WHOLE_RANGE_MIN = 8;

    private ClosedForms() {}

    static void measure(TruthOptions options, List<Row> rows, List<String> notes) {
        for (int[] cluster : CLUSTERS) {
            for (double latency : LATENCIES) {
                rows.add(splitVotes(options, cluster[0], cluster[1], latency));
            }
        }
        for (int[] cluster : TIMED) {
            for (int range : RANGES) {
                rows.add(freshAttempts(options, cluster[0], cluster[1], range));
            }
        }
        for (int[] cluster : TIMED) {
            for (int range : RANGES) {
                rows.add(wholeElections(options, cluster[0], cluster[1], range));
            }
        }
        notes.add("T2: 'fresh' restarts all timers after a split vote, as the formula assumes;"
                + " 'whole' lets them run on, which collides less: below R=8 the formula"
                + " overestimates, so those rows are shown only");
        notes.add("T2: split votes are gated at " + (int) SIGMAS + " standard errors of "
                + options.splitTrials() + " trials a cell");
    }

    /** The formula for split votes. */
    static double splitRate(int servers, int running, double latency) {
        int candidates = running - servers / 2 + 1;
        double sum = 0;
        for (int k = Math.max(0, candidates - 1); k <= running; k++) {
            sum += choose(running, k)
                    * StrictMath.pow(latency, k)
                    * StrictMath.pow(1 - latency, running - k);
        }
        return sum;
    }

    /** The formula for the mean election time, in units of the timeout range. */
    static double meanElection(int servers, int running, double latency) {
        double attempt = 1 + 1.0 / (running + 1) + latency;
        return attempt / (1 - splitRate(servers, running, latency)) + latency - 0.25;
    }

    private static double choose(int n, int k) {
        double result = 1;
        for (int i = 1; i <= k; i++) {
            result = result * (n - k + i) / i;
        }
        return result;
    }

    private static Setup setup(TruthOptions options, int servers, int failed, double latency) {
        ElectionTiming timing = ElectionTiming.of(UNIT, 2 * UNIT, UNIT / 2);
        long latencyNanos = Math.round(latency * UNIT);
        return new Setup(servers, failed, timing, latencyNanos, latencyNanos, options.plantedBug());
    }

    private static SeededRandom random(TruthOptions options, int servers, int failed, double x) {
        return new SeededRandom(
                options.seed() * 1_000_003 + servers * 101L + failed * 11L + Math.round(x * 1000));
    }

    private static Row splitVotes(TruthOptions options, int servers, int failed, double latency) {
        Setup setup = setup(options, servers, failed, latency);
        SeededRandom random = random(options, servers, failed, latency);
        int split = 0;
        for (int i = 0; i < options.splitTrials(); i++) {
            split += ElectionTrial.run(setup, random, 1).isElected() ? 0 : 1;
        }
        double expected = splitRate(servers, setup.running(), latency);
        double error = StrictMath.sqrt(expected * (1 - expected) / options.splitTrials());
        String name = String.format(
                Locale.ROOT, "split votes n=%d down=%d l=%.2f", servers, failed, latency);
        // A rate so small that hardly an event is expected gets room for a single one or two.
        double tolerance = SIGMAS * error + 2.0 / options.splitTrials();
        return new Row(
                "T2",
                name,
                "",
                new Comparison(split / (double) options.splitTrials(), expected),
                tolerance,
                true);
    }

    /** Elections whose attempts all start with fresh timers: the formula's own assumption. */
    private static Row freshAttempts(TruthOptions options, int servers, int failed, int range) {
        double latency = 1.0 / range;
        Setup setup = setup(options, servers, failed, latency);
        SeededRandom random = random(options, servers, failed, 2000 + range);
        double sum = 0;
        for (int i = 0; i < options.timeTrials(); i++) {
            boolean isElected = false;
            while (!isElected) {
                Outcome attempt = ElectionTrial.run(setup, random, 1);
                sum += attempt.firstTimeoutAtNanos() / (double) UNIT + latency;
                isElected = attempt.isElected();
            }
            sum += latency - random.nextDouble() / 2;
        }
        double expected = meanElection(servers, setup.running(), latency) * range;
        Comparison values = new Comparison(sum / options.timeTrials() * range, expected);
        String name = name("fresh", servers, failed, range);
        return new Row("T2", name, "l", values, expected * FRESH_ALLOWED, true);
    }

    /** Whole elections, as they run. */
    private static Row wholeElections(TruthOptions options, int servers, int failed, int range) {
        double latency = 1.0 / range;
        Setup setup = setup(options, servers, failed, latency);
        SeededRandom random = random(options, servers, failed, 1000 + range);
        double sum = 0;
        for (int i = 0; i < options.timeTrials(); i++) {
            Outcome outcome = ElectionTrial.run(setup, random, Long.MAX_VALUE);
            sum += outcome.atNanos() / (double) UNIT - random.nextDouble() / 2;
        }
        double expected = meanElection(servers, setup.running(), latency) * range;
        Comparison values = new Comparison(sum / options.timeTrials() * range, expected);
        String name = name("whole", servers, failed, range);
        return new Row("T2", name, "l", values, expected * WHOLE_ALLOWED, range >= WHOLE_RANGE_MIN);
    }

    private static String name(String kind, int servers, int failed, int range) {
        return String.format(
                Locale.ROOT, "mean election, %s n=%d down=%d R=%d", kind, servers, failed, range);
    }
}
