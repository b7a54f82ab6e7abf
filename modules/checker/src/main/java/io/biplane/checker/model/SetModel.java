package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A set, empty at first: {@code add v} and {@code remove v} give nothing or whether they changed
 * it, {@code contains v} gives true or false, {@code read} gives all elements in any order. Without
 * {@code read}, each element is a part of its own.
 */
public final class SetModel implements Model<Set<Object>> {
    private final boolean isSplit;

    private SetModel(boolean isSplit) {
        this.isSplit = isSplit;
    }

    /** For histories that read the whole set. */
    public static SetModel whole() {
        return new SetModel(false);
    }

    /** For histories that only ask for elements: far quicker. */
    public static SetModel byElement() {
        return new SetModel(true);
    }

    /** By element if nothing in the history reads the whole set. */
    public static SetModel of(List<Operation> history) {
        boolean isRead = history.stream().anyMatch(operation -> operation.f().equals("read"));
        return isRead ? whole() : byElement();
    }

    @Override
    public String name() {
        return "set";
    }

    @Override
    public Set<Object> initial() {
        return Collections.emptySet();
    }

    @Override
    public Object partition(Operation operation) throws ModelMismatchException {
        if (isSplit && operation.f().equals("read")) {
            throw new ModelMismatchException(name(), operation, "no read of the whole set");
        }
        return isSplit ? operation.input() : Nil.NIL;
    }

    @Override
    public Transition<Set<Object>> bind(Operation operation) throws ModelMismatchException {
        Object element = operation.input();
        return switch (operation.f()) {
            case "add" -> change(operation, true);
            case "remove" -> change(operation, false);
            case "contains" -> {
                boolean expected = operation.isOk() && flag(operation);
                yield Transition.readOnly(
                        state -> !operation.isOk() || state.contains(element) == expected);
            }
            case "read" -> {
                Set<Object> expected = operation.isOk() ? elements(operation) : initial();
                yield Transition.readOnly(state -> !operation.isOk() || state.equals(expected));
            }
            default ->
                throw new ModelMismatchException(name(), operation, "add, remove, contains, read");
        };
    }

    @Override
    public long stateBytes(Set<Object> state) {
        return 128 + 56L * state.size();
    }

    /** Adds or removes; the result, if there is one, must tell whether that changed anything. */
    private Transition<Set<Object>> change(Operation operation, boolean isAdd)
            throws ModelMismatchException {
        Object element = operation.input();
        boolean tells = operation.isOk() && operation.output() instanceof Boolean;
        boolean told = tells && flag(operation);
        return state -> {
            boolean changes = state.contains(element) != isAdd;
            if (tells && changes != told) {
                return Optional.empty();
            }
            return Optional.of(changes ? with(state, element, isAdd) : state);
        };
    }

    private static Set<Object> with(Set<Object> state, Object element, boolean isAdd) {
        Set<Object> after = new LinkedHashSet<>(state);
        if (isAdd) {
            after.add(element);
        } else {
            after.remove(element);
        }
        return after;
    }

    private boolean flag(Operation operation) throws ModelMismatchException {
        if (operation.output() instanceof Boolean flag) {
            return flag;
        }
        throw new ModelMismatchException(name(), operation, "true or false");
    }

    private Set<Object> elements(Operation operation) throws ModelMismatchException {
        if (operation.output() instanceof List<?> list) {
            return new LinkedHashSet<>(list);
        }
        throw new ModelMismatchException(name(), operation, "a list of elements");
    }
}
