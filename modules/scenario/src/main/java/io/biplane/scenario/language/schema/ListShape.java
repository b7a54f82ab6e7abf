package io.biplane.scenario.language.schema;

import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.source.Problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list.
 *
 * @param item what its items are
 * @param single whether one item may stand without brackets
 * @param sizeMin fewest items
 */
public record ListShape<T>(Shape<T> item, boolean single, int sizeMin) implements Shape<List<T>> {
    /** One item, or a list of at least one. */
    public static <T> ListShape<T> oneOrMore(Shape<T> item) {
        return new ListShape<>(item, true, 1);
    }

    /** A list, brackets or dashes required. */
    public static <T> ListShape<T> of(Shape<T> item, int sizeMin) {
        return new ListShape<>(item, false, sizeMin);
    }

    @Override
    public Optional<List<T>> read(Tree tree, ReadContext context) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            if (single) {
                return item.read(tree, context).map(List::of);
            }
            return tree instanceof Tree.Broken
                    ? context.silently()
                    : context.report(
                            tree.mark(),
                            Problem.Kind.SHAPE,
                            "expected " + describe() + ", found " + tree.kindWord());
        }
        if (sequence.items().size() < sizeMin) {
            return context.report(
                    tree.mark(),
                    Problem.Kind.SHAPE,
                    "expected at least " + sizeMin + (sizeMin == 1 ? " item" : " items")
                            + ", found " + sequence.items().size());
        }
        List<T> values = new ArrayList<>();
        for (Tree part : sequence.items()) {
            item.read(part, context).ifPresent(values::add);
        }
        return Optional.of(values);
    }

    @Override
    public Tree draw(Tree tree, String path, ReadContext context) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            return single ? item.draw(tree, path, context) : tree;
        }
        List<Tree> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            items.add(item.draw(sequence.items().get(i), path + "." + i, context));
        }
        return new Tree.Sequence(items, tree.mark());
    }

    @Override
    public Tree complete(Tree tree) {
        return tree instanceof Tree.Sequence sequence
                ? new Tree.Sequence(
                        sequence.items().stream().map(item::complete).toList(), tree.mark())
                : tree;
    }

    @Override
    public List<T> sample() {
        return List.of(item.sample());
    }

    @Override
    public String describe() {
        return single ? item.describe() + ", or a list" : "a list; each item is " + item.describe();
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("minItems", sizeMin);
        list.put("items", item.schema(definitions));
        if (!single) {
            return list;
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("anyOf", List.of(item.schema(definitions), list));
        return schema;
    }
}
