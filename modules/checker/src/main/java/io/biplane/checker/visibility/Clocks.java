package io.biplane.checker.visibility;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The demands of PRAM and of causal consistency: how far each session's writes have to be there when
 * a transaction reads. A session's writes are numbered from 1; a clock has the number of the last one
 * of each session. What is there of a session is so from its first write on, so its last write of a
 * key is the one that counts.
 */
final class Clocks {
    private final List<Access> accesses;
    private final boolean isCausal;
    private final Demands demands;
    /** By session its line; a transaction that comes before nothing has a line of its own. */
    private final Map<Long, Integer> lines = new LinkedHashMap<>();

    private final Map<Integer, Unit> units = new LinkedHashMap<>();
    /** By key and line the writes, in their order. */
    private final Map<Integer, Map<Integer, List<Write>>> writes = new LinkedHashMap<>();

    private int lineCount;
    private int writeCount;

    /** A write with its number in its line. */
    private record Write(int writer, int number) {}

    /** A transaction; mutable. */
    private static final class Unit {
        final Access access;
        final int line;
        /** What comes before it in its session; itself if nothing does. */
        final Unit before;
        /** By key the number of its last write, and what had to be there then. */
        final Map<Integer, Integer> numbers = new LinkedHashMap<>();

        final Map<Integer, int[]> clocks = new LinkedHashMap<>();
        final List<Unit> next = new ArrayList<>();
        /** The number of its session's last write before it. */
        int writtenBefore;

        int waitsFor;
        int[] end = {};

        Unit(Access access, int line, Unit before) {
            this.access = access;
            this.line = line;
            this.before = before == null ? this : before;
        }

        boolean isLast(int step) {
            int key = access.steps().get(step).key();
            for (int i = step + 1; i < access.steps().size(); i++) {
                if (!access.steps().get(i).isRead() && access.steps().get(i).key() == key) {
                    return false;
                }
            }
            return true;
        }
    }

    Clocks(List<Access> accesses, boolean isCausal, Demands demands) {
        this.accesses = accesses;
        this.isCausal = isCausal;
        this.demands = demands;
        Map<Long, Unit> last = new LinkedHashMap<>();
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        for (Access access : accesses) {
            int line = access.isFirst()
                    ? lines.computeIfAbsent(access.session(), session -> lineCount++)
                    : lineCount++;
            Unit unit = new Unit(access, line, last.get(access.session()));
            units.put(access.id(), unit);
            unit.writtenBefore = unit.before == unit ? 0 : counts.getOrDefault(unit.before.line, 0);
            if (access.isFirst()) {
                last.put(access.session(), unit);
            }
            for (int i = 0; i < access.steps().size(); i++) {
                Access.Step step = access.steps().get(i);
                if (!step.isRead() && unit.isLast(i)) {
                    int number = counts.merge(line, 1, Integer::sum);
                    unit.numbers.put(step.key(), number);
                    writeCount++;
                    writes.computeIfAbsent(step.key(), key -> new LinkedHashMap<>())
                            .computeIfAbsent(line, name -> new ArrayList<>())
                            .add(new Write(access.id(), number));
                }
            }
        }
    }

    /** Numbers that are held at once, about. */
    long size() {
        return (long) (accesses.size() + (isCausal ? writeCount : 0)) * lineCount;
    }

    /** Makes the demands; dependencies and sessions together have no cycle. */
    void run() {
        Deque<Unit> ready = new ArrayDeque<>();
        for (Unit unit : units.values()) {
            if (unit.before != unit) {
                waits(unit, unit.before);
            }
            for (Access.Step step : unit.access.steps()) {
                boolean isOther =
                        step.isRead() && step.writer() >= 0 && step.writer() != unit.access.id();
                if (isOther && isCausal) {
                    waits(unit, units.get(step.writer()));
                }
            }
        }
        units.values().stream().filter(unit -> unit.waitsFor == 0).forEach(ready::add);
        while (!ready.isEmpty()) {
            Unit unit = ready.poll();
            run(unit);
            for (Unit next : unit.next) {
                if (--next.waitsFor == 0) {
                    ready.add(next);
                }
            }
        }
    }

    private static void waits(Unit unit, Unit other) {
        other.next.add(unit);
        unit.waitsFor++;
    }

    private void run(Unit unit) {
        int[] clock = unit.before == unit
                ? new int[lineCount]
                : Arrays.copyOf(unit.before.end, lineCount);
        for (int i = 0; i < unit.access.steps().size(); i++) {
            Access.Step step = unit.access.steps().get(i);
            if (step.isRead()) {
                join(clock, step, unit);
                demand(clock, step, unit);
            } else if (unit.isLast(i)) {
                clock[unit.line] = unit.numbers.get(step.key());
                unit.clocks.put(step.key(), known(clock));
            }
        }
        unit.end = clock;
    }

    /** Of PRAM only what is there of the writer's own session has to be there. */
    private int[] known(int[] clock) {
        return isCausal ? clock.clone() : new int[0];
    }

    private void join(int[] clock, Access.Step read, Unit reader) {
        if (read.writer() < 0 || read.writer() == reader.access.id()) {
            return;
        }
        Unit writer = units.get(read.writer());
        if (isCausal) {
            int[] known = writer.clocks.get(read.key());
            for (int line = 0; line < lineCount; line++) {
                clock[line] = Math.max(clock[line], known[line]);
            }
            return;
        }
        raise(clock, writer.line, writer.numbers.get(read.key()));
        raise(clock, writer.before.line, writer.writtenBefore);
    }

    private static void raise(int[] clock, int line, int number) {
        clock[line] = Math.max(clock[line], number);
    }

    private void demand(int[] clock, Access.Step read, Unit reader) {
        writes.getOrDefault(read.key(), new LinkedHashMap<>()).forEach((line, all) -> {
            int one = latest(all, clock[line]);
            if (one >= 0 && one != read.writer()) {
                if (read.writer() == Access.FIRST_VERSION) {
                    demands.missed(one, reader.access.id(), read.key());
                } else {
                    demands.before(one, read.writer(), reader.access.id(), read.key());
                }
            }
        });
    }

    /** The writer of the last one up to a number; -1 if there is none. */
    private static int latest(List<Write> writes, int number) {
        int low = 0;
        int high = writes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (writes.get(middle).number <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? -1 : writes.get(low - 1).writer;
    }
}
