package io.biplane.testbed.result;

import java.util.List;

/**
 * A stretch of the run with a name a reader understands: {@code before}, {@code during drain n3},
 * {@code after drain n3}.
 *
 * @param operations one a load and operation, in file order
 */
public record Phase(String name, long fromNanos, long untilNanos, List<OperationTotal> operations) {
    public Phase {
        operations = List.copyOf(operations);
    }
}
