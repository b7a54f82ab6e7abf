package io.biplane.raft.truth;

import static io.biplane.raft.truth.WanElections.millis;
import static io.biplane.raft.truth.WanElections.setup;

import io.biplane.raft.config.Features;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.truth.ElectionTrial.Outcome;
import io.biplane.raft.truth.TrialSetup.Group;
import io.biplane.raft.truth.TruthReport.Comparison;
import io.biplane.raft.truth.TruthReport.Row;
import io.biplane.raft.truth.TruthTable.Cell;

import java.util.ArrayList;
import java.util.List;

/**
 * T1's elections in two more set-ups: logs that differ, so that only 3, 2 or 1 of the servers can be
 * elected (each log is one entry longer than the next, and the longest are the ones that are down),
 * and the features as shipped (pre-vote and check-quorum).
 *
 * <p>No figures are published for them. The dissertation says that unequal logs give very similar
 * curves with sharper corners, and that the pre-vote has no visible cost beyond its round trip. The
 * whole distribution is therefore compared with {@link PlainElections}, a second implementation:
 * means at four standard errors of both samples, and the largest distance of the two distributions
 * at what chance explains in one of a million pairs. What the dissertation says of unequal logs is
 * shown beside it.
 */
final class WanVariants {
    private static final double MILLI = 1e6;
    private static final double[] PUBLISHED_MEANS = {429.9, 468.6, 631.4};

    private WanVariants() {}

    private record Variant(String name, boolean logsDiffer, Features features) {}

    private static final List<Variant> VARIANTS = List.of(
            new Variant("logs differ", true, Features.BARE),
            new Variant("pre-vote", false, Features.DEFAULT),
            new Variant("pre-vote, logs differ", true, Features.DEFAULT));

    static TruthTable table(TruthOptions options) {
        List<Cell> cells = new ArrayList<>();
        for (Variant variant : VARIANTS) {
            for (int failed = 0; failed <= 2; failed++) {
                Group group = new Group(5, failed, variant.logsDiffer());
                String name = failed + " of 5 down, " + variant.name() + ", ";
                cells.add(new Cell(
                        "T1 " + name.substring(0, name.length() - 2),
                        () -> rows(options, variant, group, name)));
            }
        }
        return new TruthTable(
                cells,
                List.of(
                        "T1: 'logs differ' and 'pre-vote' are held to a second implementation of the"
                                + " election, since no figures are published; 'distance' is the largest"
                                + " difference of the two distributions (Kolmogorov-Smirnov)"));
    }

    private static List<Row> rows(
            TruthOptions options, Variant variant, Group group, String prefix) {
        TrialSetup setup = setup(group, variant.features(), options.plantedBug());
        TrialSetup honest = setup(group, variant.features(), PlantedBug.NONE);
        SeededRandom random = new SeededRandom(options.seed() * 37 + group.failed());
        SeededRandom second = new SeededRandom(options.seed() * 41 + group.failed());
        int trials = options.sizes().elections();
        int[] electable = {0};
        Batch times = Batch.of(trials, () -> {
            Outcome outcome = ElectionTrial.run(setup, random);
            electable[0] += outcome.isElected() && setup.isElectable(outcome.leader()) ? 1 : 0;
            return millis(outcome);
        });
        Batch plain = Batch.of(trials, () -> PlainElections.nanos(honest, second) / MILLI);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.gate(
                "T1",
                prefix + "mean",
                "ms",
                new Comparison(times.mean(), plain.mean()),
                Batch.SIGMAS * StrictMath.hypot(times.standardError(), plain.standardError())));
        rows.add(Row.gate(
                "T1",
                prefix + "distance",
                "",
                new Comparison(times.distance(plain), 0),
                times.distanceAllowed(plain)));
        if (variant.logsDiffer()) {
            double share = times.isEndless() ? Batch.ENDLESS : electable[0] / (double) trials;
            rows.add(Row.gate("T1", prefix + "whole log", "", new Comparison(share, 1), 0));
        }
        if (variant.logsDiffer() && !variant.features().preVote()) {
            double published = PUBLISHED_MEANS[group.failed()];
            Comparison values = new Comparison(times.mean(), published);
            rows.add(new Row("T1", prefix + "as equal", "ms", values, published * 0.1, false));
        }
        return rows;
    }
}
