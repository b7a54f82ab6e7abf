package io.biplane.scenario.language.schema;

import io.biplane.base.random.SimRandom;
import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value written as one scalar.
 *
 * @param name of the definition in the JSON Schema: {@code duration}
 * @param describe for people: {@code a duration such as 500ms, 10s or 1m30s}
 * @param example a valid text
 * @param schema JSON Schema of the value
 * @param pattern of the text without anchors, for ranges; empty when it has none
 * @param parser text to value
 * @param drawer draws between two values; empty when ranges make no sense
 */
public record ScalarType<T>(
        String name,
        String describe,
        String example,
        Map<String, Object> schema,
        String pattern,
        Parser<T> parser,
        Optional<Drawer<T>> drawer)
        implements Shape<T> {

    /** Text to value. */
    public interface Parser<T> {
        /** Parses the text, which never is empty. */
        T parse(String text, SourcePosition mark) throws BadValue;
    }

    /**
     * Draws from a range, bounds included, and prints what was drawn so that the parser reads it
     * back.
     */
    public interface Drawer<T> {
        /**
         * Text of a value between the two, which the parser gave; refused when they are not in
         * order.
         */
        String draw(T from, T to, SimRandom random) throws BadValue;
    }

    /** A type of strings that match a pattern. */
    public static <T> ScalarType<T> text(
            String name, String describe, String example, String pattern, Parser<T> parser) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("pattern", "^(" + pattern + ")$");
        return new ScalarType<>(name, describe, example, schema, pattern, parser, Optional.empty());
    }

    /** One of the given words. */
    public static <T> ScalarType<T> oneOf(String name, String what, Map<String, T> words) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("enum", new ArrayList<>(words.keySet()));
        String first = words.keySet().iterator().next();
        return new ScalarType<>(
                name,
                String.join(" or ", words.keySet()),
                first,
                schema,
                "",
                (text, mark) -> {
                    if (!words.containsKey(text)) {
                        throw BadValue.shape(
                                "unknown " + what + " '" + text + "'"
                                        + Suggestion.hint(text, words.keySet()),
                                "known: " + String.join(", ", words.keySet()));
                    }
                    return words.get(text);
                },
                Optional.empty());
    }

    /** The same type with ranges drawn by {@code newDrawer}. */
    public ScalarType<T> drawnBy(Drawer<T> newDrawer) {
        return new ScalarType<>(
                name, describe, example, schema, pattern, parser, Optional.of(newDrawer));
    }

    /** The same type with another JSON Schema. */
    public ScalarType<T> withSchema(Map<String, Object> newSchema) {
        return new ScalarType<>(name, describe, example, newSchema, pattern, parser, drawer);
    }

    @Override
    public Optional<T> read(Tree tree, ReadContext context) {
        if (tree instanceof Tree.Broken) {
            return context.silently();
        }
        if (!(tree instanceof Tree.Scalar scalar) || scalar.isEmpty()) {
            return context.report(
                    tree.mark(),
                    Problem.Kind.SHAPE,
                    "expected " + describe + ", found " + tree.kindWord());
        }
        if (!fitsQuotes(scalar)) {
            return context.report(
                    tree.mark(),
                    Problem.Kind.SHAPE,
                    "expected " + describe + ", found " + (scalar.plain() ? "YAML's " : "the text ")
                            + tree.kindWord(),
                    scalar.plain() ? "choose another word, or quote it" : "leave the quotes out");
        }
        try {
            return Optional.of(parser.parse(scalar.text(), scalar.mark()));
        } catch (BadValue bad) {
            return context.report(
                    new Problem(scalar.mark(), bad.kind(), bad.getMessage(), bad.remedy()));
        }
    }

    /**
     * Numbers and truth values stand without quotes; a text is not what YAML reads as a truth
     * value.
     */
    private boolean fitsQuotes(Tree.Scalar scalar) {
        Object type = schema.getOrDefault("type", "any");
        if (!scalar.plain()) {
            return !List.of("integer", "number", "boolean").contains(type);
        }
        return !type.equals("string")
                || !scalar.text().equals("true") && !scalar.text().equals("false");
    }

    @Override
    public T sample() {
        try {
            return parser.parse(example, new SourcePosition("sample", 1, 1, example));
        } catch (BadValue bad) {
            throw new IllegalStateException("the example of type " + name + " is not valid", bad);
        }
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        definitions.putIfAbsent(name, schema);
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("$ref", "#/$defs/" + name);
        return reference;
    }

    /** Words a person may choose from, when the type is a list of words; one that may be written as text or number counts once. */
    public List<String> words() {
        return schema.get("enum") instanceof List<?> words
                ? words.stream().map(String::valueOf).distinct().toList()
                : List.of();
    }
}
