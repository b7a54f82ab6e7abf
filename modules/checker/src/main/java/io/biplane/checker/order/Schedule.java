package io.biplane.checker.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the transactions so that each begins when what it read is current, and installs its versions
 * when nobody has still to read those they replace. Between its begin and its commit nobody else
 * replaces what it replaces; where cycles of any kind are forbidden both are one moment. If all get
 * through, the orders in which versions were installed close no forbidden cycle.
 *
 * <p>If the run is stuck, some transactions wait for one another in a circle; one of the orders of
 * versions on it is turned round, and the run goes on from before that was chosen. That it does not
 * get through within a budget says nothing.
 */
final class Schedule {
    /** Steps that may be undone for each place: our choice. */
    private static final int UNDONE_PER_PLACE = 30;
    /** Turns of one order after which the run goes in circles itself: our choice. */
    private static final int TURNS_MAX = 50;

    private final Execution run;
    private final Places places;
    private final boolean isSplit;
    /** By key: what waits for it to change. */
    private final List<List<Integer>> parked = new ArrayList<>();
    /** Places whose edges are done: those that only have to fit. */
    private final TreeSet<Integer> ready;
    /** Transactions that may begin, but whose commit may not follow at once. */
    private final TreeSet<Integer> reluctant;

    private final Deque<Integer> free = new ArrayDeque<>();
    private final Set<Inferred> assumptions = new LinkedHashSet<>();
    /** By order of two versions, either way: how often it was turned. */
    private final Map<Inferred, Integer> turned = new LinkedHashMap<>();

    /** Made when first needed: most runs never are stuck. */
    private Optional<Waits> waits = Optional.empty();

    private Schedule(
            Places places, List<VersionedKey> keys, int transactions, Comparator<Integer> order) {
        this.places = places;
        this.isSplit = places.isSplit();
        this.run = new Execution(places, keys, transactions);
        Comparator<Integer> byOwner =
                (a, b) -> order.compare(places.transaction(a), places.transaction(b));
        // Commits before begins of the same transaction.
        this.ready = new TreeSet<>(byOwner.thenComparing(Comparator.reverseOrder()));
        this.reluctant = new TreeSet<>(order);
        for (int k = 0; k < keys.size(); k++) {
            parked.add(new ArrayList<>(2));
        }
    }

    /** Whether all transactions get through, the most urgent first. */
    static boolean succeeds(Places places, List<VersionedKey> keys, long[] urgency) {
        Comparator<Integer> order =
                Comparator.<Integer>comparingLong(t -> urgency[t]).thenComparing(t -> t);
        return new Schedule(places, keys, urgency.length, order).run();
    }

    private boolean run() {
        long budget = 1000 + (long) UNDONE_PER_PLACE * places.count();
        restart();
        while (true) {
            advance();
            if (run.isDone()) {
                return true;
            }
            long undone = repair();
            budget -= undone;
            if (undone == 0 || budget < 0) {
                return false;
            }
            restart();
        }
    }

    /** Looks anew at all that could be passed. */
    private void restart() {
        free.clear();
        ready.clear();
        reluctant.clear();
        parked.forEach(List::clear);
        run.fresh.clear();
        run.available.forEach(this::offer);
    }

    /** As far as it goes. */
    private void advance() {
        while (true) {
            if (!free.isEmpty()) {
                pass(free.poll());
            } else if (!ready.isEmpty()) {
                attempt(ready.pollFirst());
            } else if (!reluctant.isEmpty()) {
                beginAhead(reluctant.pollFirst());
            } else {
                return;
            }
        }
    }

    /** Nothing else can be done: what the transaction is to replace waits for it from now on. */
    private void beginAhead(int transaction) {
        int locked = locked(transaction);
        if (locked == Execution.NONE) {
            pass(places.begin(transaction));
        } else {
            parked.get(locked).add(places.begin(transaction));
        }
    }

    /** A place whose edges are all done. */
    private void offer(int place) {
        int transaction = places.transaction(place);
        if (transaction < 0) {
            free.add(place);
        } else if (place != places.begin(transaction) || run.isMatched(transaction)) {
            ready.add(place);
        }
    }

    private void pass(int place) {
        run.pass(place);
        int transaction = places.transaction(place);
        if (transaction >= 0) {
            reluctant.remove(transaction);
            if (place == places.begin(transaction)) {
                run.reads.get(transaction).forEach(read -> wake(read.key()));
            }
            if (place == places.commit(transaction)) {
                run.installs.get(transaction).forEach(this::installed);
            }
        }
        while (!run.fresh.isEmpty()) {
            offer(run.fresh.poll());
        }
    }

    private void installed(Execution.Use install) {
        int[] readers = run.keys.get(install.key()).readers()[install.version()];
        for (int reader : readers) {
            int begin = places.begin(reader);
            if (run.isMatched(reader) && run.available.contains(begin)) {
                ready.add(begin);
            }
        }
        wake(install.key());
    }

    private void wake(int key) {
        ready.addAll(parked.get(key));
        parked.get(key).clear();
    }

    private void attempt(int place) {
        if (run.isPassed(place)) {
            return;
        }
        int transaction = places.transaction(place);
        boolean isBegin = place == places.begin(transaction);
        int held = isBegin ? locked(transaction) : Execution.NONE;
        if (held == Execution.NONE) {
            held = blocked(transaction);
        }
        boolean isFollowed = !isSplit || !isBegin || run.waits(places.commit(transaction)) == 1;
        if (held == Execution.NONE && isFollowed) {
            pass(place);
            return;
        }
        if (held != Execution.NONE) {
            parked.get(held).add(place);
        }
        if (isSplit && isBegin) {
            reluctant.add(transaction);
        }
    }

    /** A key that somebody else is about to replace; none if there is none. */
    private int locked(int transaction) {
        for (Execution.Use install : run.installs.get(transaction)) {
            int other = run.holder[install.key()];
            if (other != Execution.NONE && other != transaction) {
                return install.key();
            }
        }
        return Execution.NONE;
    }

    /** A key whose current version somebody else has yet to read; none if there is none. */
    private int blocked(int transaction) {
        for (Execution.Use install : run.installs.get(transaction)) {
            if (run.isWaitedFor(install.key(), transaction)) {
                return install.key();
            }
        }
        return Execution.NONE;
    }

    /** Turns one order round; gives how many steps that undid and one more, 0 if there is no way. */
    private long repair() {
        if (waits.isEmpty()) {
            waits = Optional.of(new Waits(run, assumptions));
        }
        List<Waits.Choice> choices = waits.get().onCircle();
        if (choices.isEmpty()) {
            return 0;
        }
        Waits.Choice choice = choices.stream()
                .min(Comparator.<Waits.Choice>comparingInt(this::timesTurned)
                        .thenComparing(Waits.Choice::isAssumed)
                        .thenComparing(Comparator.<Waits.Choice>comparingInt(this::chosenAt)
                                .reversed()))
                .get();
        if (timesTurned(choice) >= TURNS_MAX) {
            return 0;
        }
        Inferred order = choice.order();
        turned.merge(oneWay(order), 1, Integer::sum);
        if (assumptions.remove(order)) {
            run.drop(order);
        }
        VersionedKey key = run.keys.get(order.key());
        int undone = run.undoFrom(places.begin(key.writers()[order.earlier()]));
        if (assumptions.add(order.turned())) {
            run.assume(order.turned());
        }
        return undone + 1;
    }

    private int timesTurned(Waits.Choice choice) {
        return turned.getOrDefault(oneWay(choice.order()), 0);
    }

    private static Inferred oneWay(Inferred order) {
        return order.earlier() < order.later() ? order : order.turned();
    }

    private int chosenAt(Waits.Choice choice) {
        VersionedKey key = run.keys.get(choice.order().key());
        return run.passedAt(places.begin(key.writers()[choice.order().earlier()]));
    }
}
