package io.biplane.raft.truth;

import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.config.Features;
import io.biplane.raft.truth.FailoverTrial.Outcome;
import io.biplane.raft.truth.TrialSetup.Delays;
import io.biplane.raft.truth.TrialSetup.Group;
import io.biplane.raft.truth.TruthReport.Comparison;
import io.biplane.raft.truth.TruthReport.Row;
import io.biplane.raft.truth.TruthTable.Cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * T5: a leader dies at a random instant of its heartbeat interval; timers as CockroachDB has them
 * (heartbeat 1 s, timeout 2 s to 4 s; store liveness heartbeat 1 s, support 3 s, withdrawal looked
 * for each 0.1 s), round trip 100 ms, disk sync 10 ms.
 *
 * <p>Until the first question for votes, by {@link SilenceDistribution}: without fortification
 * l + min of s timeouts − heartbeat phase; with it 3 s + min of s (withdrawal look + U(0, 2) s) −
 * phase. In both the whole distribution is compared, by its mean at four standard errors and by the
 * largest distance that chance explains in one of a million runs.
 *
 * <p>Then: the share of first attempts that elect is 1 − T2's split rate at l + d, or at l with
 * pre-vote and three servers ({@link AttemptVariants}); with fortification, for three servers, one
 * minus the chance that the other one's wait ends within l or its promise outlasts the question,
 * drawn directly. A first attempt that elects takes two
 * round trips and two writes, or one round trip without pre-vote, and serves a third later: all such
 * fail-overs must lie within the totals that CockroachDB publishes (pkg/base, 1.03 s to 5.20 s, and
 * 2.04 s to 6.70 s for leader leases).
 */
final class LeaderDeaths {
    private static final double SECOND = 1e9;
    private static final double LATENCY = 0.05;
    private static final double SYNC = 0.01;
    private static final int DRAWS = 1_000_000;

    private LeaderDeaths() {}

    private record Variant(String name, Features features) {
        String of(int servers, String subject) {
            return String.format(Locale.ROOT, "%s n=%d, %s", name, servers, subject);
        }

        boolean isFortified() {
            return features.fortification();
        }
    }

    private static final List<Variant> VARIANTS = List.of(
            new Variant("bare", Features.BARE),
            new Variant("shipped", Features.DEFAULT),
            new Variant("fortified", Features.DEFAULT.withFortification(true)));

    static TruthTable table(TruthOptions options) {
        List<Cell> cells = new ArrayList<>();
        for (Variant variant : VARIANTS) {
            for (int servers : new int[] {3, 5}) {
                String name = "T5 leader dies, " + variant.name() + " n=" + servers;
                cells.add(new Cell(name, () -> rows(options, variant, servers)));
            }
        }
        return new TruthTable(
                cells,
                List.of(
                        "T5: 'shipped' has pre-vote and check-quorum, 'fortified' leader leases over"
                                + " store liveness as well; round trip 100 ms, disk sync 10 ms"));
    }

    private static List<Row> rows(TruthOptions options, Variant variant, int servers) {
        TrialSetup setup = new TrialSetup(
                new Group(servers, 0, false),
                Delays.fixed(Math.round(LATENCY * SECOND), Math.round(SYNC * SECOND)),
                ElectionTiming.DEFAULT,
                variant.features(),
                options.plantedBug());
        SeededRandom random =
                new SeededRandom(options.seed() * 47 + servers * 3L + VARIANTS.indexOf(variant));
        int trials = options.sizes().failovers();
        Tally tally = new Tally(variant);
        Batch detected = Batch.of(trials, () -> tally.add(FailoverTrial.run(setup, random)));
        SilenceDistribution expected = silence(variant, servers - 1);
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                variant.of(servers, "stands until its death"),
                tally.share(tally.stood, detected),
                1,
                0));
        rows.add(Row.gate(
                "T5",
                variant.of(servers, "noticed, mean"),
                "s",
                new Comparison(detected.mean(), expected.mean()),
                Batch.SIGMAS * detected.standardError()));
        rows.add(row(
                variant.of(servers, "noticed, distance"),
                detected.distance(expected::upTo),
                0,
                Batch.distanceAllowed(trials)));
        if (!variant.features().preVote() || servers == 3) {
            double share = firstTry(options, variant, servers);
            rows.add(row(
                    variant.of(servers, "first attempt elects"),
                    tally.share(tally.firstTries, detected),
                    share,
                    Batch.shareAllowed(share, trials)));
        }
        rows.add(row(
                variant.of(servers, "those within the published"),
                tally.share(tally.published, detected) / tally.share(tally.firstTries, detected),
                1,
                0));
        return rows;
    }

    private static Row row(String name, double measured, double expected, double tolerance) {
        return Row.gate("T5", name, "", new Comparison(measured, expected), tolerance);
    }

    /** Counts kinds of fail-overs. */
    private static final class Tally {
        private final double least;
        private final double most;
        private int stood;
        private int firstTries;
        private int published;
        private int all;

        Tally(Variant variant) {
            least = variant.isFortified() ? 2.04 : 1.03;
            most = variant.isFortified() ? 6.70 : 5.20;
        }

        /** Counts one in; returns the seconds until it was noticed. */
        double add(Outcome outcome) {
            if (outcome.isEndless()) {
                return Batch.ENDLESS;
            }
            all++;
            double seconds = outcome.committedNanos() / SECOND;
            boolean isPublished = seconds >= least && seconds <= most;
            stood += outcome.stood() ? 1 : 0;
            firstTries += outcome.isFirstTry() ? 1 : 0;
            published += outcome.isFirstTry() && isPublished ? 1 : 0;
            return outcome.detectedNanos() / SECOND;
        }

        double share(int count, Batch batch) {
            return batch.isEndless() ? Batch.ENDLESS : count / (double) all;
        }
    }

    private static SilenceDistribution silence(Variant variant, int followers) {
        if (variant.isFortified()) {
            double support = StoreSupport.SUPPORT_NANOS / SECOND;
            double look = StoreSupport.CHECK_NANOS / SECOND;
            var waits = SilenceDistribution.firstOfTwoWaits(followers, look, 2);
            return new SilenceDistribution(
                    x -> waits.applyAsDouble(x - support),
                    support,
                    support + look + 2,
                    StoreSupport.BEAT_NANOS / SECOND);
        }
        return new SilenceDistribution(
                SilenceDistribution.firstTimeout(followers, 2 + LATENCY, 4 + LATENCY),
                2 + LATENCY,
                4 + LATENCY,
                1);
    }

    /** Expected share of first attempts that elect. */
    private static double firstTry(TruthOptions options, Variant variant, int servers) {
        if (!variant.isFortified()) {
            double window = variant.features().preVote() ? LATENCY : LATENCY + SYNC;
            return 1 - ClosedForms.splitRate(servers, servers - 1, window / 2);
        }
        SeededRandom random = new SeededRandom(options.seed() * 53);
        double look = StoreSupport.CHECK_NANOS / SECOND;
        int elected = 0;
        for (int i = 0; i < DRAWS; i++) {
            double onePromise = random.nextDouble() * look;
            double otherPromise = random.nextDouble() * look;
            double one = onePromise + 2 * random.nextDouble();
            double other = otherPromise + 2 * random.nextDouble();
            double first = Math.min(one, other);
            double promiseOfLater = one < other ? otherPromise : onePromise;
            boolean isAlone = Math.abs(one - other) > LATENCY;
            elected += isAlone && promiseOfLater <= first + LATENCY ? 1 : 0;
        }
        return elected / (double) DRAWS;
    }
}
