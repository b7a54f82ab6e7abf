package io.biplane.checker.model;

import java.util.Optional;

/**
 * Elements without order, each as often as it was added. Immutable; states share all they have in
 * common.
 */
public final class BagState {
    /** Nothing in it. */
    public static final BagState EMPTY = new BagState(SetState.EMPTY);

    /** The copies of an element, numbered from 0 without a gap. */
    private final SetState copies;

    /** One of the times that an element is there. */
    private record Copy(Object element, int number) {
        @Override
        public String toString() {
            return String.valueOf(element);
        }
    }

    private BagState(SetState copies) {
        this.copies = copies;
    }

    /** Whether nothing is in it. */
    public boolean isEmpty() {
        return copies.equals(SetState.EMPTY);
    }

    /** With one more. */
    public BagState with(Object element) {
        return new BagState(copies.with(new Copy(element, count(element))));
    }

    /** Without one of these; empty if there is none. */
    public Optional<BagState> without(Object element) {
        int count = count(element);
        return count == 0
                ? Optional.empty()
                : Optional.of(new BagState(copies.without(new Copy(element, count - 1))));
    }

    /** Without any one element, in equal bags an equal one; itself if there is none. */
    public BagState withoutAny() {
        return copies.first() instanceof Copy copy ? without(copy.element).orElseThrow() : this;
    }

    private int count(Object element) {
        int count = 0;
        while (copies.contains(new Copy(element, count))) {
            count++;
        }
        return count;
    }

    /** Roughly what it holds on to beside what another state holds. */
    long bytes() {
        return copies.bytes();
    }

    @Override
    public int hashCode() {
        return copies.hashCode();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof BagState other && copies.equals(other.copies);
    }

    /** All elements, in the order of their texts, the shorter first. */
    @Override
    public String toString() {
        return copies.toString();
    }
}
