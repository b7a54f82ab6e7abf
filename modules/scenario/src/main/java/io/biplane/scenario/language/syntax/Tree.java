package io.biplane.scenario.language.syntax;

import io.biplane.scenario.source.SourcePosition;

import java.util.List;
import java.util.Optional;

/** A YAML node with its place. */
public sealed interface Tree {
    /** Where it begins. */
    SourcePosition mark();

    /**
     * A scalar.
     *
     * @param plain without quotes; a plain empty text is YAML's null
     */
    record Scalar(String text, boolean plain, SourcePosition mark) implements Tree {
        /** Whether nothing stands there. */
        public boolean isEmpty() {
            return plain && (text.isEmpty() || text.equals("null") || text.equals("~"));
        }
    }

    /** A mapping. */
    record Mapping(List<Entry> entries, SourcePosition mark) implements Tree {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** Value of a key. */
        public Optional<Tree> get(String key) {
            return entry(key).map(Entry::value);
        }

        /** Entry of a key. */
        public Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .findFirst();
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, Tree value) {}

    /** A sequence. */
    record Sequence(List<Tree> items, SourcePosition mark) implements Tree {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * What is left of a node whose problem has been reported already; readers pass over it in
     * silence.
     */
    record Broken(SourcePosition mark) implements Tree {}

    /** What stands under a path of keys. */
    default Optional<Tree> at(String... path) {
        Optional<Tree> found = Optional.of(this);
        for (String key : path) {
            found = found.flatMap(
                    tree -> tree instanceof Mapping mapping ? mapping.get(key) : Optional.empty());
        }
        return found;
    }

    /** Keys of a mapping, as written; none of anything else. */
    default List<String> keys() {
        return this instanceof Mapping mapping
                ? mapping.entries().stream().map(entry -> entry.key().text()).toList()
                : List.of();
    }

    /** Word for messages. */
    default String kindWord() {
        if (this instanceof Scalar scalar) {
            return scalar.isEmpty() ? "nothing" : "'" + scalar.text() + "'";
        }
        return this instanceof Sequence ? "a list" : "a mapping";
    }
}
