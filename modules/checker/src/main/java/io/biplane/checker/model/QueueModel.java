package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A first-in-first-out queue, empty at first: {@code enqueue v}; {@code dequeue} gives the oldest
 * element, or {@link Nil} if there is none.
 */
public final class QueueModel implements Model<QueueState> {
    /** Elements of which known dequeues gave as many as were ever enqueued. */
    private final Set<Object> given;

    /** Of a queue whose operations nobody knows yet. */
    public QueueModel() {
        this(Collections.emptySet());
    }

    private QueueModel(Set<Object> given) {
        this.given = given;
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public QueueState initial() {
        return QueueState.EMPTY;
    }

    @Override
    public Transition<QueueState> bind(Operation operation) throws ModelMismatchException {
        return switch (operation.f()) {
            case "enqueue" -> state -> Optional.of(state.with(operation.input()));
            case "dequeue" -> {
                if (!operation.isOk()) {
                    yield state -> unknownDequeue(state);
                }
                yield operation.output() instanceof Nil
                        ? Transition.readOnly(QueueState::isEmpty)
                        : state -> state.without(operation.output());
            }
            default -> throw new ModelMismatchException(name(), operation, "enqueue or dequeue");
        };
    }

    /**
     * An unknown enqueue of what no dequeue is known to have given need not have happened: if an
     * unknown dequeue took it, that need not have happened either.
     */
    @Override
    public List<Operation> prune(List<Operation> operations) {
        Set<Object> taken = new LinkedHashSet<>();
        for (Operation operation : operations) {
            if (operation.isOk() && operation.f().equals("dequeue")) {
                taken.add(operation.output());
            }
        }
        return operations.stream()
                .filter(operation -> operation.isOk()
                        || !operation.f().equals("enqueue")
                        || taken.contains(operation.input()))
                .toList();
    }

    private Optional<QueueState> unknownDequeue(QueueState state) {
        return given.contains(state.oldest()) ? Optional.empty() : Optional.of(state.rest());
    }

    /** An unknown dequeue took nothing of what known ones took all there was. */
    @Override
    public QueueModel knowing(List<Operation> operations) {
        Map<Object, Integer> left = new LinkedHashMap<>();
        for (Operation operation : operations) {
            if (operation.f().equals("enqueue")) {
                left.merge(operation.input(), 1, Integer::sum);
            } else if (operation.isOk()) {
                left.merge(operation.output(), -1, Integer::sum);
            }
        }
        left.values().removeIf(count -> count > 0);
        return new QueueModel(left.keySet());
    }

    @Override
    public long[] ranks(List<Operation> operations) {
        return QueueRanks.of(operations);
    }
}
