package io.biplane.checker.cycle;

/**
 * Which cycles are meant.
 *
 * @param allowed kinds of edges that may occur
 * @param required kinds of which at least one edge must occur; 0 if none must
 * @param counted the kind that is counted; 0 if none is
 * @param countMin how many edges of the counted kind must occur: 0, 1 or 2
 * @param countMax how many may: 0, 1, or {@link #ANY}
 * @param isApart whether no two edges of the counted kind may follow each other
 */
public record Pattern(
        int allowed, int required, int counted, int countMin, int countMax, boolean isApart) {
    /** No upper bound. */
    public static final int ANY = Integer.MAX_VALUE;

    /** A cycle of these kinds with at least one edge of the required ones. */
    public static Pattern of(int allowed, int required) {
        return new Pattern(allowed, required, 0, 0, ANY, false);
    }

    /** The same with bounds on the number of edges of one kind. */
    public Pattern counting(int kind, int min, int max) {
        return new Pattern(allowed, required, kind, min, max, isApart);
    }

    /** The same with edges of the counted kind apart from each other. */
    public Pattern apart() {
        return new Pattern(allowed, required, counted, countMin, countMax, true);
    }

    /** The kinds of an edge that every such cycle has, best first to search from. */
    int startKinds() {
        return required != 0 ? required : countMin > 0 ? counted : allowed;
    }
}
