package io.biplane.checker.isolation;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Monotonic atomic view, session guarantees, PRAM and causal consistency by brute force: is there an
 * order of each key's versions in which no read misses what it had to see? Tries all of them, and
 * spells out for each read what had to be there. Shares nothing with the checker but {@link
 * Operation}.
 */
final class AllViews {
    static final List<Level> LEVELS = List.of(
            Level.MONOTONIC_ATOMIC_VIEW,
            Level.MONOTONIC_READS,
            Level.MONOTONIC_WRITES,
            Level.READ_YOUR_WRITES,
            Level.WRITES_FOLLOW_READS,
            Level.PRAM,
            Level.CAUSAL);

    /** One step of a transaction; what a read saw is the last write of a list, or nothing. */
    private record Step(Operation txn, int number, boolean isRead, Object key, Object value) {}

    private final List<Operation> transactions;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Object, List<Step>> writes = new LinkedHashMap<>();
    private final Map<Object, List<Object>> lists = new LinkedHashMap<>();
    private final Level level;

    private AllViews(List<Operation> operations, Level level) {
        this.level = level;
        Set<Object> seen = new LinkedHashSet<>();
        for (Operation operation : operations) {
            for (Object item : operation.isOk() ? (List<?>) operation.output() : List.of()) {
                List<?> step = (List<?>) item;
                if (step.get(0).equals("r")) {
                    seen.addAll(step.get(2) instanceof List<?> all ? all : List.of(step.get(2)));
                }
            }
        }
        this.transactions = operations.stream()
                .filter(operation -> operation.isOk()
                        || operation.isPossible()
                                && ((List<?>) operation.input())
                                        .stream()
                                                .map(item -> (List<?>) item)
                                                .anyMatch(step -> !step.get(0).equals("r")
                                                        && seen.contains(step.get(2))))
                .toList();
        transactions.forEach(this::read);
        steps.removeIf(step -> step.isRead && !(step.value instanceof Nil) && !isKnown(step));
    }

    /** Whether it is known who wrote what a step read. */
    private boolean isKnown(Step read) {
        return writes.getOrDefault(read.key, List.of()).stream()
                .anyMatch(write -> write.value.equals(read.value));
    }

    private void read(Operation txn) {
        int number = 0;
        for (Object item : (List<?>) (txn.isOk() ? txn.output() : txn.input())) {
            List<?> told = (List<?>) item;
            boolean isRead = told.get(0).equals("r");
            Object value = told.get(2);
            if (value instanceof List<?> list) {
                // What it appended itself may have come later for all others.
                List<Object> others = new ArrayList<>(list);
                for (Object own : (List<?>) txn.output()) {
                    others.remove(((List<?>) own).get(2));
                }
                List<Object> longest = lists.computeIfAbsent(told.get(1), key -> List.of());
                lists.put(told.get(1), longest.size() < others.size() ? others : longest);
                value = list.isEmpty() ? Nil.NIL : list.get(list.size() - 1);
            }
            Step step = new Step(txn, number++, isRead, told.get(1), value);
            if (!isRead || txn.isOk()) {
                steps.add(step);
            }
            if (!isRead) {
                writes.computeIfAbsent(step.key, key -> new ArrayList<>()).add(step);
            }
        }
    }

    /** Whether there are such orders. */
    static boolean allow(List<Operation> operations, Level level) {
        AllViews views = new AllViews(operations, level);
        return views.extend(new ArrayList<>(views.writes.keySet()), new LinkedHashMap<>());
    }

    /** Orders the versions of the keys that are left. */
    private boolean extend(List<Object> left, Map<Object, List<Step>> orders) {
        if (left.isEmpty()) {
            return fits(orders);
        }
        Object key = left.get(0);
        return permute(
                key, writes.get(key), new ArrayList<>(), left.subList(1, left.size()), orders);
    }

    private boolean permute(
            Object key,
            List<Step> free,
            List<Step> order,
            List<Object> left,
            Map<Object, List<Step>> orders) {
        if (free.isEmpty()) {
            List<Object> list = lists.getOrDefault(key, List.of());
            List<Object> values = order.stream().map(step -> step.value).toList();
            if (list.size() > values.size() || !values.subList(0, list.size()).equals(list)) {
                return false;
            }
            Map<Object, List<Step>> more = new LinkedHashMap<>(orders);
            more.put(key, List.copyOf(order));
            return extend(left, more);
        }
        for (Step next : free) {
            boolean isNext = free.stream()
                    .noneMatch(other -> other.txn == next.txn && other.number < next.number);
            if (isNext) {
                List<Step> rest = new ArrayList<>(free);
                rest.remove(next);
                List<Step> longer = new ArrayList<>(order);
                longer.add(next);
                if (permute(key, rest, longer, left, orders)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean fits(Map<Object, List<Step>> orders) {
        boolean[][] before = new boolean[transactions.size()][transactions.size()];
        for (List<Step> order : orders.values()) {
            for (int i = 0; i < order.size(); i++) {
                for (int j = i + 1; j < order.size(); j++) {
                    mark(before, order.get(i).txn, order.get(j).txn);
                }
            }
        }
        for (Step step : steps) {
            if (step.isRead && !(step.value instanceof Nil)) {
                mark(before, writer(step).txn, step.txn);
            }
        }
        for (Operation one : transactions) {
            for (Operation other : transactions) {
                if (level == Level.CAUSAL && isEarlier(one, other)) {
                    mark(before, one, other);
                }
            }
        }
        return isAcyclic(before)
                && steps.stream().filter(step -> step.isRead).allMatch(read -> sees(read, orders))
                && inOrder(orders);
    }

    private void mark(boolean[][] before, Operation one, Operation other) {
        if (one != other) {
            before[transactions.indexOf(one)][transactions.indexOf(other)] = true;
        }
    }

    private static boolean isAcyclic(boolean[][] before) {
        int count = before.length;
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    before[i][j] |= before[i][k] && before[k][j];
                }
            }
        }
        for (int i = 0; i < count; i++) {
            if (before[i][i]) {
                return false;
            }
        }
        return true;
    }

    /** The write that a read shows. */
    private Step writer(Step read) {
        return writes.getOrDefault(read.key, List.of()).stream()
                .filter(write -> write.value.equals(read.value))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isEarlier(Operation one, Operation other) {
        return one.isOk() && one.process() == other.process() && one.id() < other.id();
    }

    /** Whether a session did one step before another. */
    private static boolean isEarlier(Step one, Step other) {
        return one.txn == other.txn ? one.number < other.number : isEarlier(one.txn, other.txn);
    }

    /** Whether no version that had to be there is above the one that was read. */
    private boolean sees(Step read, Map<Object, List<Step>> orders) {
        for (Step write : needed(read)) {
            if (write.key.equals(read.key) && isFinal(write)) {
                List<Step> order = orders.get(write.key);
                boolean isBelow = !(read.value instanceof Nil)
                        && (writer(read).txn == write.txn
                                || order.indexOf(write) < order.indexOf(writer(read)));
                if (!isBelow) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isFinal(Step write) {
        return writes.get(write.key).stream()
                .noneMatch(other -> other.txn == write.txn && other.number > write.number);
    }

    private Set<Step> needed(Step read) {
        Set<Step> needed = new LinkedHashSet<>();
        if (level == Level.CAUSAL) {
            past(read, needed);
            needed.removeIf(step -> step.isRead);
            return needed;
        }
        boolean isPram = level == Level.PRAM;
        for (Step earlier : steps) {
            boolean isBefore = isEarlier(earlier, read);
            boolean shows = earlier.isRead && !(earlier.value instanceof Nil);
            if (isPram && shows && (isBefore || earlier == read)) {
                Step write = writer(earlier);
                steps.stream()
                        .filter(step -> step == write || isEarlier(step, write))
                        .forEach(needed::add);
            } else if (isBefore && isPram && !earlier.isRead) {
                needed.add(earlier);
            } else if (isBefore && shows && level == Level.MONOTONIC_READS) {
                if (earlier.key.equals(read.key)) {
                    needed.addAll(writes.get(read.key).stream()
                            .filter(write -> write.txn == writer(earlier).txn)
                            .toList());
                }
            } else if (isBefore && !earlier.isRead && level == Level.READ_YOUR_WRITES) {
                needed.add(earlier);
            } else if (level == Level.MONOTONIC_ATOMIC_VIEW
                    && isBefore
                    && shows
                    && earlier.txn == read.txn
                    && writer(earlier).txn != read.txn) {
                steps.stream()
                        .filter(step -> step.txn == writer(earlier).txn && !step.isRead)
                        .forEach(needed::add);
            }
        }
        needed.removeIf(step -> step.isRead);
        return needed;
    }

    /** All that happened before a step, or is what it read. */
    private void past(Step step, Set<Step> past) {
        for (Step earlier : steps) {
            boolean isRead = step.isRead && !(step.value instanceof Nil) && earlier == writer(step);
            if ((isRead || isEarlier(earlier, step)) && past.add(earlier)) {
                past(earlier, past);
            }
        }
    }

    /** Whether writes that have to come after something do. */
    private boolean inOrder(Map<Object, List<Step>> orders) {
        boolean byWrites =
                level == Level.MONOTONIC_WRITES || level == Level.PRAM || level == Level.CAUSAL;
        boolean byReads = level == Level.WRITES_FOLLOW_READS || level == Level.CAUSAL;
        for (Step later : steps) {
            for (Step earlier : steps) {
                boolean isSame = !later.isRead
                        && earlier.key.equals(later.key)
                        && isEarlier(earlier, later)
                        && isFinal(later);
                boolean shows = earlier.isRead && byReads && !(earlier.value instanceof Nil);
                if (isSame && (shows || !earlier.isRead && byWrites)) {
                    Operation first = shows ? writer(earlier).txn : earlier.txn;
                    List<Step> order = orders.get(later.key);
                    boolean isBelow = first == later.txn
                            || order.stream()
                                    .filter(write -> write.txn == first)
                                    .allMatch(write -> order.indexOf(write) < order.indexOf(later));
                    if (!isBelow) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
