package io.biplane.checker.isolation;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The definitions by brute force: is there an order in which all transactions see what they saw? At
 * the serializable levels they run one at a time; under snapshot isolation each begins and commits at
 * moments of its own, sees what had been committed when it began, and commits only if nobody else
 * committed to one of its keys in between. What failed is left out, what is of unknown outcome runs
 * or does not. Shares nothing with the checker but {@link Operation}.
 */
final class AllOrders {
    static final List<Level> LEVELS = List.of(
            Level.SERIALIZABLE,
            Level.STRONG_SESSION_SERIALIZABLE,
            Level.STRICT_SERIALIZABLE,
            Level.SNAPSHOT_ISOLATION);

    private final BiPredicate<Operation, Operation> mustPrecede;
    private final boolean isSnapshot;

    /** Who has begun and not committed, with what it is to install. */
    private final Map<Operation, Map<Object, Object>> running = new LinkedHashMap<>();

    private AllOrders(Level level) {
        this.isSnapshot = level == Level.SNAPSHOT_ISOLATION;
        this.mustPrecede = switch (level) {
            case STRONG_SESSION_SERIALIZABLE ->
                (a, b) -> a.isOk() && a.process() == b.process() && a.id() < b.id();
            case STRICT_SERIALIZABLE -> Operation::isBefore;
            default -> (a, b) -> false;
        };
    }

    static boolean allow(List<Operation> operations, Level level) {
        List<Operation> possible = new ArrayList<>(
                operations.stream().filter(Operation::isPossible).toList());
        return new AllOrders(level).extend(possible, new LinkedHashMap<>());
    }

    private boolean extend(List<Operation> left, Map<Object, Object> state) {
        if (left.stream().noneMatch(Operation::isOk) && running.isEmpty()) {
            return true;
        }
        for (Operation next : List.copyOf(running.keySet())) {
            Map<Object, Object> writes = running.remove(next);
            Map<Object, Object> after = new LinkedHashMap<>(state);
            after.putAll(writes);
            boolean found = extend(left, after);
            running.put(next, writes);
            if (found) {
                return true;
            }
        }
        for (int i = 0; i < left.size(); i++) {
            Operation next = left.get(i);
            left.remove(i);
            boolean isFree = left.stream().noneMatch(other -> mustPrecede.test(other, next));
            boolean found =
                    isFree && begin(next, left, state) || !next.isOk() && extend(left, state);
            left.add(i, next);
            if (found) {
                return true;
            }
        }
        return false;
    }

    private boolean begin(Operation next, List<Operation> left, Map<Object, Object> state) {
        Map<Object, Object> after = new LinkedHashMap<>(state);
        Map<Object, Object> writes = new LinkedHashMap<>();
        if (!runs(next, after, writes)) {
            return false;
        }
        if (!isSnapshot || writes.isEmpty()) {
            return extend(left, after);
        }
        Set<Object> taken = new LinkedHashSet<>();
        running.values().forEach(other -> taken.addAll(other.keySet()));
        if (writes.keySet().stream().anyMatch(taken::contains)) {
            // One of the two would have to be undone.
            return false;
        }
        running.put(next, writes);
        boolean found = extend(left, state);
        running.remove(next);
        return found;
    }

    private static boolean runs(
            Operation operation, Map<Object, Object> state, Map<Object, Object> writes) {
        Object steps = operation.isOk() ? operation.output() : operation.input();
        for (Object item : (List<?>) steps) {
            List<?> step = (List<?>) item;
            Object key = step.get(1);
            Object now = state.get(key);
            if (step.get(0).equals("r")) {
                Object seen = step.get(2);
                boolean isNothing = seen instanceof Nil || seen.equals(List.of());
                if (operation.isOk() && !(now == null ? isNothing : now.equals(seen))) {
                    return false;
                }
                continue;
            }
            Object then = step.get(2);
            if (step.get(0).equals("append")) {
                List<Object> list = new ArrayList<>();
                list.addAll(now == null ? List.of() : (List<?>) now);
                list.add(then);
                then = list;
            }
            state.put(key, then);
            writes.put(key, then);
        }
        return true;
    }
}
