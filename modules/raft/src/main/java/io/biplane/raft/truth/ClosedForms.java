package io.biplane.raft.truth;

import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.config.Features;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.truth.ElectionTrial.End;
import io.biplane.raft.truth.ElectionTrial.Outcome;
import io.biplane.raft.truth.TrialSetup.Delays;
import io.biplane.raft.truth.TrialSetup.Group;
import io.biplane.raft.truth.TruthReport.Comparison;
import io.biplane.raft.truth.TruthReport.Row;
import io.biplane.raft.truth.TruthTable.Cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

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
    /** The timeout range, in nanoseconds. */
    static final long UNIT = 1_000_000_000L;

    private static final int[][] CLUSTERS = {
        {3, 1}, {5, 1}, {5, 2}, {7, 1}, {7, 2}, {7, 3}, {9, 2}, {9, 3}, {9, 4}
    };
    private static final double[] LATENCIES = {0.01, 0.05, 0.1, 0.2, 0.5};
    private static final int[][] TIMED = {{3, 1}, {5, 1}, {5, 2}, {7, 3}, {9, 4}};
    private static final int[] RANGES = {4, 5, 6, 8, 10, 15, 20};

    /** Mean times of whole elections against a formula that is an approximation for them. */
    private static final double WHOLE_ALLOWED = 0.05;

    /** Elections a cell that this allowance is meant for. */
    private static final int WHOLE_TRIALS = 10_000;

    private static final int WHOLE_RANGE_MIN = 8;

    private ClosedForms() {}

    static TruthTable table(TruthOptions options) {
        List<Cell> cells = new ArrayList<>();
        for (int[] cluster : CLUSTERS) {
            for (double latency : LATENCIES) {
                String name = String.format(
                        Locale.ROOT,
                        "split votes n=%d down=%d l=%.2f",
                        cluster[0],
                        cluster[1],
                        latency);
                add(cells, name, () -> splitVotes(options, name, cluster, latency));
            }
        }
        for (int[] cluster : TIMED) {
            for (int range : RANGES) {
                String name = name("fresh", cluster, range);
                add(cells, name, () -> freshAttempts(options, name, cluster, range));
            }
        }
        for (int[] cluster : TIMED) {
            for (int range : RANGES) {
                String name = name("whole", cluster, range);
                add(cells, name, () -> wholeElections(options, name, cluster, range));
            }
        }
        return new TruthTable(
                cells,
                List.of(
                        "T2: 'fresh' restarts all timers after a split vote, as the formula assumes;"
                                + " 'whole' lets them run on, which collides less: below R=8 the"
                                + " formula overestimates, so those rows are shown only",
                        "T2: split votes are gated at " + (int) Batch.SIGMAS
                                + " standard errors of "
                                + options.sizes().splitTrials() + " trials a cell"));
    }

    private static void add(List<Cell> cells, String name, Supplier<Row> row) {
        cells.add(new Cell("T2 " + name, () -> List.of(row.get())));
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

    private static TrialSetup setup(TruthOptions options, int[] cluster, double latency) {
        return setup(
                new Group(cluster[0], cluster[1], false),
                Delays.fixed(Math.round(latency * UNIT), 0),
                Features.BARE,
                options.plantedBug());
    }

    /** T2's set-up: timeouts of one to two units. */
    static TrialSetup setup(Group group, Delays delays, Features features, PlantedBug bug) {
        ElectionTiming timing = ElectionTiming.of(UNIT, 2 * UNIT, UNIT / 2);
        return new TrialSetup(group, delays, timing, features, bug);
    }

    private static SeededRandom random(TruthOptions options, int[] cluster, double x) {
        return new SeededRandom(options.seed() * 1_000_003
                + cluster[0] * 101L
                + cluster[1] * 11L
                + Math.round(x * 1000));
    }

    private static Row splitVotes(
            TruthOptions options, String name, int[] cluster, double latency) {
        TrialSetup setup = setup(options, cluster, latency);
        SeededRandom random = random(options, cluster, latency);
        int trials = options.sizes().splitTrials();
        Batch split = Batch.of(trials, () -> isSplit(setup, random));
        double expected = splitRate(cluster[0], setup.running(), latency);
        return Row.gate(
                "T2",
                name,
                "",
                new Comparison(split.mean(), expected),
                Batch.shareAllowed(expected, trials));
    }

    /** 1 if the first term has no leader, 0 if it has. */
    static double isSplit(TrialSetup setup, SeededRandom random) {
        return switch (ElectionTrial.run(setup, random, 1).end()) {
            case ELECTED -> 0;
            case LOST -> 1;
            case ENDLESS -> Batch.ENDLESS;
        };
    }

    /**
     * Units of an election whose attempts all start with fresh timers: the formula's own assumption.
     *
     * @param attemptNanos from the first timeout until a failed attempt counts as over: until the
     *     first candidate's request would arrive
     */
    static double freshElection(TrialSetup setup, SeededRandom random, long attemptNanos) {
        long sumNanos = 0;
        for (int attempts = 1; attempts <= ElectionTrial.TERMS_MAX; attempts++) {
            Outcome attempt = ElectionTrial.run(setup, random, 1);
            if (attempt.end() == End.ENDLESS) {
                break;
            }
            if (attempt.isElected()) {
                return (sumNanos + attempt.atNanos()) / (double) UNIT;
            }
            sumNanos += attempt.firstTimeoutAtNanos() + attemptNanos;
        }
        return Batch.ENDLESS;
    }

    private static Row freshAttempts(TruthOptions options, String name, int[] cluster, int range) {
        double latency = 1.0 / range;
        TrialSetup setup = setup(options, cluster, latency);
        SeededRandom random = random(options, cluster, 2000 + range);
        Batch units = Batch.of(
                options.sizes().timeTrials(),
                () -> freshElection(setup, random, Math.round(latency * UNIT))
                        - random.nextDouble() / 2);
        double expected = meanElection(cluster[0], setup.running(), latency) * range;
        Comparison values = new Comparison(units.mean() * range, expected);
        return Row.gate("T2", name, "l", values, Batch.SIGMAS * range * units.standardError());
    }

    /** Whole elections, as they run. */
    private static Row wholeElections(TruthOptions options, String name, int[] cluster, int range) {
        double latency = 1.0 / range;
        TrialSetup setup = setup(options, cluster, latency);
        SeededRandom random = random(options, cluster, 1000 + range);
        Batch units = Batch.of(options.sizes().timeTrials(), () -> {
            Outcome outcome = ElectionTrial.run(setup, random);
            return outcome.isElected()
                    ? outcome.atNanos() / (double) UNIT - random.nextDouble() / 2
                    : Batch.ENDLESS;
        });
        double expected = meanElection(cluster[0], setup.running(), latency) * range;
        Comparison values = new Comparison(units.mean() * range, expected);
        double allowed = WHOLE_ALLOWED * Batch.fewer(options.sizes().timeTrials(), WHOLE_TRIALS);
        return new Row("T2", name, "l", values, expected * allowed, range >= WHOLE_RANGE_MIN);
    }

    private static String name(String kind, int[] cluster, int range) {
        return String.format(
                Locale.ROOT,
                "mean election, %s n=%d down=%d R=%d",
                kind,
                cluster[0],
                cluster[1],
                range);
    }
}
