package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.List;
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
            case "dequeue" -> {
                if (!operation.isOk()) {
                    yield state -> Optional.of(state.isEmpty() ? state : rest(state));
                }
                yield operation.output() instanceof Nil
                        ? Transition.readOnly(List::isEmpty)
                        : state -> dequeued(state, operation.output());
            }
            default -> throw new ModelMismatchException(name(), operation, "enqueue or dequeue");
        };
    }

    @Override
    public long[] ranks(List<Operation> operations) {
        return QueueRanks.of(operations);
    }

    @Override
    public long stateBytes(List<Object> state) {
        return 128 + 8L * state.size();
    }

    private static Optional<List<Object>> dequeued(List<Object> state, Object result) {
        return !state.isEmpty() && state.get(0).equals(result)
                ? Optional.of(rest(state))
                : Optional.empty();
    }

    private static List<Object> rest(List<Object> state) {
        return new ArrayList<>(state.subList(1, state.size()));
    }
}
