package io.biplane.checker.linear;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs that no order of a queue's operations is right, found without a search: an element leaves
 * that was not there yet, or leaves twice; one that certainly came later leaves earlier; the queue
 * is said to be empty while an element is certainly in it. Each is a conflict of one or two
 * elements, and a queue without its other elements is a queue. Source: A. Bouajjani, M. Emmi, C.
 * Enea and J. Hamza, On Reducing Linearizability to State Reachability, ICALP 2015, section 4.
 *
 * <p>If there is no such sign, nothing is known: elements enqueued twice are left out, and an empty
 * queue is refuted by single elements only.
 */
final class QueueOrder {
    /** What is known of one element; mutable while it is collected. */
    private static final class Element {
        private final List<Operation> enqueues = new ArrayList<>();
        private final List<Operation> dequeues = new ArrayList<>();
        /** From here on it may have left the queue. */
        private long leaves = Operation.Span.NEVER;

        private Operation enqueue() {
            return enqueues.get(0);
        }

        /** Whether it certainly came once, and nobody knows how to mistake it. */
        private boolean isPlain() {
            return enqueues.size() == 1 && dequeues.size() <= 1;
        }
    }

    private final Map<Object, Element> elements = new LinkedHashMap<>();
    private final List<Operation> empties = new ArrayList<>();

    private QueueOrder(List<Operation> operations) {
        long taken = Operation.Span.NEVER;
        for (Operation operation : operations) {
            if (operation.f().equals("enqueue")) {
                element(operation.input()).enqueues.add(operation);
            } else if (!operation.isOk()) {
                // Nobody knows what it took.
                taken = Math.min(taken, operation.span().invokeIndex());
            } else if (operation.output() instanceof Nil) {
                empties.add(operation);
            } else {
                element(operation.output()).dequeues.add(operation);
            }
        }
        for (Element element : elements.values()) {
            element.leaves = element.dequeues.stream()
                    .mapToLong(dequeue -> dequeue.span().invokeIndex())
                    .min()
                    .orElse(taken);
        }
    }

    private Element element(Object name) {
        return elements.computeIfAbsent(name, key -> new Element());
    }

    /** Operations that cannot all be right; empty if there is no such sign. */
    static Optional<List<Operation>> conflict(List<Operation> operations) {
        boolean areKnown = operations.stream()
                .map(Operation::f)
                .allMatch(f -> f.equals("enqueue") || f.equals("dequeue"));
        if (!areKnown) {
            return Optional.empty();
        }
        QueueOrder order = new QueueOrder(operations);
        return order.single().or(order::overtaken).or(order::notEmpty);
    }

    /** One element by itself. */
    private Optional<List<Operation>> single() {
        for (Element element : elements.values()) {
            for (Operation dequeue : element.dequeues) {
                boolean isExplained =
                        element.enqueues.stream().anyMatch(enqueue -> !dequeue.isBefore(enqueue));
                if (!isExplained) {
                    return Optional.of(List.of(dequeue));
                }
            }
            if (element.dequeues.size() > element.enqueues.size()) {
                return Optional.of(element.dequeues.subList(0, element.enqueues.size() + 1));
            }
        }
        return Optional.empty();
    }

    /**
     * Plain elements, the first to be in the queue for certain first; those that nobody knows to
     * have come are so never, at the end.
     */
    private List<Element> present() {
        List<Element> present = new ArrayList<>(elements.values());
        present.removeIf(element -> !element.isPlain());
        present.sort(
                Comparator.comparingLong(element -> element.enqueue().span().returnIndex()));
        return present;
    }

    /** An element that left, though one that came before it left only later. */
    private Optional<List<Operation>> overtaken() {
        List<Element> left = new ArrayList<>(elements.values());
        left.removeIf(element -> !element.isPlain() || element.dequeues.isEmpty());
        left.sort(Comparator.comparingLong(element -> element.enqueue().span().invokeIndex()));
        List<Element> present = present();
        Optional<Element> last = Optional.empty();
        int next = 0;
        for (Element later : left) {
            long came = later.enqueue().span().invokeIndex();
            while (next < present.size()
                    && present.get(next).enqueue().span().returnIndex() < came) {
                last = Optional.of(lastToLeave(last, present.get(next++)));
            }
            Operation dequeue = later.dequeues.get(0);
            if (last.filter(earlier -> dequeue.span().returnIndex() < earlier.leaves)
                    .isPresent()) {
                return Optional.of(evidence(last.get(), later.enqueue(), dequeue));
            }
        }
        return Optional.empty();
    }

    private static Element lastToLeave(Optional<Element> one, Element other) {
        return one.isPresent() && one.get().leaves >= other.leaves ? one.get() : other;
    }

    /** A dequeue that found nothing, though an element was there all the time. */
    private Optional<List<Operation>> notEmpty() {
        List<Element> present = present();
        Optional<Element> last = Optional.empty();
        int next = 0;
        for (Operation empty : empties) {
            while (next < present.size() && present.get(next).enqueue().isBefore(empty)) {
                last = Optional.of(lastToLeave(last, present.get(next++)));
            }
            if (last.filter(element -> empty.span().returnIndex() < element.leaves)
                    .isPresent()) {
                return Optional.of(evidence(last.get(), empty));
            }
        }
        return Optional.empty();
    }

    private static List<Operation> evidence(Element element, Operation... others) {
        List<Operation> evidence = new ArrayList<>(List.of(others));
        evidence.add(element.enqueue());
        evidence.addAll(element.dequeues);
        return evidence;
    }
}
