package io.biplane.checker.linear;

import java.util.List;

/**
 * How a search ended.
 *
 * @param <S> the model's states
 */
sealed interface SearchResult<S> {
    /** Transitions tried, slots of pending operations looked at and events passed. */
    long steps();

    /** There is a linearization. */
    record Found<S>(long steps) implements SearchResult<S> {}

    /**
     * There is none.
     *
     * @param event the part's event that no configuration gets past: a return
     * @param deadEnds how far the best attempts got: some of the configurations at that event
     */
    record Stuck<S>(long steps, int event, List<DeadEnd<S>> deadEnds) implements SearchResult<S> {
        public Stuck {
            deadEnds = List.copyOf(deadEnds);
        }
    }

    /**
     * The limits were reached.
     *
     * @param event the furthest event of the part that was got to
     * @param configurations how many were remembered, if memory ended it; else 0
     */
    record GaveUp<S>(long steps, int event, int configurations) implements SearchResult<S> {
        /** Which of the limits, in words. */
        String limit(Limits limits) {
            return configurations == 0
                    ? "the limit of " + limits.stepsMax() + " steps"
                    : "the limit of " + limits.memoryBytesMax() + " bytes, after " + configurations
                            + " configurations,";
        }
    }

    /**
     * One way in which everything before the stuck event fits.
     *
     * @param state the object's state then
     * @param effects what was put in order last, oldest first; reads that merely fitted are left
     *     out
     */
    record DeadEnd<S>(S state, List<Effect<S>> effects) {
        public DeadEnd {
            effects = List.copyOf(effects);
        }
    }

    /**
     * A step on that way.
     *
     * @param operation the part's operation
     * @param after the state after it
     */
    record Effect<S>(int operation, S after) {}
}
