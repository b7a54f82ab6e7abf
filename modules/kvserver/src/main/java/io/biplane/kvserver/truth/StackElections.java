package io.biplane.kvserver.truth;

import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.keys.TenantKeys;
import io.biplane.kvserver.truth.StackCluster.Failover;
import io.biplane.raft.truth.Batch;
import io.biplane.raft.truth.SeededRandom;
import io.biplane.raft.truth.SilenceDistribution;
import io.biplane.raft.truth.TruthOptions;
import io.biplane.raft.truth.TruthReport.Comparison;
import io.biplane.raft.truth.TruthReport.Row;
import io.biplane.raft.truth.TruthTable;
import io.biplane.raft.truth.TruthTable.Cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * T5 through the whole stack: three nodes, one-way latency 5 ms, disk sync 2 ms, the modelled
 * system's timers; the machine of a range's leader loses its power at random, again and again.
 *
 * <p>Two ranges, each in a simulation of its own. The meta range has an expiration lease and so no
 * fortification: two followers hear the leader's last word and wait the first of two timeouts
 * U(2, 4) s. A table's range has a leader lease: its leader's store last beat up to 1 s before the
 * death, support ends 3 s after that beat and is withdrawn at the next instant of a 100 ms grid,
 * which is synced, and then the first of two waits U(0, 2) s counts. Either way the first of them
 * stands after the round trip of its pre-vote, and leads after another one and two disk syncs: its
 * own vote and its voter's. The median of that span is held to the nanosecond; a voter that is
 * busy with another write takes longer.
 */
public final class StackElections {
    private static final double SECOND = 1e9;
    private static final double LATENCY = StackCluster.LATENCY_NANOS / SECOND;
    private static final double SYNC = StackCluster.SYNC_NANOS / SECOND;
    private static final double NANOSECOND_IN_MILLIS = 1e-6;
    private static final long TABLE = 104;

    /** A node that comes back has all its support again well before. */
    private static final long SETTLING_NANOS = 12_000_000_000L;

    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final long PATIENCE_NANOS = 1_000_000_000_000L;

    private StackElections() {}

    /**
     * What is expected of a range.
     *
     * @param watched a key in it
     * @param fromDeath whether silence counts from the death; otherwise from the last word
     * @param noticed distribution of the seconds until somebody stands
     * @param mean its mean
     */
    private record Range(
            String name,
            Key watched,
            boolean fromDeath,
            DoubleUnaryOperator noticed,
            double mean) {}

    private static final Range META = meta();
    private static final Range LEASED = leased();

    private static Range meta() {
        double least = 2 + 3 * LATENCY;
        DoubleUnaryOperator first = SilenceDistribution.firstTimeout(2, least, least + 2);
        return new Range("meta range", Keyspace.META.start(), false, first, least + 2.0 / 3);
    }

    private static Range leased() {
        double least = 3 + SYNC + 2 * LATENCY;
        DoubleUnaryOperator waits = SilenceDistribution.sharedThenFirst(2, 0.1, 2);
        SilenceDistribution silence =
                new SilenceDistribution(x -> waits.applyAsDouble(x - least), least, least + 2.1, 1);
        Key key = TenantKeys.index(TenantId.SYSTEM, TABLE, 1);
        return new Range("leader lease", key, true, silence::upTo, silence.mean());
    }

    /** The rows, measured at the options' number of kills. */
    public static TruthTable table(TruthOptions options) {
        List<Cell> cells = new ArrayList<>();
        for (Range range : List.of(META, LEASED)) {
            String name = "T5 whole stack, " + range.name();
            cells.add(new Cell(name, () -> rows(options, range)));
        }
        return new TruthTable(
                cells,
                List.of("T5: 'whole stack' is three nodes of the simulator (kernel, network, disks,"
                        + " actors, journal) with free CPU, " + options.sizes().kills()
                        + " leaders' machines switched off"));
    }

    private static List<Row> rows(TruthOptions options, Range range) {
        int kills = options.sizes().kills();
        List<Failover> failovers = failovers(options, range, kills);
        Batch noticed = batch(
                failovers,
                kills,
                failover -> failover.firstStoodAtNanos()
                        - (range.fromDeath()
                                ? failover.deathAtNanos()
                                : failover.lastWordAtNanos()));
        Batch elected =
                batch(failovers, kills, each -> each.electedAtNanos() - each.stoodAtNanos());
        String prefix = "stack, " + range.name() + ", ";
        double votes = 2 * (LATENCY + SYNC);
        return List.of(
                row(
                        prefix + "noticed, mean",
                        "s",
                        new Comparison(noticed.mean(), range.mean()),
                        Batch.SIGMAS * noticed.standardError()),
                row(
                        prefix + "noticed, distance",
                        "",
                        new Comparison(noticed.distance(range.noticed()), 0),
                        Batch.distanceAllowed(kills)),
                row(
                        prefix + "votes, p50",
                        "ms",
                        new Comparison(elected.quantile(0.5) * 1e3, votes * 1e3),
                        NANOSECOND_IN_MILLIS));
    }

    private static Row row(String name, String unit, Comparison values, double tolerance) {
        return Row.gate("T5", name, unit, values, tolerance);
    }

    /** Some fail-overs' spans in seconds; endless if fewer than all happened. */
    private static Batch batch(List<Failover> failovers, int all, Span span) {
        int[] next = {0};
        return Batch.of(
                all,
                () -> next[0] < failovers.size()
                        ? span.nanos(failovers.get(next[0]++)) / SECOND
                        : Batch.ENDLESS);
    }

    private interface Span {
        long nanos(Failover failover);
    }

    private static List<Failover> failovers(TruthOptions options, Range range, int kills) {
        SeededRandom random =
                new SeededRandom(options.seed() * 59 + range.name().length());
        List<Failover> failovers = new ArrayList<>();
        try (StackCluster cluster =
                new StackCluster(options.seed(), range.watched(), options.plantedBug())) {
            // The first leader was chosen by the bootstrap plan and is more eager than others.
            for (int i = -1; i < kills; i++) {
                cluster.run(SETTLING_NANOS + random.nextLong(INTERVAL_NANOS));
                Optional<Failover> failover = cluster.failOver(PATIENCE_NANOS);
                if (failover.isEmpty()) {
                    return failovers;
                }
                if (i >= 0) {
                    failovers.add(failover.get());
                }
            }
        }
        return failovers;
    }
}
