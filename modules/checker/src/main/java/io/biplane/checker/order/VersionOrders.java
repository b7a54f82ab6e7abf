package io.biplane.checker.order;

import java.util.ArrayList;
import java.util.List;

/**
 * Says whether the versions of all keys can be ordered so that no forbidden cycle is closed. What is
 * known for sure must not close one.
 */
public final class VersionOrders {
    /** Edges that are looked at: our choice, some ten seconds on one core. */
    private static final long EDGES_MAX = 10_000_000_000L;
    /** Orders of two versions that the search tries: our choice, a second. */
    private static final long TRIES_MAX = 2_000_000L;

    private VersionOrders() {}

    /** The answer. */
    public sealed interface Answer {}

    /** There are such orders. */
    public record Possible() implements Answer {}

    /**
     * There are none.
     *
     * @param forced orders that are forced and close a cycle, those found first before those that
     *     follow from them; empty if only trying all showed it
     */
    public record Impossible(List<Inferred> forced) implements Answer {
        public Impossible {
            forced = List.copyOf(forced);
        }
    }

    /**
     * Nobody found out.
     *
     * @param pairs pairs of versions of one key of which neither order is forced
     * @param keys the keys that have some
     */
    public record Open(long pairs, List<String> keys) implements Answer {
        public Open {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Where it ends.
     *
     * @param edgesMax edges looked at while orders are inferred
     * @param triesMax orders of two versions that the search tries
     */
    public record Budget(long edgesMax, long triesMax) {
        /** The most there is: some ten seconds on one core. */
        public static final Budget FULL = new Budget(EDGES_MAX, TRIES_MAX);

        /** A tenth of it, for what is nice to know. */
        public Budget small() {
            return new Budget(edgesMax / 10, triesMax / 10);
        }
    }

    /** The answer within a budget. */
    public static Answer of(
            Dependencies known, List<VersionedKey> keys, CycleRule rule, Budget budget) {
        if (keys.isEmpty()) {
            return new Possible();
        }
        int[] involved = SmallSearch.involved(known, keys);
        if (involved.length <= SmallSearch.TRANSACTIONS_MAX) {
            SmallSearch.Found found =
                    SmallSearch.search(known, keys, involved, rule, budget.triesMax);
            if (found == SmallSearch.Found.POSSIBLE) {
                return new Possible();
            }
            if (found == SmallSearch.Found.IMPOSSIBLE) {
                return impossible(known, keys, rule, budget);
            }
        }
        return inferred(known, keys, rule, budget);
    }

    /** Forced orders are easier to follow than that all were tried. */
    private static Answer impossible(
            Dependencies known, List<VersionedKey> keys, CycleRule rule, Budget budget) {
        Saturation saturation = new Saturation(new Places(known, rule), keys, budget.edgesMax);
        Saturation.End end = saturation.run();
        boolean isForced = end == Saturation.End.CYCLE
                || rule == CycleRule.SINGLE
                        && Refutation.hasCycle(known, keys, rule, saturation.inferred());
        return new Impossible(isForced ? saturation.inferred() : List.of());
    }

    private static Answer inferred(
            Dependencies known, List<VersionedKey> keys, CycleRule rule, Budget budget) {
        Places places = new Places(known, rule);
        Saturation saturation = new Saturation(places, keys, budget.edgesMax);
        boolean isCyclic = saturation.run() == Saturation.End.CYCLE
                || rule == CycleRule.SINGLE
                        && Refutation.hasCycle(known, keys, rule, saturation.inferred());
        if (isCyclic) {
            return new Impossible(saturation.inferred());
        }
        Open open = open(keys, saturation);
        if (open.pairs == 0 || rule == CycleRule.SINGLE) {
            return open.pairs == 0 ? new Possible() : open;
        }
        long[] byNumber = new long[known.transactions()];
        if (Schedule.succeeds(places, keys, known.urgency())
                || Schedule.succeeds(places, keys, byNumber)) {
            return new Possible();
        }
        return open;
    }

    private static Open open(List<VersionedKey> keys, Saturation saturation) {
        long pairs = 0;
        List<String> open = new ArrayList<>();
        for (int k = 0; k < keys.size(); k++) {
            long count = saturation.open(k);
            pairs += count;
            if (count > 0) {
                open.add(keys.get(k).key());
            }
        }
        return new Open(pairs, open);
    }
}
