package io.biplane.checker.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run that is stuck waits for: places in a circle, each waiting for the next. Some wait only
 * because of how versions were ordered so far.
 */
final class Waits {
    private final Execution run;
    private final Set<Inferred> assumptions;
    private final int[][] reversed;

    /**
     * An order because of which one place of the circle waits for another.
     *
     * @param isAssumed whether it was assumed; else it came about
     */
    record Choice(Inferred order, boolean isAssumed) {}

    /** A place that is waited for, and what for as far as it was chosen. */
    private record Wait(int place, List<Choice> choices) {}

    Waits(Execution run, Set<Inferred> assumptions) {
        this.run = run;
        this.assumptions = assumptions;
        this.reversed = run.places.reversed();
    }

    /** The choices on a circle of waits; empty if there are none on the one that was found. */
    List<Choice> onCircle() {
        Map<Integer, Wait> path = new LinkedHashMap<>();
        int place = 0;
        while (run.isPassed(place)) {
            place++;
        }
        while (!path.containsKey(place)) {
            Wait wait = waitOf(place);
            path.put(place, wait);
            place = wait.place;
        }
        List<Choice> choices = new ArrayList<>();
        int at = place;
        do {
            Wait wait = path.get(at);
            choices.addAll(wait.choices);
            at = wait.place;
        } while (at != place);
        return choices;
    }

    private Wait waitOf(int place) {
        if (run.waits(place) > 0) {
            return waitForEdge(place);
        }
        int transaction = run.places.transaction(place);
        boolean isBegin = place == run.places.begin(transaction);
        if (isBegin && !run.isMatched(transaction)) {
            Execution.Use read = run.unmatchedRead(transaction);
            int writer = run.keys.get(read.key()).writers()[read.version()];
            return new Wait(run.places.commit(writer), List.of());
        }
        for (Execution.Use install : run.installs.get(transaction)) {
            int key = install.key();
            int holder = run.holder[key];
            if (isBegin && holder != Execution.NONE && holder != transaction) {
                Inferred order = new Inferred(key, versionOf(holder, key), install.version(), 0);
                return new Wait(run.places.commit(holder), List.of(new Choice(order, false)));
            }
            if (run.isWaitedFor(key, transaction)) {
                Inferred order = new Inferred(key, run.current[key], install.version(), 0);
                return new Wait(
                        run.places.begin(readerLeft(key, transaction)),
                        List.of(new Choice(order, false)));
            }
        }
        throw new IllegalStateException("nothing holds up " + transaction);
    }

    private Wait waitForEdge(int place) {
        for (int e = reversed[0][place]; e < reversed[0][place + 1]; e++) {
            if (!run.isPassed(reversed[1][e])) {
                return new Wait(reversed[1][e], List.of());
            }
        }
        for (Inferred order : assumptions) {
            VersionedKey key = run.keys.get(order.key());
            int writer = key.writers()[order.later()];
            int from = run.places.commit(key.writers()[order.earlier()]);
            List<Choice> choice = List.of(new Choice(order, true));
            if (place == run.places.begin(writer) && !run.isPassed(from)) {
                return new Wait(from, choice);
            }
            for (int reader : key.readers()[order.earlier()]) {
                boolean isEdge = place == run.places.commit(writer) && reader != writer;
                if (isEdge && !run.isPassed(run.places.begin(reader))) {
                    return new Wait(run.places.begin(reader), choice);
                }
            }
        }
        throw new IllegalStateException("nothing leads to place " + place);
    }

    private int versionOf(int transaction, int key) {
        for (Execution.Use install : run.installs.get(transaction)) {
            if (install.key() == key) {
                return install.version();
            }
        }
        throw new IllegalStateException(transaction + " does not install key " + key);
    }

    private int readerLeft(int key, int transaction) {
        for (int reader : run.keys.get(key).readers()[run.current[key]]) {
            if (reader != transaction && !run.isPassed(run.places.begin(reader))) {
                return reader;
            }
        }
        throw new IllegalStateException("nobody has to read key " + key);
    }
}
