package io.biplane.checker.isolation;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a few transactions in small databases with faults: steps at any time, reads from an older
 * state, aborts that leave things behind, reads that are tampered with. Half of what comes out is
 * fine.
 */
final class SmallTransactions {
    private final Dice dice;
    private final Workload workload;
    private final List<Event> events = new ArrayList<>();
    /** All states so far, newest last: key to list, or to register value. */
    private final List<Map<Object, Object>> states = new ArrayList<>();

    private final int staleness;
    private final int tampering;
    private long nextValue = 1;

    private SmallTransactions(Dice dice, Workload workload) {
        this.dice = dice;
        this.workload = workload;
        this.staleness = dice.chance(60) ? 0 : 35;
        this.tampering = dice.chance(85) ? 0 : 10;
        states.add(new LinkedHashMap<>());
    }

    private static final class Running {
        long process;
        final List<Object> steps = new ArrayList<>();
        final List<Object> done = new ArrayList<>();
    }

    static List<Operation> draw(Dice dice, Workload workload, boolean hasFinalRead)
            throws HistoryFormatException {
        SmallTransactions database = new SmallTransactions(dice, workload);
        database.run(2 + dice.below(4), 2 + dice.below(2), dice.chance(50));
        if (hasFinalRead) {
            database.finalRead();
        }
        return Operations.pair(database.events);
    }

    /** Steps of different transactions mix only if {@code isMixed}. */
    private void run(int transactions, int processes, boolean isMixed) {
        Running[] running = new Running[processes];
        long[] names = new long[processes];
        for (int i = 0; i < processes; i++) {
            names[i] = i;
        }
        int begun = 0;
        int ended = 0;
        while (ended < transactions) {
            int p = dice.below(processes);
            Running txn = running[p];
            if (txn == null && begun < transactions) {
                begun++;
                running[p] = begin(names[p]);
            } else if (txn != null && txn.done.size() < txn.steps.size()) {
                do {
                    txn.done.add(execute((List<?>) txn.steps.get(txn.done.size()), txn));
                } while (!isMixed && txn.done.size() < txn.steps.size());
            } else if (txn != null) {
                ended++;
                running[p] = null;
                names[p] += end(txn) ? 0 : processes;
            }
        }
    }

    private Running begin(long process) {
        Running txn = new Running();
        txn.process = process;
        int steps = 1 + dice.below(3);
        for (int i = 0; i < steps; i++) {
            String key = dice.chance(50) ? "x" : "y";
            txn.steps.add(
                    dice.chance(50)
                            ? List.of("r", key, Nil.NIL)
                            : List.of(workload.writeWord(), key, nextValue++));
        }
        event(process, EventType.INVOKE, txn.steps);
        return txn;
    }

    private Object execute(List<?> step, Running txn) {
        Object key = step.get(1);
        int newest = states.size() - 1;
        if (step.get(0).equals("r")) {
            int at = dice.chance(staleness) ? dice.below(states.size()) : newest;
            return List.of("r", key, tampered(seen(states.get(at), key)));
        }
        Map<Object, Object> after = new LinkedHashMap<>(states.get(newest));
        after.put(key, changed(seen(after, key), step.get(2)));
        states.add(after);
        return step;
    }

    private Object seen(Map<Object, Object> state, Object key) {
        return state.getOrDefault(key, workload == Workload.LIST_APPEND ? List.of() : Nil.NIL);
    }

    private Object changed(Object before, Object value) {
        if (workload == Workload.RW_REGISTER) {
            return value;
        }
        List<Object> after = new ArrayList<>((List<?>) before);
        after.add(value);
        return after;
    }

    private Object tampered(Object value) {
        if (!dice.chance(tampering)) {
            return value;
        }
        if (workload == Workload.RW_REGISTER) {
            return (long) 1 + dice.below((int) nextValue);
        }
        List<Object> list = new ArrayList<>((List<?>) value);
        if (list.isEmpty() || dice.chance(30)) {
            list.add((long) 1 + dice.below((int) nextValue));
        } else if (dice.chance(50)) {
            list.remove(dice.below(list.size()));
        } else {
            list.add(list.get(0));
        }
        return list;
    }

    /** Ends a transaction; false if its process must not go on. */
    private boolean end(Running txn) {
        int luck = dice.below(100);
        EventType type = luck < 80 ? EventType.OK : luck < 92 ? EventType.INFO : EventType.FAIL;
        event(txn.process, type, type == EventType.OK ? txn.done : txn.steps);
        return type != EventType.INFO;
    }

    private void finalRead() {
        List<Object> asked = List.of(List.of("r", "x", Nil.NIL), List.of("r", "y", Nil.NIL));
        Map<Object, Object> newest = states.get(states.size() - 1);
        event(99, EventType.INVOKE, asked);
        event(
                99,
                EventType.OK,
                List.of(
                        List.of("r", "x", seen(newest, "x")),
                        List.of("r", "y", seen(newest, "y"))));
    }

    private void event(long process, EventType type, List<Object> value) {
        int index = events.size();
        events.add(new Event(
                index, process, type, "txn", List.copyOf(value), 1000L * index, Context.NONE));
    }
}
