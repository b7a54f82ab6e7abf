package io.biplane.checker.direct;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides an unordered queue whose elements all differ, or that nobody found empty, in O(n log n).
 *
 * <p>Of each element, no more may have been dequeued by the time a dequeue returns than anybody had
 * asked to enqueue: then enqueues can take effect as they begin and dequeues as they return.
 *
 * <p>A dequeue that found nothing needs a moment at which the queue can be empty. It cannot be while
 * an element is there for certain: from the return of its enqueue to the invocation of its dequeue.
 * Nor if more elements that no dequeue gave had come by then than dequeues of unknown outcome had
 * begun, each of which can have taken one. Such moments do not depend on each other: an element's
 * dequeue can follow its enqueue at once if both run at the same time, and otherwise be put on the
 * same side of all of them.
 */
public final class BagOrder {
    /** What is known of one element; mutable while it is collected. */
    private static final class Element {
        private final List<Operation> enqueues = new ArrayList<>();
        private final List<Operation> dequeues = new ArrayList<>();
        private int asked;

        boolean isRepeated() {
            return enqueues.size() > 1;
        }
    }

    private final List<Operation> operations;
    private final Map<Object, Element> elements = new LinkedHashMap<>();
    private boolean wasEmpty;

    private BagOrder(List<Operation> operations) {
        this.operations = operations;
        for (Operation operation : operations) {
            if (operation.f().equals("enqueue")) {
                element(operation.input()).enqueues.add(operation);
            } else if (isEmpty(operation)) {
                wasEmpty = true;
            } else if (operation.isOk()) {
                element(operation.output()).dequeues.add(operation);
            }
        }
    }

    private Element element(Object name) {
        return elements.computeIfAbsent(name, key -> new Element());
    }

    private static boolean isEmpty(Operation operation) {
        return operation.isOk()
                && operation.f().equals("dequeue")
                && operation.output() instanceof Nil;
    }

    /** Whether there is an order if {@link #conflict} finds nothing. */
    public static boolean decides(List<Operation> operations) {
        BagOrder order = new BagOrder(operations);
        return !order.wasEmpty || order.elements.values().stream().noneMatch(Element::isRepeated);
    }

    /** Why there is no order; empty if there is one, or nobody knows. */
    public static Optional<Conflict> conflict(List<Operation> operations) {
        BagOrder order = new BagOrder(operations);
        return order.tooMany().or(order::neverEmpty);
    }

    /** A dequeue that gave what had not come, or once more than it had. */
    private Optional<Conflict> tooMany() {
        Map<Object, List<Operation>> given = new LinkedHashMap<>();
        for (Moments.Moment moment : Moments.of(operations)) {
            Operation operation = moment.operation();
            if (!moment.isReturn() && operation.f().equals("enqueue")) {
                element(operation.input()).asked++;
            } else if (moment.isReturn()
                    && operation.f().equals("dequeue")
                    && !isEmpty(operation)) {
                List<Operation> all =
                        given.computeIfAbsent(operation.output(), key -> new ArrayList<>());
                all.add(operation);
                int asked = element(operation.output()).asked;
                if (all.size() > asked) {
                    return Optional.of(new Conflict(
                            all,
                            operation.output() + " had been enqueued "
                                    + (asked == 0 ? "never" : asked + " times at most")
                                    + " by then, and was dequeued " + all.size() + " times"));
                }
            }
        }
        return Optional.empty();
    }

    /** A dequeue that found nothing, though something was there all the time. */
    private Optional<Conflict> neverEmpty() {
        if (elements.values().stream().anyMatch(Element::isRepeated)) {
            return Optional.empty();
        }
        long present = 0;
        long lost = 0;
        long takers = 0;
        long lastEmpty = -1;
        for (Moments.Moment moment : Moments.of(operations)) {
            Operation operation = moment.operation();
            boolean isEnqueue = operation.f().equals("enqueue");
            boolean isUnknown = !operation.isOk();
            if (moment.isReturn() && isEmpty(operation)) {
                if (lastEmpty < operation.span().invokeIndex()) {
                    return Optional.of(
                            new Conflict(
                                    Moments.withAllBefore(operation, operations),
                                    "the queue was empty at no time between its invocation and its return"));
                }
            } else if (isEnqueue && moment.isReturn()) {
                boolean isLost = element(operation.input()).dequeues.isEmpty();
                lost += isLost ? 1 : 0;
                present += !isLost && leaves(operation.input()) > moment.index() ? 1 : 0;
            } else if (!isEnqueue && !moment.isReturn() && isUnknown) {
                takers++;
            } else if (!isEnqueue && !moment.isReturn() && !isEmpty(operation)) {
                present -= came(operation.output()) < moment.index() ? 1 : 0;
            }
            if (present == 0 && lost <= takers) {
                // Until the next event.
                lastEmpty = moment.index();
            }
        }
        return Optional.empty();
    }

    /** From when on the dequeue of an element may have taken it. */
    private long leaves(Object name) {
        return element(name).dequeues.get(0).span().invokeIndex();
    }

    /** Since when an element has been there for certain. */
    private long came(Object name) {
        return element(name).enqueues.get(0).span().returnIndex();
    }
}
