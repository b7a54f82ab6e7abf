package io.biplane.checker.direct;

import io.biplane.checker.history.Operation;

import java.util.List;

/**
 * Operations that no order has room for.
 *
 * @param operations in conflict, the surest first
 * @param text why
 */
public record Conflict(List<Operation> operations, String text) {
    public Conflict {
        operations = List.copyOf(operations);
    }
}
