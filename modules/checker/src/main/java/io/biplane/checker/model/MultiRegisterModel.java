package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Registers of which several are read and written at once: {@code txn} with a list of {@code ["r",
 * k, v]} and {@code ["w", k, v]} (or {@code "read"} and {@code "write"}), which take effect one
 * after the other with nothing between; {@code read} and {@code write} with an object of keys and
 * values do the same. Never written means what all start with.
 *
 * <p>Registers that no operation connects are parts of their own. Source: Knossos'
 * multi-register; there a read of nil says nothing, here that nothing was there.
 */
public final class MultiRegisterModel implements Model<Registers> {
    /** A read that gave a value or may have given any, or a write. */
    public record Step(boolean isRead, Object key, Object value) {}

    private static final String SHAPE =
            "txn with a list of [\"r\", key, value] and [\"w\", key, value], or read or write with"
                    + " an object";

    /** A key's place. */
    private record Place(Object part, int number) {}

    private final Object first;
    private final Map<Object, Place> places;
    /** Keys by part, by number. */
    private final Map<Object, List<Object>> names;
    /** Keys of the part that this is about; none before that is known. */
    private final List<Object> own;

    private MultiRegisterModel(
            Object first,
            Map<Object, Place> places,
            Map<Object, List<Object>> names,
            List<Object> own) {
        this.first = first;
        this.places = places;
        this.names = names;
        this.own = own;
    }

    /** For the keys of a history; all registers start with {@code first}. */
    public static MultiRegisterModel of(List<Operation> history, Object first) {
        Map<Object, Object> above = new LinkedHashMap<>();
        for (Operation operation : history) {
            List<Object> keys = operation.isPossible() ? keys(operation) : List.of();
            for (Object key : keys) {
                above.putIfAbsent(key, key);
                above.put(top(above, key), top(above, keys.get(0)));
            }
        }
        Map<Object, Place> places = new LinkedHashMap<>();
        Map<Object, List<Object>> names = new LinkedHashMap<>();
        for (Object key : above.keySet()) {
            Object part = top(above, key);
            List<Object> inPart = names.computeIfAbsent(part, name -> new ArrayList<>());
            places.put(key, new Place(part, inPart.size()));
            inPart.add(key);
        }
        return new MultiRegisterModel(first, places, names, List.of());
    }

    /** The key that stands for all that are connected with this one; halves the way there. */
    private static Object top(Map<Object, Object> above, Object key) {
        Object at = key;
        while (!above.get(at).equals(at)) {
            Object next = above.get(above.get(at));
            above.put(at, next);
            at = next;
        }
        return at;
    }

    /** Keys as far as the operation makes sense; what does not is refused when it is bound. */
    private static List<Object> keys(Operation operation) {
        try {
            return steps("", operation).stream().map(Step::key).toList();
        } catch (ModelMismatchException refusedLater) {
            return List.of();
        }
    }

    @Override
    public String name() {
        return "multi-register";
    }

    @Override
    public Registers initial() {
        return Registers.all(own, first);
    }

    /** That of the part that the operations touch. */
    @Override
    public MultiRegisterModel knowing(List<Operation> operations) {
        List<Object> part = operations.stream()
                .flatMap(operation -> keys(operation).stream())
                .findFirst()
                .map(key -> names.get(places.get(key).part))
                .orElse(List.of());
        return new MultiRegisterModel(first, places, names, part);
    }

    /** What all start with. */
    public Object first() {
        return first;
    }

    @Override
    public Object partition(Operation operation) throws ModelMismatchException {
        List<Step> steps = steps(operation);
        return steps.isEmpty() ? Nil.NIL : places.get(steps.get(0).key).part;
    }

    /** What an operation does; reads whose results nobody knows have {@link Nil}. */
    public List<Step> steps(Operation operation) throws ModelMismatchException {
        return steps(name(), operation);
    }

    @Override
    public Transition<Registers> bind(Operation operation) throws ModelMismatchException {
        List<Step> steps = steps(operation);
        boolean isKnown = operation.isOk();
        if (steps.stream().allMatch(Step::isRead)) {
            return Transition.readOnly(
                    state -> !isKnown || steps.stream().allMatch(read -> shows(state, read)));
        }
        return state -> {
            Registers after = state;
            for (Step step : steps) {
                if (!step.isRead) {
                    after = after.with(places.get(step.key).number, step.value);
                } else if (isKnown && !shows(after, step)) {
                    return Optional.empty();
                }
            }
            return Optional.of(after);
        };
    }

    private boolean shows(Registers state, Step read) {
        return state.get(places.get(read.key).number).equals(read.value);
    }

    /**
     * An operation of unknown outcome of whose writes nobody read any need not have happened: what
     * follows it before the next write of the same key asks for nothing.
     */
    @Override
    public List<Operation> prune(List<Operation> operations) throws ModelMismatchException {
        Set<Step> read = new LinkedHashSet<>();
        for (Operation operation : operations) {
            for (Step step : operation.isOk() ? steps(operation) : List.<Step>of()) {
                if (step.isRead) {
                    read.add(step);
                }
            }
        }
        List<Operation> kept = new ArrayList<>(operations.size());
        for (Operation operation : operations) {
            boolean canMatter = operation.isOk();
            for (Step step : canMatter ? List.<Step>of() : steps(operation)) {
                canMatter |= !step.isRead && read.contains(new Step(true, step.key, step.value));
            }
            if (canMatter) {
                kept.add(operation);
            }
        }
        return kept;
    }

    @Override
    public long stateBytes(Registers state) {
        return state.bytes();
    }

    private static List<Step> steps(String name, Operation operation)
            throws ModelMismatchException {
        if (!operation.isOk() && operation.f().equals("read")) {
            return List.of();
        }
        boolean isAnswer = operation.isOk() && !operation.f().equals("write");
        Object told = isAnswer ? operation.output() : operation.input();
        List<Step> steps = steps(operation.f(), told)
                .orElseThrow(() -> new ModelMismatchException(name, operation, SHAPE));
        if (!operation.input().equals(told)) {
            List<Step> asked = steps(operation.f(), operation.input()).orElse(List.of());
            boolean saysKeys = !asked.isEmpty() || !operation.f().equals("read");
            if (saysKeys
                    && !asked.stream()
                            .map(MultiRegisterModel::asked)
                            .toList()
                            .equals(steps.stream()
                                    .map(MultiRegisterModel::asked)
                                    .toList())) {
                throw new ModelMismatchException(name, operation, "the steps that were invoked");
            }
        }
        return steps;
    }

    /** A step without what only the answer tells. */
    private static Step asked(Step step) {
        return step.isRead ? new Step(true, step.key, Nil.NIL) : step;
    }

    private static Optional<List<Step>> steps(String f, Object value) {
        List<Step> steps = new ArrayList<>();
        boolean isReading = f.equals("read");
        if (isReading || f.equals("write")) {
            if (!(value instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            map.forEach((key, held) -> steps.add(new Step(isReading, key, held)));
            return Optional.of(steps);
        }
        if (!f.equals("txn") || !(value instanceof List<?> list)) {
            return Optional.empty();
        }
        for (Object item : list) {
            if (!(item instanceof List<?> step) || step.size() != 3) {
                return Optional.empty();
            }
            boolean isRead = "r".equals(step.get(0)) || "read".equals(step.get(0));
            if (!isRead && !"w".equals(step.get(0)) && !"write".equals(step.get(0))) {
                return Optional.empty();
            }
            steps.add(new Step(isRead, step.get(1), step.get(2)));
        }
        return Optional.of(steps);
    }
}
