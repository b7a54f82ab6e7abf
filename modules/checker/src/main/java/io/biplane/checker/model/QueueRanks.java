package io.biplane.checker.model;

import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * An order of a queue's elements that agrees with when they came and when they left: one comes
 * before another if its enqueue had returned before the other's began, or its dequeue, or its
 * dequeue before the other's enqueue. Each round takes an element that no remaining one comes
 * before. Without dequeues that find nothing such an order is right, if the queue is.
 */
final class QueueRanks {
    /** When an element came and left; {@code Long.MAX_VALUE} for what did not. */
    private static final class Element {
        private int enqueue = -1;
        private long came = Long.MAX_VALUE;
        private long camePast = Long.MAX_VALUE;
        private long left = Long.MAX_VALUE;
        private long leftPast = Long.MAX_VALUE;
        private boolean isTaken;
        private boolean isRepeated;

        /** Whether no dequeue is known to have given it: an unknown one took it, or none did. */
        private boolean isLost() {
            return left == Long.MAX_VALUE;
        }
    }

    private final long[] ranks;
    private final List<Element> elements = new ArrayList<>();
    /** When dequeues of unknown outcome began, in order. */
    private final List<Long> takers = new ArrayList<>();

    private QueueRanks(List<Operation> operations) {
        this.ranks = new long[operations.size()];
        Arrays.fill(ranks, Long.MAX_VALUE);
        Map<Object, Element> byName = new LinkedHashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            Operation.Span span = operation.span();
            if (operation.f().equals("enqueue")) {
                Element element = byName.computeIfAbsent(operation.input(), name -> new Element());
                element.isRepeated |= element.enqueue >= 0;
                element.enqueue = i;
                element.came = span.invokeIndex();
                element.camePast = span.returnIndex();
            } else if (operation.isOk()) {
                Element element = byName.computeIfAbsent(operation.output(), name -> new Element());
                element.isRepeated |= element.left != Long.MAX_VALUE;
                element.left = span.invokeIndex();
                element.leftPast = span.returnIndex();
                // What can leave had better be gone.
                ranks[i] = -1;
            } else {
                // Nobody knows what it took; if it helps, it may have.
                takers.add(span.invokeIndex());
                ranks[i] = -1;
            }
        }
        for (Element element : byName.values()) {
            if (element.enqueue >= 0 && !element.isRepeated) {
                elements.add(element);
            }
        }
    }

    /** Ranks of enqueues, all dequeues before them. */
    static long[] of(List<Operation> operations) {
        QueueRanks order = new QueueRanks(operations);
        order.rank();
        return order.ranks;
    }

    private void rank() {
        List<Element> byCame = sorted(Comparator.comparingLong(element -> element.came));
        List<Element> byCamePast = sorted(Comparator.comparingLong(element -> element.camePast));
        List<Element> byLeftPast = sorted(Comparator.comparingLong(element -> element.leftPast));
        // Those that nothing which remains came before; of these, that nothing left before.
        PriorityQueue<Element> arrived =
                new PriorityQueue<>(Comparator.comparingLong(element -> element.left));
        PriorityQueue<Element> free =
                new PriorityQueue<>(Comparator.comparingLong(element -> element.leftPast));
        PriorityQueue<Element> lost =
                new PriorityQueue<>(Comparator.comparingLong(element -> element.camePast));
        int lostBefore = 0;
        int nextCame = 0;
        int nextCamePast = 0;
        int nextLeftPast = 0;
        for (long rank = 0; rank < elements.size(); rank++) {
            nextCamePast = firstLeft(byCamePast, nextCamePast);
            nextLeftPast = firstLeft(byLeftPast, nextLeftPast);
            long earliestLeft = byLeftPast.get(nextLeftPast).leftPast;
            long until = Math.min(byCamePast.get(nextCamePast).camePast, earliestLeft);
            while (nextCame < byCame.size() && byCame.get(nextCame).came <= until) {
                Element element = byCame.get(nextCame++);
                (element.isLost() ? lost : arrived).add(element);
            }
            while (!arrived.isEmpty() && arrived.peek().left <= earliestLeft) {
                free.add(arrived.poll());
            }
            // Each lost element needs an unknown dequeue of its own, unless it never left.
            boolean mayLose = earliestLeft == Long.MAX_VALUE
                    || lostBefore < takers.size() && takers.get(lostBefore) <= earliestLeft;
            if (free.isEmpty() && (lost.isEmpty() || !mayLose)) {
                // There is no such order: the queue is wrong, and the search will say why.
                return;
            }
            lostBefore += free.isEmpty() ? 1 : 0;
            Element element = free.isEmpty() ? lost.poll() : free.poll();
            element.isTaken = true;
            ranks[element.enqueue] = rank;
        }
    }

    private List<Element> sorted(Comparator<Element> order) {
        List<Element> sorted = new ArrayList<>(elements);
        sorted.sort(order);
        return sorted;
    }

    private static int firstLeft(List<Element> sorted, int from) {
        int next = from;
        while (sorted.get(next).isTaken) {
            next++;
        }
        return next;
    }
}
