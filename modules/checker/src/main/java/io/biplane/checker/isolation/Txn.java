package io.biplane.checker.isolation;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.model.ModelMismatchException;

import java.util.ArrayList;
import java.util.List;

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

    boolean writes(Object key) {
        for (Step step : steps) {
            if (!step.isRead() && step.key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    /** Reads the transaction of an operation. */
    static Txn parse(int id, Operation operation, Workload workload) throws ModelMismatchException {
        Object value = operation.isOk() ? operation.output() : operation.input();
        if (!(value instanceof List<?> list)) {
            throw mismatch(operation, workload);
        }
        List<Step> steps = new ArrayList<>(list.size());
        for (Object item : list) {
            steps.add(step(item, operation, workload));
        }
        if (operation.isOk() && operation.input() instanceof List<?> asked) {
            if (!isAnswerTo(asked, list)) {
                throw new ModelMismatchException(
                        workload.word(), operation, "the steps that were invoked");
            }
        }
        return new Txn(id, operation, steps);
    }

    private static Step step(Object item, Operation operation, Workload workload)
            throws ModelMismatchException {
        if (!(item instanceof List<?> step) || step.size() != 3 && !isAsked(step, operation)) {
            throw mismatch(operation, workload);
        }
        boolean isRead = "r".equals(step.get(0));
        Object value = step.size() == 3 ? step.get(2) : Nil.NIL;
        boolean isReadable = !isRead
                || !operation.isOk()
                || workload == Workload.RW_REGISTER
                || value instanceof Nil
                || value instanceof List<?>;
        if (!isRead && !workload.writeWord().equals(step.get(0)) || !isReadable) {
            throw mismatch(operation, workload);
        }
        return new Step(isRead, step.get(1), value);
    }

    /** A read that was not answered may leave its place for the answer out. */
    private static boolean isAsked(List<?> step, Operation operation) {
        return step.size() == 2 && "r".equals(step.get(0)) && !operation.isOk();
    }

    /** Whether the answer has the same steps, and all but what reads saw is the same. */
    private static boolean isAnswerTo(List<?> asked, List<?> answer) {
        if (asked == answer) {
            return true;
        }
        if (asked.size() != answer.size()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            List<?> told = (List<?>) answer.get(i);
            boolean isSame = asked.get(i) instanceof List<?> step
                    && step.size() >= 2
                    && step.get(0).equals(told.get(0))
                    && step.get(1).equals(told.get(1))
                    && ("r".equals(told.get(0)) ? step.size() <= 3 : step.equals(told));
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    private static ModelMismatchException mismatch(Operation operation, Workload workload) {
        String read = workload == Workload.LIST_APPEND ? "[elements]" : "value";
        return new ModelMismatchException(
                workload.word(),
                operation,
                "a list of [\"r\", key, " + read + "] and [\"" + workload.writeWord()
                        + "\", key, value]");
    }
}
