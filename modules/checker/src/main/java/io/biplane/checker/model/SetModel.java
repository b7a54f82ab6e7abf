package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A set, empty at first: {@code add v} and {@code remove v} give nothing or whether they changed
 * it, {@code contains v} gives true or false, {@code read} gives all elements in any order. Without
 * {@code read}, each element is a part of its own. A read that shows an element twice is no set's.
 */
public final class SetModel implements Model<SetState> {
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
    public SetState initial() {
        return SetState.EMPTY;
    }

    @Override
    public Object partition(Operation operation) throws ModelMismatchException {
        if (isSplit && operation.f().equals("read")) {
            throw new ModelMismatchException(name(), operation, "no read of the whole set");
        }
        return isSplit ? operation.input() : Nil.NIL;
    }

    @Override
    public Transition<SetState> bind(Operation operation) throws ModelMismatchException {
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
                yield operation.isOk() ? reads(operation) : Transition.readOnly(state -> true);
            }
            default ->
                throw new ModelMismatchException(name(), operation, "add, remove, contains, read");
        };
    }

    @Override
    public long stateBytes(SetState state) {
        return state.bytes();
    }

    /**
     * An unknown add of what nobody is known to have seen need not have happened.
     */
    @Override
    public List<Operation> prune(List<Operation> operations) throws ModelMismatchException {
        Set<Object> seen = new LinkedHashSet<>();
        for (Operation operation : operations) {
            if (operation.isOk() && operation.f().equals("read")) {
                seen.addAll(elements(operation));
            } else if (operation.isOk() && operation.output() instanceof Boolean) {
                seen.add(operation.input());
            }
        }
        return operations.stream()
                .filter(operation -> operation.isOk()
                        || !operation.f().equals("add")
                        || seen.contains(operation.input()))
                .toList();
    }

    /**
     * If nothing is ever removed, reads are in the order of their sizes, and an element came before
     * the smallest read that has it. An element nobody read may have come late.
     */
    @Override
    public long[] ranks(List<Operation> operations) {
        boolean onlyGrows =
                operations.stream().noneMatch(operation -> operation.f().equals("remove"));
        if (isSplit || !onlyGrows) {
            return new long[0];
        }
        Map<Object, Long> smallest = new LinkedHashMap<>();
        for (Operation operation : operations) {
            if (operation.output() instanceof Collection<?> read
                    && operation.f().equals("read")) {
                read.forEach(element -> smallest.merge(element, 2L * read.size(), Math::min));
            }
        }
        return operations.stream()
                .mapToLong(operation -> switch (operation.f()) {
                    case "add" -> smallest.getOrDefault(operation.input(), Long.MAX_VALUE - 1);
                    case "read" -> 2L * ((Collection<?>) operation.output()).size() + 1;
                    default -> Long.MAX_VALUE;
                })
                .toArray();
    }

    /** Adds or removes; the result, if there is one, must tell whether that changed anything. */
    private Transition<SetState> change(Operation operation, boolean isAdd)
            throws ModelMismatchException {
        Object element = operation.input();
        boolean tells = operation.isOk() && operation.output() instanceof Boolean;
        boolean told = tells && flag(operation);
        return state -> {
            boolean changes = state.contains(element) != isAdd;
            if (tells && changes != told) {
                return Optional.empty();
            }
            return Optional.of(isAdd ? state.with(element) : state.without(element));
        };
    }

    private Transition<SetState> reads(Operation operation) throws ModelMismatchException {
        List<Object> elements = elements(operation);
        if (elements.size() < ((Collection<?>) operation.output()).size()) {
            return Transition.readOnly(state -> false);
        }
        long sum = SetState.sumOf(elements);
        return Transition.readOnly(state -> state.isJust(elements, sum));
    }

    private boolean flag(Operation operation) throws ModelMismatchException {
        if (operation.output() instanceof Boolean flag) {
            return flag;
        }
        throw new ModelMismatchException(name(), operation, "true or false");
    }

    /** What a read gave, each element once. */
    private List<Object> elements(Operation operation) throws ModelMismatchException {
        if (operation.output() instanceof Collection<?> seen) {
            return List.copyOf(new LinkedHashSet<>(seen));
        }
        throw new ModelMismatchException(name(), operation, "a list of elements");
    }
}
