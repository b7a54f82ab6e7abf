package io.biplane.checker.order;

/**
 * Which cycles of dependencies are forbidden, by their anti-dependencies. Cycles without any always
 * are.
 */
public enum CycleRule {
    /** All of them: serializability. */
    ANY,
    /**
     * Those in which no anti-dependency follows another: snapshot isolation. A transaction has two
     * places, its begin and its commit; anti-dependencies lead from begin to commit, all else from
     * commit to begin.
     */
    NONADJACENT,
    /** Those with one anti-dependency: consistent view. */
    SINGLE;

    /** Places that one transaction takes. */
    int places() {
        return this == NONADJACENT ? 2 : 1;
    }
}
