package io.biplane.checker.order;

/**
 * An order of two versions that a level forces.
 *
 * @param key index of the key
 * @param earlier index of the version that comes first
 * @param later index of the other
 * @param round in which round it was found: it follows from what is known and from earlier rounds
 */
public record Inferred(int key, int earlier, int later, int round) {
    /** The opposite. */
    Inferred turned() {
        return new Inferred(key, later, earlier, round);
    }
}
