package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Signs that a set is wrong: an element stands twice in a read; one is seen that nobody can have added by then; one is not seen
 * though it was surely there and nobody ever removes it; and if nothing is ever removed, of two
 * reads neither has all that the other has, or the later one has less.
 */
final class SetOrder {
    /** What is known of one element; mutable while it is collected. */
    private static final class Element {
        private long askedFor = Operation.Span.NEVER;
        private Optional<Operation> surely = Optional.empty();
        private boolean isRemoved;
    }

    /** A read and the elements it gave, each once. */
    private record Read(Operation operation, Set<Object> elements) {}

    private final Map<Object, Element> elements = new LinkedHashMap<>();
    private final List<Read> reads = new ArrayList<>();
    private boolean onlyGrows = true;

    private SetOrder(List<Operation> operations) {
        for (Operation operation : operations) {
            Object name = operation.input();
            switch (operation.f()) {
                case "add" -> added(operation, element(name));
                case "remove" -> {
                    element(name).isRemoved = true;
                    onlyGrows = false;
                }
                case "read" -> {
                    if (operation.isOk() && operation.output() instanceof Collection<?> seen) {
                        reads.add(new Read(operation, new LinkedHashSet<>(seen)));
                    }
                }
                default -> {}
            }
        }
    }

    private static void added(Operation operation, Element element) {
        element.askedFor = Math.min(element.askedFor, operation.span().invokeIndex());
        long before = element.surely
                .map(earlier -> earlier.span().returnIndex())
                .orElse(Operation.Span.NEVER);
        if (operation.isOk() && operation.span().returnIndex() < before) {
            element.surely = Optional.of(operation);
        }
    }

    private Element element(Object name) {
        return elements.computeIfAbsent(name, key -> new Element());
    }

    static Optional<QuickRefutations.Sign> conflict(List<Operation> operations) {
        SetOrder order = new SetOrder(operations);
        return order.twice().or(() -> order.single(operations)).or(order::pair);
    }

    /** A read that shows an element more than once. */
    private Optional<QuickRefutations.Sign> twice() {
        return reads.stream()
                .filter(read ->
                        read.elements.size() < ((Collection<?>) read.operation.output()).size())
                .findFirst()
                .map(read -> new QuickRefutations.Sign(
                        List.of(read.operation), "a set has each element once, not twice"));
    }

    /** One element by itself. */
    private Optional<QuickRefutations.Sign> single(List<Operation> operations) {
        for (Read read : reads) {
            for (Object name : read.elements) {
                if (isUnexplained(name, read.operation)) {
                    return Optional.of(unexplained(name, read.operation));
                }
            }
            for (Map.Entry<Object, Element> entry : elements.entrySet()) {
                if (!read.elements.contains(entry.getKey())
                        && isSurelyThere(entry.getKey(), read.operation)) {
                    return Optional.of(lost(entry.getKey(), read.operation));
                }
            }
        }
        for (Operation operation : operations) {
            if (operation.isOk() && operation.f().equals("contains")) {
                Object name = operation.input();
                boolean isSeen = operation.output().equals(true);
                if (isSeen && isUnexplained(name, operation)) {
                    return Optional.of(unexplained(name, operation));
                }
                if (!isSeen && isSurelyThere(name, operation)) {
                    return Optional.of(lost(name, operation));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isUnexplained(Object name, Operation seer) {
        return element(name).askedFor > seer.span().returnIndex();
    }

    private boolean isSurelyThere(Object name, Operation seer) {
        Element element = element(name);
        return !element.isRemoved
                && element.surely.filter(add -> add.isBefore(seer)).isPresent();
    }

    private static QuickRefutations.Sign unexplained(Object name, Operation seer) {
        return new QuickRefutations.Sign(
                List.of(seer), "nobody had asked to add " + name + " by then");
    }

    private QuickRefutations.Sign lost(Object name, Operation seer) {
        return new QuickRefutations.Sign(
                List.of(seer, element(name).surely.orElseThrow()),
                name + " had been added before, and nobody asked to remove it");
    }

    /** Two reads of a set that only grows. */
    private Optional<QuickRefutations.Sign> pair() {
        if (!onlyGrows) {
            return Optional.empty();
        }
        List<Read> bySize = new ArrayList<>(reads);
        bySize.sort(Comparator.comparingInt(read -> -read.elements.size()));
        Optional<Read> firstToReturn = Optional.empty();
        for (int i = 1; i < bySize.size(); i++) {
            Read larger = bySize.get(i - 1);
            Read read = bySize.get(i);
            if (!larger.elements.containsAll(read.elements)) {
                return Optional.of(pair(larger, read, "neither read has all that the other has"));
            }
            if (larger.elements.size() > read.elements.size()) {
                firstToReturn = Optional.of(firstToReturn(firstToReturn, bySize, i));
            }
            Optional<Read> earlier =
                    firstToReturn.filter(found -> found.operation.isBefore(read.operation));
            if (earlier.isPresent()) {
                return Optional.of(pair(earlier.get(), read, "the later read has less"));
            }
        }
        return Optional.empty();
    }

    /** Of all reads before a place, which are those of the larger sizes. */
    private static Read firstToReturn(Optional<Read> known, List<Read> bySize, int place) {
        Read best = known.orElse(bySize.get(place - 1));
        int size = bySize.get(place - 1).elements.size();
        for (int i = place - 1; i >= 0 && bySize.get(i).elements.size() == size; i--) {
            Read read = bySize.get(i);
            boolean isEarlier =
                    read.operation.span().returnIndex() < best.operation.span().returnIndex();
            best = isEarlier ? read : best;
        }
        return best;
    }

    private static QuickRefutations.Sign pair(Read one, Read other, String text) {
        return new QuickRefutations.Sign(
                List.of(one.operation, other.operation),
                text + ", though nobody asked to remove anything");
    }
}
