package io.biplane.scenario.language.schema;

import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping whose keys the user chooses.
 *
 * @param keys what a key has to look like
 * @param value what stands under each
 * @param sizeMin fewest entries
 */
public record MapShape<K, T>(ScalarType<K> keys, Shape<T> value, int sizeMin)
        implements Shape<List<MapShape.Named<K, T>>> {

    /** One entry. */
    public record Named<K, T>(K key, String text, SourcePosition mark, T value) {}

    @Override
    public Optional<List<Named<K, T>>> read(Tree tree, ReadContext context) {
        if (tree instanceof Tree.Broken) {
            return context.silently();
        }
        if (!(tree instanceof Tree.Mapping mapping)) {
            return context.report(
                    tree.mark(),
                    Problem.Kind.SHAPE,
                    "expected " + describe() + ", found " + tree.kindWord());
        }
        if (mapping.entries().size() < sizeMin) {
            return context.report(
                    tree.mark(), Problem.Kind.SHAPE, "expected at least " + sizeMin + " entry");
        }
        List<Named<K, T>> values = new ArrayList<>();
        for (Tree.Entry entry : mapping.entries()) {
            Optional<K> key = keys.read(entry.key(), context);
            Optional<T> content = value.read(entry.value(), context);
            if (key.isPresent() && content.isPresent()) {
                values.add(new Named<>(
                        key.get(), entry.key().text(), entry.key().mark(), content.get()));
            }
        }
        return Optional.of(values);
    }

    @Override
    public Tree draw(Tree tree, String path, ReadContext context) {
        if (!(tree instanceof Tree.Mapping mapping)) {
            return tree;
        }
        List<Tree.Entry> entries = new ArrayList<>();
        for (Tree.Entry entry : mapping.entries()) {
            String below = path + "." + entry.key().text();
            entries.add(new Tree.Entry(entry.key(), value.draw(entry.value(), below, context)));
        }
        return new Tree.Mapping(entries, tree.mark());
    }

    @Override
    public Tree complete(Tree tree) {
        if (!(tree instanceof Tree.Mapping mapping)) {
            return tree;
        }
        List<Tree.Entry> entries = mapping.entries().stream()
                .map(entry -> new Tree.Entry(entry.key(), value.complete(entry.value())))
                .toList();
        return new Tree.Mapping(entries, tree.mark());
    }

    @Override
    public List<Named<K, T>> sample() {
        return List.of();
    }

    @Override
    public String describe() {
        return "a mapping from " + keys.describe() + " to " + value.describe();
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        Map<String, Object> patterns = new LinkedHashMap<>();
        patterns.put("^(" + keys.pattern() + ")$", value.schema(definitions));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("patternProperties", patterns);
        schema.put("additionalProperties", false);
        schema.put("minProperties", sizeMin);
        return schema;
    }
}
