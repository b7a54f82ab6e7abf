package io.biplane.raft.truth;

import static io.biplane.raft.truth.ClosedForms.UNIT;

import io.biplane.raft.config.Features;
import io.biplane.raft.truth.TrialSetup.Delays;
import io.biplane.raft.truth.TrialSetup.Group;
import io.biplane.raft.truth.TruthReport.Comparison;
import io.biplane.raft.truth.TruthReport.Row;
import io.biplane.raft.truth.TruthTable.Cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * T2's closed forms carried over to a disk and to the pre-vote, on attempts that start afresh.
 *
 * <p><b>Disk.</b> A candidate's requests leave when its own vote is durable, after d; so others have
 * l + d to time out in, and split votes follow T2's formula at latency l + d. A vote leaves when it
 * is durable, too: a winner leads 2 (l + d) after its timeout. Were the requests sent before the
 * write, there would be fewer split votes and a d less.
 *
 * <p><b>Pre-vote.</b> The first to time out asks at T and stands at T + 2l. Who times out before T +
 * l asks it before that, has its blessing, and stands in the same term; who does later is told of
 * the new term: split votes follow T2's formula at latency l, and where a bare majority runs, so
 * that the first one's blessing is needed, they do so whatever the disk takes. An attempt takes a
 * round trip longer.
 *
 * <p>Mean, in units of the range: (1 + 1/(s + 1) + A) / (1 − split) + l + d, where A is the time
 * from the first timeout to the arrival of its vote request: l + d, or 3l with pre-vote. With
 * pre-vote and a disk there is no such form: a voter may still be writing the new term when the
 * request comes.
 */
final class AttemptVariants {
    private static final int[][] CLUSTERS = {{3, 1}, {5, 1}, {5, 2}};
    private static final double[][] LATENCY_AND_SYNC = {{0.1, 0}, {0.05, 0.05}, {0.05, 0.2}};

    private AttemptVariants() {}

    private record Variant(int[] cluster, double latency, double sync, boolean preVote) {
        String name(String subject) {
            return String.format(
                    Locale.ROOT,
                    "%s%s n=%d down=%d l=%.2f d=%.2f",
                    subject,
                    preVote ? ", pre-vote" : "",
                    cluster[0],
                    cluster[1],
                    latency,
                    sync);
        }

        int running() {
            return cluster[0] - cluster[1];
        }

        /** How long others have to get in the way of the first to time out. */
        double window() {
            return preVote ? latency : latency + sync;
        }

        double split() {
            return ClosedForms.splitRate(cluster[0], running(), window());
        }

        boolean isBareMajority() {
            return running() == cluster[0] / 2 + 1;
        }

        /** Whether a formula covers it that is not T2's own. */
        boolean isCovered() {
            return preVote ? sync == 0 || isBareMajority() : sync > 0;
        }

        /** From the first timeout until its vote request arrives. */
        double attempt() {
            return (preVote ? 3 : 1) * latency + sync;
        }

        double mean() {
            double attempts = (1 + 1.0 / (running() + 1) + attempt()) / (1 - split());
            return attempts + latency + sync;
        }
    }

    static TruthTable table(TruthOptions options) {
        List<Cell> cells = new ArrayList<>();
        for (boolean preVote : new boolean[] {false, true}) {
            for (int[] cluster : CLUSTERS) {
                for (double[] delays : LATENCY_AND_SYNC) {
                    Variant variant = new Variant(cluster, delays[0], delays[1], preVote);
                    if (variant.isCovered()) {
                        String name = "T2 " + variant.name("attempts");
                        cells.add(new Cell(name, () -> rows(options, variant)));
                    }
                }
            }
        }
        return new TruthTable(
                cells,
                List.of(
                        "T2: d is the time of a disk sync: the formulas hold at latency l + d, since"
                                + " requests and votes wait for their write"));
    }

    private static List<Row> rows(TruthOptions options, Variant variant) {
        TrialSetup setup = ClosedForms.setup(
                new Group(variant.cluster()[0], variant.cluster()[1], false),
                Delays.fixed(nanos(variant.latency()), nanos(variant.sync())),
                variant.preVote() ? Features.DEFAULT : Features.BARE,
                options.plantedBug());
        SeededRandom random = new SeededRandom(options.seed() * 43 + variant.running());
        int splitTrials = options.sizes().splitTrials();
        Batch split = Batch.of(splitTrials, () -> ClosedForms.isSplit(setup, random));
        List<Row> rows = new ArrayList<>();
        rows.add(Row.gate(
                "T2",
                variant.name("split votes"),
                "",
                new Comparison(split.mean(), variant.split()),
                Batch.shareAllowed(variant.split(), splitTrials)));
        if (variant.preVote() && variant.sync() > 0) {
            return rows;
        }
        Batch units = Batch.of(
                options.sizes().timeTrials(),
                () -> ClosedForms.freshElection(setup, random, nanos(variant.attempt())));
        rows.add(Row.gate(
                "T2",
                variant.name("mean"),
                "",
                new Comparison(units.mean(), variant.mean()),
                Batch.SIGMAS * units.standardError()));
        return rows;
    }

    private static long nanos(double units) {
        return Math.round(units * UNIT);
    }
}
