package io.biplane.checker.linear;

import java.util.List;

/** How a search ended. */
sealed interface SearchResult {
    /** Transitions tried and slots of pending operations looked at. */
    long steps();

    /** There is a linearization. */
    record Found(long steps) implements SearchResult {}

    /**
     * There is none.
     *
     * @param event the part's event that no configuration gets past: a return
     * @param deadEnds how far the best attempts got: some of the configurations at that event
     */
    record Stuck(long steps, int event, List<DeadEnd> deadEnds) implements SearchResult {
        public Stuck {
            deadEnds = List.copyOf(deadEnds);
        }
    }

    /**
     * The limits were reached.
     *
     * @param event the furthest event of the part that was got to
     * @param limit which limit, in words
     */
    record GaveUp(long steps, int event, String limit) implements SearchResult {}

    /**
     * One way in which everything before the stuck event fits.
     *
     * @param state the object's state then, as text
     * @param lastEffect the part's operation that brought it; -1 for the initial state
     * @param linearized pending operations that have taken effect already
     */
    record DeadEnd(String state, int lastEffect, List<Integer> linearized) {
        public DeadEnd {
            linearized = List.copyOf(linearized);
        }
    }
}
