package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A first-in-first-out queue, empty at first: {@code enqueue v}; {@code dequeue} gives the oldest
 * element, or {@link Nil} if there is none.
 */
public final class QueueModel implements Model<List<Object>> {
    @Override
    public String name() {
        return "queue";
    }

    @Override
    public List<Object> initial() {
        return List.of();
    }

    @Override
    public Transition<List<Object>> bind(Operation operation) throws ModelMismatchException {
        return switch (operation.f()) {
            case "enqueue" ->
                state -> {
                    List<Object> after = new ArrayList<>(state.size() + 1);
                    after.addAll(state);
                    after.add(operation.input());
                    return Optional.of(after);
                };
            case "dequeue" ->
                operation.isOk()
                        ? state -> dequeued(state, operation.output())
                        : state -> Optional.of(state.isEmpty() ? state : rest(state));
            default -> throw new ModelMismatchException(name(), operation, "enqueue or dequeue");
        };
    }

    /** What left the queue earlier probably came in earlier. */
    @Override
    public long[] ranks(List<Operation> operations) {
        Map<Object, Long> dequeued = new LinkedHashMap<>();
        for (Operation operation : operations) {
            if (operation.isOk() && operation.f().equals("dequeue")) {
                dequeued.merge(operation.output(), operation.span().returnIndex(), Math::min);
            }
        }
        long[] ranks = new long[operations.size()];
        Arrays.setAll(
                ranks,
                i -> operations.get(i).f().equals("enqueue")
                        ? dequeued.getOrDefault(operations.get(i).input(), Long.MAX_VALUE)
                        : Long.MAX_VALUE);
        return ranks;
    }

    @Override
    public long stateBytes(List<Object> state) {
        return 128 + 8L * state.size();
    }

    private static Optional<List<Object>> dequeued(List<Object> state, Object result) {
        if (state.isEmpty()) {
            return result instanceof Nil ? Optional.of(state) : Optional.empty();
        }
        return state.get(0).equals(result) ? Optional.of(rest(state)) : Optional.empty();
    }

    private static List<Object> rest(List<Object> state) {
        return new ArrayList<>(state.subList(1, state.size()));
    }
}
