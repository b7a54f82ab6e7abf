package io.biplane.checker.isolation;

import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A transaction.
 *
 * @param id its node in the graph
 * @param operation where it comes from
 * @param steps what it did, in order; reads of a transaction that is not ok saw nobody knows what
 */
record Txn(int id, Operation operation, List<Step> steps) {
    /**
     * A read or a write.
     *
     * @param isRead whether it reads
     * @param value what was written or appended, or seen
     */
    record Step(boolean isRead, Object key, Object value) {}

    boolean isOk() {
        return operation.isOk();
    }

    /** Its name in explanations: T and the number of the event that invoked it. */
    String label() {
        return "T" + operation.span().invokeIndex();
    }

    /** Reads the transaction of an operation; empty if its value is not one. */
    static Optional<Txn> parse(int id, Operation operation, String writeWord) {
        Object value = operation.isOk() ? operation.output() : operation.input();
        if (!(value instanceof List<?> list)) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>(list.size());
        for (Object item : list) {
            if (!(item instanceof List<?> step) || step.size() != 3) {
                return Optional.empty();
            }
            boolean isRead = "r".equals(step.get(0));
            if (!isRead && !writeWord.equals(step.get(0))) {
                return Optional.empty();
            }
            steps.add(new Step(isRead, step.get(1), step.get(2)));
        }
        return Optional.of(new Txn(id, operation, steps));
    }
}
