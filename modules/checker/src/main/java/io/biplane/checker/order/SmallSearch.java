package io.biplane.checker.order;

import io.biplane.checker.cycle.Graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Tries all orders of the versions of few transactions: what one order forces is taken before the
 * next is tried. Who reaches whom is a word of bits for each place.
 */
final class SmallSearch {
    /** Two places each have to fit into one word. */
    static final int TRANSACTIONS_MAX = 30;

    private final CycleRule rule;
    private final int count;
    private final List<Pair> pairs = new ArrayList<>();
    /** Orders that may still be tried. */
    private long budget;

    /** Two versions: their writers, and their readers as bits. */
    private record Pair(int one, int other, long readersOfOne, long readersOfOther) {
        Pair turned() {
            return new Pair(other, one, readersOfOther, readersOfOne);
        }
    }

    /** What was found. */
    enum Found {
        POSSIBLE,
        IMPOSSIBLE,
        /** The budget is spent. */
        UNKNOWN
    }

    private SmallSearch(CycleRule rule, int count, long budget) {
        this.rule = rule;
        this.count = count;
        this.budget = budget;
    }

    /** The transactions that can be part of a cycle, by number. */
    static int[] involved(Dependencies known, List<VersionedKey> keys) {
        TreeSet<Integer> involved = new TreeSet<>();
        Graph graph = known.graph();
        boolean[] isReached = new boolean[graph.nodeCount()];
        for (int node = 0; node < graph.nodeCount(); node++) {
            for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                isReached[graph.target(e)] = true;
            }
        }
        for (int node = 0; node < known.transactions(); node++) {
            if (graph.hasEdges(node) && isReached[node]) {
                involved.add(node);
            }
        }
        for (VersionedKey key : keys) {
            for (int v = 0; v < key.count(); v++) {
                involved.add(key.writers()[v]);
                for (int reader : key.readers()[v]) {
                    involved.add(reader);
                }
            }
        }
        return involved.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Looks for an order.
     *
     * @param involved no more than {@link #TRANSACTIONS_MAX}
     * @param budget orders of two versions that are tried at most
     */
    static Found search(
            Dependencies known,
            List<VersionedKey> keys,
            int[] involved,
            CycleRule rule,
            long budget) {
        SmallSearch search = new SmallSearch(rule, involved.length, budget);
        long[] reach = search.start(known, involved);
        for (VersionedKey key : keys) {
            search.addPairs(key, involved);
        }
        if (search.isForbidden(reach)) {
            return Found.IMPOSSIBLE;
        }
        return search.extend(reach, search.pairs);
    }

    private void addPairs(VersionedKey key, int[] involved) {
        for (int u = 0; u < key.count(); u++) {
            for (int v = u + 1; v < key.count(); v++) {
                pairs.add(new Pair(
                        Arrays.binarySearch(involved, key.writers()[u]),
                        Arrays.binarySearch(involved, key.writers()[v]),
                        bits(key.readers()[u], involved),
                        bits(key.readers()[v], involved)));
            }
        }
    }

    private static long bits(int[] transactions, int[] involved) {
        long bits = 0;
        for (int transaction : transactions) {
            bits |= 1L << Arrays.binarySearch(involved, transaction);
        }
        return bits;
    }

    // Places: for ANY one each; else the second ones come after the first ones. With NONADJACENT
    // these are begin and commit, with SINGLE before and after an anti-dependency.

    private long[] start(Dependencies known, int[] involved) {
        long[] reach = new long[rule == CycleRule.ANY ? count : 2 * count];
        if (rule == CycleRule.NONADJACENT) {
            for (int t = 0; t < count; t++) {
                add(reach, t, count + t);
            }
        }
        Graph graph = known.graph();
        for (int t = 0; t < count; t++) {
            int node = involved[t];
            for (int e = graph.firstEdge(node); e < graph.firstEdge(node + 1); e++) {
                boolean isAnti = graph.kind(e) == known.antiDependency();
                for (int target : beyondHelpers(known, graph.target(e))) {
                    int place = Arrays.binarySearch(involved, target);
                    if (place >= 0) {
                        depend(reach, t, place, isAnti);
                    }
                }
            }
        }
        return reach;
    }

    /** The transactions that links lead to from a node. */
    private static TreeSet<Integer> beyondHelpers(Dependencies known, int node) {
        TreeSet<Integer> transactions = new TreeSet<>();
        TreeSet<Integer> met = new TreeSet<>(List.of(node));
        TreeSet<Integer> left = new TreeSet<>(met);
        while (!left.isEmpty()) {
            int next = left.pollFirst();
            if (next < known.transactions()) {
                transactions.add(next);
                continue;
            }
            Graph graph = known.graph();
            for (int e = graph.firstEdge(next); e < graph.firstEdge(next + 1); e++) {
                if (met.add(graph.target(e))) {
                    left.add(graph.target(e));
                }
            }
        }
        return transactions;
    }

    private void depend(long[] reach, int from, int to, boolean isAnti) {
        if (from == to) {
            return;
        }
        switch (rule) {
            case ANY -> add(reach, from, to);
            case NONADJACENT -> add(reach, isAnti ? from : count + from, isAnti ? count + to : to);
            case SINGLE -> {
                add(reach, from, isAnti ? count + to : to);
                if (!isAnti) {
                    add(reach, count + from, count + to);
                }
            }
        }
    }

    private static void add(long[] reach, int from, int to) {
        long gained = reach[to] | 1L << to;
        if ((gained & ~reach[from]) == 0) {
            return;
        }
        for (int place = 0; place < reach.length; place++) {
            if (place == from || (reach[place] >>> from & 1) != 0) {
                reach[place] |= gained;
            }
        }
    }

    private boolean isForbidden(long[] reach) {
        for (int place = 0; place < reach.length; place++) {
            if ((reach[place] >>> place & 1) != 0) {
                return true;
            }
        }
        for (int t = 0; rule == CycleRule.SINGLE && t < count; t++) {
            if ((reach[t] >>> count + t & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    /** What comes of the first version before the other; empty if that is forbidden. */
    private Optional<long[]> ordered(long[] reach, Pair pair) {
        long[] after = reach.clone();
        depend(after, pair.one, pair.other, false);
        for (long left = pair.readersOfOne; left != 0; left &= left - 1) {
            depend(after, Long.numberOfTrailingZeros(left), pair.other, true);
        }
        return isForbidden(after) ? Optional.empty() : Optional.of(after);
    }

    private Found extend(long[] start, List<Pair> open) {
        long[] reach = start;
        List<Pair> left = open;
        boolean isChanged = true;
        while (isChanged) {
            isChanged = false;
            List<Pair> undecided = new ArrayList<>();
            for (Pair pair : left) {
                if (budget-- <= 0) {
                    return Found.UNKNOWN;
                }
                Optional<long[]> so = ordered(reach, pair);
                Optional<long[]> otherwise = ordered(reach, pair.turned());
                if (so.isEmpty() && otherwise.isEmpty()) {
                    return Found.IMPOSSIBLE;
                }
                if (so.isPresent() && otherwise.isPresent()) {
                    undecided.add(pair);
                } else {
                    reach = so.or(() -> otherwise).get();
                    isChanged = true;
                }
            }
            left = undecided;
        }
        if (left.isEmpty()) {
            return Found.POSSIBLE;
        }
        Pair first = left.get(0);
        List<Pair> others = left.subList(1, left.size());
        Found found = extend(ordered(reach, first).orElseThrow(), others);
        return found == Found.IMPOSSIBLE
                ? extend(ordered(reach, first.turned()).orElseThrow(), others)
                : found;
    }
}
