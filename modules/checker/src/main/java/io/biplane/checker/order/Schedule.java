package io.biplane.checker.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * Runs the transactions so that each begins when what it read is current, and installs its versions
 * when nobody has still to read those they replace. Between its begin and its commit nobody else
 * replaces what it replaces; where cycles of any kind are forbidden both are one moment. If all get
 * through, the orders in which versions were installed close no forbidden cycle. Getting stuck says
 * nothing: another choice might have gone well.
 */
final class Schedule {
    private static final int NONE = -1;

    private final Places places;
    private final List<VersionedKey> keys;
    private final boolean isSplit;

    /** Edges still to come before a place. */
    private final int[] waits;
    /** By transaction: what it reads and what it installs. */
    private final List<List<Use>> reads = new ArrayList<>();

    private final List<List<Use>> installs = new ArrayList<>();
    /** By transaction: reads whose version is not current. */
    private final int[] unmatched;

    private final boolean[] hasBegun;
    /** By key: who has yet to read the current version. */
    private final int[] readersLeft;
    /** By key: who has begun and is to install a version. */
    private final int[] holder;
    /** By key: what waits for it to change. */
    private final List<Deque<Integer>> parked = new ArrayList<>();
    /** Places whose edges are done: those that only have to fit. */
    private final TreeSet<Integer> ready;
    /** Transactions that may begin, but whose commit may not follow at once. */
    private final TreeSet<Integer> reluctant;

    private final Deque<Integer> free = new ArrayDeque<>();
    private int done;

    /** A transaction's version of a key. */
    private record Use(int key, int version) {}

    private Schedule(
            Places places, List<VersionedKey> keys, int transactions, Comparator<Integer> order) {
        this.places = places;
        this.keys = keys;
        this.isSplit = places.isSplit();
        this.waits = places.indegrees();
        this.unmatched = new int[transactions];
        this.hasBegun = new boolean[transactions];
        this.readersLeft = new int[keys.size()];
        this.holder = new int[keys.size()];
        this.ready = new TreeSet<>(byTransaction(order));
        this.reluctant = new TreeSet<>(order);
        for (int t = 0; t < transactions; t++) {
            reads.add(new ArrayList<>(2));
            installs.add(new ArrayList<>(2));
        }
        for (int k = 0; k < keys.size(); k++) {
            holder[k] = NONE;
            parked.add(new ArrayDeque<>(2));
            VersionedKey key = keys.get(k);
            for (int v = 0; v < key.count(); v++) {
                installs.get(key.writers()[v]).add(new Use(k, v));
                for (int reader : key.readers()[v]) {
                    reads.get(reader).add(new Use(k, v));
                    unmatched[reader]++;
                }
            }
        }
    }

    /** Commits before begins of the same transaction. */
    private Comparator<Integer> byTransaction(Comparator<Integer> order) {
        Comparator<Integer> byOwner =
                (a, b) -> order.compare(places.transaction(a), places.transaction(b));
        return byOwner.thenComparing(Comparator.reverseOrder());
    }

    /** Whether all transactions get through, the most urgent first. */
    static boolean succeeds(Places places, List<VersionedKey> keys, long[] urgency) {
        Comparator<Integer> order =
                Comparator.<Integer>comparingLong(t -> urgency[t]).thenComparing(t -> t);
        return new Schedule(places, keys, urgency.length, order).run();
    }

    private boolean run() {
        for (int place = 0; place < places.count(); place++) {
            if (waits[place] == 0) {
                offer(place);
            }
        }
        while (true) {
            if (!free.isEmpty()) {
                pass(free.poll());
            } else if (!ready.isEmpty()) {
                attempt(ready.pollFirst());
            } else if (!reluctant.isEmpty()) {
                beginAhead(reluctant.pollFirst());
            } else {
                return done == unmatched.length;
            }
        }
    }

    /** Nothing else can be done: what the transaction is to replace waits for it from now on. */
    private void beginAhead(int transaction) {
        int locked = locked(transaction);
        if (locked == NONE) {
            begin(transaction);
        } else {
            parked.get(locked).add(places.begin(transaction));
        }
    }

    /** A place whose edges are all done. */
    private void offer(int place) {
        int transaction = places.transaction(place);
        if (transaction < 0) {
            free.add(place);
        } else if (place != places.begin(transaction) || unmatched[transaction] == 0) {
            ready.add(place);
        }
    }

    /** Edges that leave a place are done. */
    private void pass(int place) {
        int[] first = places.first();
        for (int e = first[place]; e < first[place + 1]; e++) {
            int target = places.targets()[e];
            if (--waits[target] == 0) {
                offer(target);
            }
        }
    }

    private void attempt(int place) {
        int transaction = places.transaction(place);
        if (isSplit && place == places.begin(transaction) && hasBegun[transaction]) {
            return;
        }
        if (isSplit && place == places.commit(transaction)) {
            int blocked = blocked(transaction);
            if (blocked == NONE) {
                commit(transaction);
            } else {
                parked.get(blocked).add(place);
            }
            return;
        }
        int blocked = locked(transaction);
        if (blocked == NONE) {
            blocked = blocked(transaction);
        }
        boolean isFollowed = !isSplit || waits[places.commit(transaction)] == 1;
        if (blocked == NONE && isFollowed) {
            reluctant.remove(transaction);
            begin(transaction);
        } else {
            if (blocked != NONE) {
                parked.get(blocked).add(place);
            }
            if (isSplit) {
                reluctant.add(transaction);
            }
        }
    }

    /** A key that somebody else is about to replace; none if there is none. */
    private int locked(int transaction) {
        for (Use install : installs.get(transaction)) {
            int other = holder[install.key];
            if (other != NONE && other != transaction) {
                return install.key;
            }
        }
        return NONE;
    }

    /** A key whose current version somebody else has yet to read; none if there is none. */
    private int blocked(int transaction) {
        for (Use install : installs.get(transaction)) {
            int key = install.key;
            int own = holder[key] == transaction ? 0 : readsCurrent(transaction, key);
            if (readersLeft[key] > own) {
                return key;
            }
        }
        return NONE;
    }

    private int readsCurrent(int transaction, int key) {
        for (Use read : reads.get(transaction)) {
            if (read.key == key) {
                return 1;
            }
        }
        return 0;
    }

    private void begin(int transaction) {
        hasBegun[transaction] = true;
        for (Use read : reads.get(transaction)) {
            readersLeft[read.key]--;
            wake(read.key);
        }
        for (Use install : installs.get(transaction)) {
            holder[install.key] = transaction;
        }
        if (isSplit) {
            pass(places.begin(transaction));
        } else {
            commit(transaction);
        }
    }

    private void commit(int transaction) {
        done++;
        for (Use install : installs.get(transaction)) {
            int key = install.key;
            holder[key] = NONE;
            int[] readers = keys.get(key).readers()[install.version];
            readersLeft[key] = readers.length;
            for (int reader : readers) {
                if (--unmatched[reader] == 0 && waits[places.begin(reader)] == 0) {
                    ready.add(places.begin(reader));
                }
            }
            wake(key);
        }
        pass(places.commit(transaction));
    }

    private void wake(int key) {
        Deque<Integer> waiting = parked.get(key);
        ready.addAll(waiting);
        waiting.clear();
    }
}
