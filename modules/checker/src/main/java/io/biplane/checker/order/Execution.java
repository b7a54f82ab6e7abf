package io.biplane.checker.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A run of the transactions so far, that can be undone step by step: which places were passed, which
 * versions are current, who has yet to read them, who holds a key from its begin to its commit.
 * Orders may be assumed and dropped on the way. Mutable.
 */
final class Execution {
    static final int NONE = -1;

    /** A transaction's version of a key. */
    record Use(int key, int version) {}

    final Places places;
    final List<VersionedKey> keys;
    /** By transaction: what it reads and what it installs. */
    final List<List<Use>> reads = new ArrayList<>();

    final List<List<Use>> installs = new ArrayList<>();
    /** By key: the current version; none at first. */
    final int[] current;
    /** By key: who has begun and is to install a version. */
    final int[] holder;
    /** Places whose edges are done and that are not passed. */
    final TreeSet<Integer> available = new TreeSet<>();
    /** Those that became so since the caller last looked. */
    final Deque<Integer> fresh = new ArrayDeque<>();

    /** By place: edges still to come. */
    private final int[] waits;
    /** By transaction: reads whose version was not installed yet. */
    private final int[] unmatched;
    /** By key: who has yet to read the current version. */
    private final int[] readersLeft;
    /** By key and version: which one it replaced. */
    private final int[][] replaced;
    /** By place: when it was passed, from 1; 0 if it was not. */
    private final int[] passedAt;
    /** Edges of assumptions, each with how many assumptions say so. */
    private final Map<Integer, Map<Integer, Integer>> assumed = new LinkedHashMap<>();

    private final int[] trail;
    private int passed;

    Execution(Places places, List<VersionedKey> keys, int transactions) {
        this.places = places;
        this.keys = keys;
        this.waits = places.indegrees();
        this.trail = new int[places.count()];
        this.passedAt = new int[places.count()];
        this.unmatched = new int[transactions];
        this.current = new int[keys.size()];
        this.readersLeft = new int[keys.size()];
        this.holder = new int[keys.size()];
        this.replaced = new int[keys.size()][];
        Arrays.fill(current, NONE);
        Arrays.fill(holder, NONE);
        for (int t = 0; t < transactions; t++) {
            reads.add(new ArrayList<>(2));
            installs.add(new ArrayList<>(2));
        }
        for (int k = 0; k < keys.size(); k++) {
            VersionedKey key = keys.get(k);
            replaced[k] = new int[key.count()];
            for (int v = 0; v < key.count(); v++) {
                installs.get(key.writers()[v]).add(new Use(k, v));
                for (int reader : key.readers()[v]) {
                    reads.get(reader).add(new Use(k, v));
                    unmatched[reader]++;
                }
            }
        }
        for (int place = 0; place < places.count(); place++) {
            if (waits[place] == 0) {
                available.add(place);
            }
        }
    }

    boolean isDone() {
        return passed == places.count();
    }

    boolean isPassed(int place) {
        return passedAt[place] > 0;
    }

    /** When a place was passed; 0 if it was not. */
    int passedAt(int place) {
        return passedAt[place];
    }

    int waits(int place) {
        return waits[place];
    }

    /** Whether all that a transaction reads has been installed. */
    boolean isMatched(int transaction) {
        return unmatched[transaction] == 0;
    }

    /** A read whose version has not been installed. */
    Use unmatchedRead(int transaction) {
        for (Use read : reads.get(transaction)) {
            if (!isPassed(places.commit(keys.get(read.key).writers()[read.version]))) {
                return read;
            }
        }
        throw new IllegalStateException("all reads of " + transaction + " are matched");
    }

    /** Whether who reads a key's current version has yet to do so. */
    boolean isWaitedFor(int key, int transaction) {
        int own = 0;
        if (!isPassed(places.begin(transaction))) {
            for (Use read : reads.get(transaction)) {
                own |= read.key == key && read.version == current[key] ? 1 : 0;
            }
        }
        return readersLeft[key] > own;
    }

    /** Passes a place: the caller has seen to it that it fits. */
    void pass(int place) {
        trail[passed++] = place;
        passedAt[place] = passed;
        available.remove(place);
        int transaction = places.transaction(place);
        if (transaction >= 0 && place == places.begin(transaction)) {
            reads.get(transaction).forEach(this::read);
            installs.get(transaction).forEach(install -> holder[install.key] = transaction);
        }
        if (transaction >= 0 && place == places.commit(transaction)) {
            installs.get(transaction).forEach(this::install);
        }
        int[] first = places.first();
        for (int e = first[place]; e < first[place + 1]; e++) {
            arrive(places.targets()[e], 1);
        }
        assumed.getOrDefault(place, Collections.emptyMap()).forEach(this::arrive);
    }

    private void arrive(int place, int edges) {
        waits[place] -= edges;
        if (waits[place] == 0) {
            available.add(place);
            fresh.add(place);
        }
    }

    /** What is read must be current: else getting through would prove nothing. */
    private void read(Use read) {
        if (current[read.key] != read.version) {
            throw new IllegalStateException(
                    "version " + read.version + " of key " + read.key + " is not current");
        }
        readersLeft[read.key]--;
    }

    private void install(Use install) {
        int k = install.key;
        replaced[k][install.version] = current[k];
        current[k] = install.version;
        holder[k] = NONE;
        int[] readers = keys.get(k).readers()[install.version];
        readersLeft[k] = readers.length;
        for (int reader : readers) {
            unmatched[reader]--;
        }
    }

    /** Undoes the last place. */
    void undo() {
        int place = trail[--passed];
        passedAt[place] = 0;
        int[] first = places.first();
        for (int e = first[place]; e < first[place + 1]; e++) {
            depart(places.targets()[e], 1);
        }
        assumed.getOrDefault(place, Collections.emptyMap()).forEach(this::depart);
        int transaction = places.transaction(place);
        if (transaction >= 0 && place == places.commit(transaction)) {
            installs.get(transaction).forEach(install -> remove(install, transaction));
        }
        if (transaction >= 0 && place == places.begin(transaction)) {
            reads.get(transaction).forEach(read -> readersLeft[read.key]++);
            installs.get(transaction).forEach(install -> holder[install.key] = NONE);
        }
        if (waits[place] == 0) {
            available.add(place);
        }
    }

    private void depart(int place, int edges) {
        if (waits[place] == 0) {
            available.remove(place);
        }
        waits[place] += edges;
    }

    private void remove(Use install, int transaction) {
        int k = install.key;
        for (int reader : keys.get(k).readers()[install.version]) {
            unmatched[reader]++;
        }
        current[k] = replaced[k][install.version];
        holder[k] = transaction;
        readersLeft[k] = 0;
    }

    /** Undoes all from a place on, if it was passed; gives how many that were. */
    int undoFrom(int place) {
        int undone = 0;
        while (isPassed(place)) {
            undo();
            undone++;
        }
        return undone;
    }

    /** Assumes an order: none of what the later version's writer does may have been done. */
    void assume(Inferred order) {
        change(order, 1);
    }

    /** Drops an order that was assumed. */
    void drop(Inferred order) {
        change(order, -1);
    }

    private void change(Inferred order, int by) {
        VersionedKey key = keys.get(order.key());
        int writer = key.writers()[order.later()];
        change(places.commit(key.writers()[order.earlier()]), places.begin(writer), by);
        for (int reader : key.readers()[order.earlier()]) {
            if (reader != writer) {
                change(places.begin(reader), places.commit(writer), by);
            }
        }
    }

    private void change(int from, int to, int by) {
        assumed.computeIfAbsent(from, place -> new LinkedHashMap<>())
                .merge(to, by, (a, b) -> a + b == 0 ? null : a + b);
        if (!isPassed(from) && !isPassed(to)) {
            if (by > 0) {
                depart(to, by);
            } else {
                arrive(to, -by);
            }
        } else if (!isPassed(from)) {
            waits[to] += by;
        }
    }

    /** Whether an edge is there only because it was assumed. */
    boolean isAssumed(int from, int to) {
        return assumed.getOrDefault(from, Collections.emptyMap()).containsKey(to);
    }
}
