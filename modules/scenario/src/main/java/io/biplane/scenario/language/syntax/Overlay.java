package io.biplane.scenario.language.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets values in a tree by path; the tree given stays as it is. */
public final class Overlay {
    private Overlay() {}

    /**
     * The tree with {@code value} at a dotted path; mappings on the way have to exist, the last key
     * need not. A step {@code *} means every entry of a mapping. Empty when something on the way
     * does not exist.
     *
     * @param path such as {@code clusters.east.virtualized}
     */
    public static Optional<Tree> set(Tree tree, String path, Tree value) {
        return set(tree, List.of(path.split("\\.", -1)), value);
    }

    private static Optional<Tree> set(Tree tree, List<String> path, Tree value) {
        if (path.isEmpty()) {
            return Optional.of(value);
        }
        if (!(tree instanceof Tree.Mapping mapping)) {
            return Optional.empty();
        }
        List<String> rest = path.subList(1, path.size());
        return path.get(0).equals("*")
                ? setEach(mapping, rest, value)
                : setOne(mapping, path.get(0), rest, value);
    }

    private static Optional<Tree> setEach(Tree.Mapping mapping, List<String> rest, Tree value) {
        List<Tree.Entry> entries = new ArrayList<>();
        for (Tree.Entry entry : mapping.entries()) {
            Optional<Tree> changed = set(entry.value(), rest, value);
            if (changed.isEmpty()) {
                return Optional.empty();
            }
            entries.add(new Tree.Entry(entry.key(), changed.get()));
        }
        return Optional.of(new Tree.Mapping(entries, mapping.mark()));
    }

    private static Optional<Tree> setOne(
            Tree.Mapping mapping, String key, List<String> rest, Tree value) {
        Optional<Tree.Entry> existing = mapping.entry(key);
        if (existing.isEmpty() && !rest.isEmpty()) {
            return Optional.empty();
        }
        List<Tree.Entry> entries = new ArrayList<>();
        for (Tree.Entry entry : mapping.entries()) {
            if (!entry.key().text().equals(key)) {
                entries.add(entry);
                continue;
            }
            Optional<Tree> changed = set(entry.value(), rest, value);
            if (changed.isEmpty()) {
                return Optional.empty();
            }
            entries.add(new Tree.Entry(entry.key(), changed.get()));
        }
        if (existing.isEmpty()) {
            entries.add(new Tree.Entry(new Tree.Scalar(key, true, value.mark()), value));
        }
        return Optional.of(new Tree.Mapping(entries, mapping.mark()));
    }

    /** The tree without a top-level key. */
    public static Tree without(Tree tree, String key) {
        if (!(tree instanceof Tree.Mapping mapping)) {
            return tree;
        }
        return new Tree.Mapping(
                mapping.entries().stream()
                        .filter(entry -> !entry.key().text().equals(key))
                        .toList(),
                mapping.mark());
    }
}
