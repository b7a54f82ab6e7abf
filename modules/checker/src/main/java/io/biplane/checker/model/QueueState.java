package io.biplane.checker.model;

import io.biplane.checker.history.Nil;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The elements of a queue. Immutable; states share all they have in common, so that adding costs
 * the same however long the queue is, and taking grows with the logarithm of all ever added.
 *
 * <p>Elements form a chain from the newest to the oldest ever added, and a state is the newest one
 * and the newest that has left. Each link also has a second pointer far back: E. Myers, An
 * Applicative Random-Access Stack, Information Processing Letters 17 (1983).
 */
public final class QueueState {
    /** Nothing in it. */
    public static final QueueState EMPTY = new QueueState(Link.ROOT, Link.ROOT);

    /** Multiplies the hash of what was added before; odd, otherwise of no importance. */
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final Link newest;
    /** The newest element that has left; the root if none has. */
    private final Link gone;

    /** An element and all that were added before it. */
    private static final class Link {
        private static final Link ROOT = new Link();

        private final Object element;
        private final Link previous;
        private final Link far;
        private final int depth;
        /** Of all elements from the first to this one. */
        private final long hash;

        private Link() {
            this.element = "";
            this.previous = this;
            this.far = this;
            this.depth = 0;
            this.hash = 0;
        }

        private Link(Object element, Link previous) {
            Link far = previous.far;
            this.element = element;
            this.previous = previous;
            this.far = previous.depth - far.depth == far.depth - far.far.depth ? far.far : previous;
            this.depth = previous.depth + 1;
            this.hash = previous.hash * FACTOR + element.hashCode();
        }

        private Link at(int wanted) {
            Link link = this;
            while (link.depth > wanted) {
                link = link.far.depth >= wanted ? link.far : link.previous;
            }
            return link;
        }
    }

    private QueueState(Link newest, Link gone) {
        this.newest = newest;
        this.gone = gone;
    }

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return newest == gone;
    }

    /** With one more at the end. */
    public QueueState with(Object element) {
        return new QueueState(new Link(element, newest), gone);
    }

    /** Without the oldest element; itself if there is none. */
    public QueueState rest() {
        return isEmpty() ? this : new QueueState(newest, first());
    }

    /** The oldest element; {@link Nil} if there is none. */
    public Object oldest() {
        return isEmpty() ? Nil.NIL : first().element;
    }

    /** Without the oldest element if it is this one; else empty. */
    public Optional<QueueState> without(Object element) {
        if (isEmpty()) {
            return Optional.empty();
        }
        Link oldest = first();
        return oldest.element.equals(element)
                ? Optional.of(new QueueState(newest, oldest))
                : Optional.empty();
    }

    private Link first() {
        return newest.at(gone.depth + 1);
    }

    private int size() {
        return newest.depth - gone.depth;
    }

    private long hash() {
        long power = 1;
        long factor = FACTOR;
        for (int left = size(); left > 0; left >>= 1) {
            power *= (left & 1) == 1 ? factor : 1;
            factor *= factor;
        }
        return newest.hash - gone.hash * power;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash());
    }

    @Override
    public boolean equals(Object object) {
        if (!(object instanceof QueueState other) || size() != other.size()) {
            return false;
        }
        if (hash() != other.hash()) {
            return false;
        }
        Link mine = newest;
        Link theirs = other.newest;
        while (mine != theirs && mine != gone) {
            if (!mine.element.equals(theirs.element)) {
                return false;
            }
            mine = mine.previous;
            theirs = theirs.previous;
        }
        return true;
    }

    /** All elements, the oldest first. */
    @Override
    public String toString() {
        Deque<Object> elements = new ArrayDeque<>();
        for (Link link = newest; link != gone; link = link.previous) {
            elements.addFirst(link.element);
        }
        return elements.toString();
    }
}
