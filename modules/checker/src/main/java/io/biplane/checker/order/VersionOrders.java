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
        /** For what is nice to know: about a second. */
        public static final Budget SMALL = new Budget(EDGES_MAX / 10, TRIES_MAX / 10);
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
        return rule == CycleRule.SINGLE ? allOpen(keys) : inferred(known, keys, rule, budget);
    }

    /** Forced orders are easier to follow than that all were tried. */
    private static Answer impossible(
            Dependencies known, List<VersionedKey> keys, CycleRule rule, Budget budget) {
        if (rule == CycleRule.SINGLE) {
            return new Impossible(List.of());
        }
        Saturation saturation = new Saturation(new Places(known, rule), keys, budget.edgesMax);
        boolean isForced = saturation.run() == Saturation.End.CYCLE;
        return new Impossible(isForced ? saturation.inferred() : List.of());
    }

    private static Answer allOpen(List<VersionedKey> keys) {
        long pairs = 0;
        for (VersionedKey key : keys) {
            pairs += (long) key.count() * (key.count() - 1) / 2;
        }
        return new Open(pairs, keys.stream().map(VersionedKey::key).toList());
    }

    private static Answer inferred(
            Dependencies known, List<VersionedKey> keys, CycleRule rule, Budget budget) {
        Places places = new Places(known, rule);
        if (Schedule.succeeds(places, keys, known.urgency())) {
            return new Possible();
        }
        Saturation saturation = new Saturation(places, keys, budget.edgesMax);
        if (saturation.run() == Saturation.End.CYCLE) {
            return new Impossible(saturation.inferred());
        }
        long[] byNumber = new long[known.transactions()];
        if (Schedule.succeeds(places, keys, known.urgency())
                || Schedule.succeeds(places, keys, byNumber)) {
            return new Possible();
        }
        long pairs = 0;
        List<String> open = new ArrayList<>();
        for (int k = 0; k < keys.size(); k++) {
            long count = saturation.open(k);
            pairs += count;
            if (count > 0) {
                open.add(keys.get(k).key());
            }
        }
        return pairs == 0 ? new Possible() : new Open(pairs, open);
    }
}
