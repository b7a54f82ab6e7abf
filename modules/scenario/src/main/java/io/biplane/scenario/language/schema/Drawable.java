package io.biplane.scenario.language.schema;

import io.biplane.base.random.SimRandom;
import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.source.Problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scalar that may also be drawn from the seed: {@code one_of: [a, b]}, or {@code from..to} where
 * the type has an order.
 *
 * <p>{@link #draw} replaces a random value by a plain one and checks every alternative, chosen or
 * not; {@link #read} sees plain values only.
 */
public record Drawable<T>(ScalarType<T> type) implements Shape<T> {
    private static final String ONE_OF = "one_of";
    private static final String RANGE = "..";

    @Override
    public Optional<T> read(Tree tree, ReadContext context) {
        return type.read(tree, context);
    }

    @Override
    public Tree draw(Tree tree, String path, ReadContext context) {
        if (tree instanceof Tree.Mapping mapping && mapping.get(ONE_OF).isPresent()) {
            return drawChoice(mapping, path, context);
        }
        boolean isRange = tree instanceof Tree.Scalar scalar
                && type.drawer().isPresent()
                && scalar.text().contains(RANGE);
        return isRange ? drawRange((Tree.Scalar) tree, path, context) : tree;
    }

    private Tree drawChoice(Tree.Mapping mapping, String path, ReadContext context) {
        Tree.Broken broken = new Tree.Broken(mapping.mark());
        boolean single = mapping.entries().size() == 1;
        Tree choices = mapping.get(ONE_OF).orElseThrow();
        if (!single
                || !(choices instanceof Tree.Sequence sequence)
                || sequence.items().isEmpty()) {
            context.report(
                    mapping.mark(),
                    Problem.Kind.SHAPE,
                    "'one_of' stands alone and takes a list: { one_of: [a, b] }");
            return broken;
        }
        int failuresBefore = context.failures();
        sequence.items().forEach(item -> type.read(item, context));
        return context.failures() > failuresBefore
                ? broken
                : sequence.items()
                        .get(context.random(path).nextInt(sequence.items().size()));
    }

    private Tree drawRange(Tree.Scalar scalar, String path, ReadContext context) {
        int at = scalar.text().indexOf(RANGE);
        Tree from = part(scalar, 0, at);
        Tree to = part(scalar, at + RANGE.length(), scalar.text().length());
        Optional<T> low = type.read(from, context);
        Optional<T> high = type.read(to, context);
        if (low.isEmpty() || high.isEmpty()) {
            return new Tree.Broken(scalar.mark());
        }
        SimRandom random = context.random(path);
        try {
            String drawn = type.drawer().orElseThrow().draw(low.get(), high.get(), random);
            return new Tree.Scalar(drawn, true, scalar.mark());
        } catch (BadValue bad) {
            context.report(new Problem(scalar.mark(), bad.kind(), bad.getMessage(), bad.remedy()));
            return new Tree.Broken(scalar.mark());
        }
    }

    private static Tree part(Tree.Scalar scalar, int from, int to) {
        return new Tree.Scalar(scalar.text().substring(from, to).strip(), true, scalar.mark());
    }

    @Override
    public T sample() {
        return type.sample();
    }

    @Override
    public String describe() {
        return type.describe();
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        List<Object> forms = new ArrayList<>();
        forms.add(type.schema(definitions));
        if (type.drawer().isPresent()) {
            Map<String, Object> range = new LinkedHashMap<>();
            range.put("type", "string");
            range.put("pattern", "^(" + type.pattern() + ") *\\.\\. *(" + type.pattern() + ")$");
            forms.add(range);
        }
        forms.add(choiceSchema(definitions));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("anyOf", forms);
        return schema;
    }

    private Map<String, Object> choiceSchema(Map<String, Object> definitions) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("minItems", 1);
        list.put("items", type.schema(definitions));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(ONE_OF, list);
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("type", "object");
        choice.put("properties", properties);
        choice.put("required", List.of(ONE_OF));
        choice.put("additionalProperties", false);
        return choice;
    }
}
