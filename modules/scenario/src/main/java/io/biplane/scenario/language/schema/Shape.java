package io.biplane.scenario.language.schema;

import io.biplane.scenario.language.syntax.Tree;

import java.util.Map;
import java.util.Optional;

/**
 * What may stand at a place.
 *
 * @param <T> what reading it gives
 */
public interface Shape<T> {
    /** Reads; empty when problems were reported. */
    Optional<T> read(Tree tree, ReadContext context);

    /**
     * Replaces everything random in the tree by values drawn from the context's seed.
     *
     * @param path dotted path of the tree; names the random stream
     */
    default Tree draw(Tree tree, String path, ReadContext context) {
        return tree;
    }

    /** The tree with the default of every key that was left out. */
    default Tree complete(Tree tree) {
        return tree;
    }

    /** A valid value, to go on with after a problem. */
    T sample();

    /** For people, as what is expected: {@code a duration such as 500ms}. */
    String describe();

    /**
     * JSON Schema of the place; shapes with a name are put into {@code definitions} and referred
     * to.
     */
    Map<String, Object> schema(Map<String, Object> definitions);
}
