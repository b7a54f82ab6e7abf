package io.biplane.checker.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes each order of two versions of which the opposite would close a forbidden cycle, until nothing
 * is added. Who reaches whom is found for 64 sources at a time, in one pass along the places between
 * the first and the last that matter.
 */
final class Saturation {
    private static final int WORD = 64;
    /** Pairs of versions that are kept in mind: our choice, 256 MiB. */
    private static final long BITS_MAX = 1L << 31;

    private final Places places;
    private final List<VersionedKey> keys;
    private final List<Inferred> inferred = new ArrayList<>();
    private final Set<Inferred> known = new LinkedHashSet<>();
    /** By key and version: the versions that come before. */
    private final BitSet[][] before;
    /** Edges that may still be looked at. */
    private long budget;

    private int[] position;
    private int[] sorted;

    /** How it ended. */
    enum End {
        /** Nothing more follows. */
        FIXPOINT,
        /** Both orders of some versions are forbidden. */
        CYCLE,
        /** The budget is spent. */
        BUDGET
    }

    Saturation(Places places, List<VersionedKey> keys, long budget) {
        this.places = places;
        this.keys = keys;
        this.budget = budget;
        this.before = new BitSet[keys.size()][];
    }

    /** The orders taken, those of earlier rounds first. */
    List<Inferred> inferred() {
        return inferred;
    }

    /** Pairs of versions of a key of which neither order is taken. */
    long open(int key) {
        long count = keys.get(key).count();
        long ordered = 0;
        if (before[key] != null) {
            for (BitSet earlier : before[key]) {
                ordered += earlier == null ? 0 : earlier.cardinality();
            }
        }
        return count * (count - 1) / 2 - ordered;
    }

    /** Adds edges to the places until nothing follows. */
    End run() {
        long bits = 0;
        for (VersionedKey key : keys) {
            bits += (long) key.count() * key.count();
        }
        if (bits > BITS_MAX) {
            return End.BUDGET;
        }
        for (int k = 0; k < keys.size(); k++) {
            before[k] = new BitSet[keys.get(k).count()];
        }
        for (int round = 1; ; round++) {
            sorted = places.sorted();
            if (sorted.length < places.count()) {
                return End.CYCLE;
            }
            position = new int[places.count()];
            for (int i = 0; i < sorted.length; i++) {
                position[sorted[i]] = i;
            }
            int size = inferred.size();
            if (!pass()) {
                return End.BUDGET;
            }
            for (int k = 0; k < keys.size(); k++) {
                if (!take(k, round)) {
                    return End.BUDGET;
                }
            }
            if (inferred.size() == size) {
                return End.FIXPOINT;
            }
            for (Inferred order : inferred.subList(size, inferred.size())) {
                places.order(keys.get(order.key()), order.earlier(), order.later());
            }
        }
    }

    /** A version as a source. */
    private record Source(int key, int version) {}

    /** Finds for all versions which others come before; false if the budget is spent. */
    private boolean pass() {
        Integer[] byPosition = new Integer[keys.size()];
        int[] start = new int[keys.size()];
        for (int k = 0; k < keys.size(); k++) {
            byPosition[k] = k;
            start[k] = Integer.MAX_VALUE;
            for (int writer : keys.get(k).writers()) {
                start[k] = Math.min(start[k], position[places.begin(writer)]);
            }
            for (int v = 0; v < before[k].length; v++) {
                before[k][v] = new BitSet();
            }
        }
        Arrays.sort(byPosition, Comparator.comparingInt(k -> start[k]));
        List<Source> batch = new ArrayList<>();
        int sourcesMax = places.isSplit() ? WORD / 2 : WORD;
        for (int k : byPosition) {
            for (int v = 0; v < keys.get(k).count(); v++) {
                batch.add(new Source(k, v));
                if (batch.size() == sourcesMax) {
                    if (!reach(batch)) {
                        return false;
                    }
                    batch.clear();
                }
            }
        }
        return reach(batch);
    }

    /** Bits of the batch's sources: begin of source i is bit i, its commit bit i + 32 if split. */
    private boolean reach(List<Source> batch) {
        int from = Integer.MAX_VALUE;
        int to = -1;
        int lastKey = -1;
        for (Source source : batch) {
            VersionedKey key = keys.get(source.key);
            from = Math.min(from, position[places.begin(key.writers()[source.version])]);
            if (source.key != lastKey) {
                to = Math.max(to, lastOf(key));
                lastKey = source.key;
            }
        }
        if (to < from) {
            return true;
        }
        long[] bits = new long[to - from + 1];
        for (int i = 0; i < batch.size(); i++) {
            Source source = batch.get(i);
            int writer = keys.get(source.key).writers()[source.version];
            bits[position[places.begin(writer)] - from] |= 1L << i;
            if (places.isSplit()) {
                bits[position[places.commit(writer)] - from] |= 1L << i + WORD / 2;
            }
        }
        int[] first = places.first();
        int[] targets = places.targets();
        for (int i = from; i <= to; i++) {
            long here = bits[i - from];
            int place = sorted[i];
            budget -= first[place + 1] - first[place] + 1;
            for (int e = first[place]; here != 0 && e < first[place + 1]; e++) {
                int target = position[targets[e]];
                if (target <= to) {
                    bits[target - from] |= here;
                }
            }
        }
        collect(batch, bits, from, to);
        return budget > 0;
    }

    /** The last position among a key's writers and readers. */
    private int lastOf(VersionedKey key) {
        int last = -1;
        for (int v = 0; v < key.count(); v++) {
            last = Math.max(last, position[places.commit(key.writers()[v])]);
            for (int reader : key.readers()[v]) {
                last = Math.max(last, position[places.begin(reader)]);
            }
        }
        return last;
    }

    private void collect(List<Source> batch, long[] bits, int from, int to) {
        for (int i = 0; i < batch.size(); i++) {
            Source source = batch.get(i);
            boolean isSameKey = i > 0 && batch.get(i - 1).key == source.key;
            if (!isSameKey) {
                int end = i;
                while (end < batch.size() && batch.get(end).key == source.key) {
                    end++;
                }
                collect(batch, i, end, bits, from);
            }
        }
    }

    /** Which of a key's versions, sources from one index until another, come before which. */
    private void collect(List<Source> batch, int start, int end, long[] bits, int from) {
        int k = batch.get(start).key;
        VersionedKey key = keys.get(k);
        int shift = places.isSplit() ? WORD / 2 : 0;
        for (int v = 0; v < key.count(); v++) {
            long sources = word(bits, position[places.commit(key.writers()[v])] - from);
            for (int reader : key.readers()[v]) {
                // Only what has been installed before the reader began.
                long seen = word(bits, position[places.begin(reader)] - from) >>> shift;
                sources |= seen == 0 ? 0 : seen & ~own(batch, start, end, key, reader);
            }
            for (int i = start; i < end; i++) {
                int u = batch.get(i).version;
                if (u != v && (sources >>> i & 1) != 0) {
                    before[k][v].set(u);
                }
            }
        }
    }

    /** The bit of a version that a reader installs itself. */
    private static long own(List<Source> batch, int start, int end, VersionedKey key, int reader) {
        for (int i = start; i < end; i++) {
            if (key.writers()[batch.get(i).version] == reader) {
                return 1L << i;
            }
        }
        return 0;
    }

    private static long word(long[] bits, int index) {
        return index < 0 ? 0 : bits[index];
    }

    /** Takes the orders of a key that do not follow from others; false if the budget is spent. */
    private boolean take(int k, int round) {
        VersionedKey key = keys.get(k);
        BitSet[] earlier = before[k];
        Integer[] byPosition = new Integer[key.count()];
        Arrays.setAll(byPosition, v -> v);
        Arrays.sort(
                byPosition,
                Comparator.comparingInt(v -> -position[places.commit(key.writers()[v])]));
        for (int v = 0; v < key.count(); v++) {
            // The latest first: what comes before it needs no edge of its own.
            BitSet left = (BitSet) earlier[v].clone();
            budget -= key.count() / WORD + 1;
            for (int u : byPosition) {
                budget--;
                if (left.get(u)) {
                    left.andNot(earlier[u]);
                    Inferred order = new Inferred(k, u, v, 0);
                    if (known.add(order)) {
                        inferred.add(new Inferred(k, u, v, round));
                    }
                }
                if (left.isEmpty()) {
                    break;
                }
            }
        }
        return budget > 0;
    }
}
