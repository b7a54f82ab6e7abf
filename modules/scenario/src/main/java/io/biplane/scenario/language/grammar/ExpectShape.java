package io.biplane.scenario.language.grammar;

import io.biplane.scenario.expect.Check;
import io.biplane.scenario.expect.Coverage;
import io.biplane.scenario.expect.Metric;
import io.biplane.scenario.expect.Scope;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.ListShape;
import io.biplane.scenario.language.schema.MapShape;
import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.schema.Shape;
import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.language.types.BoundText;
import io.biplane.scenario.language.types.Measures;
import io.biplane.scenario.language.types.Scopes;
import io.biplane.scenario.source.Problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shape of {@code expect}: two known keys, and scopes with metrics under them. */
public final class ExpectShape implements Shape<ExpectShape.Expected> {
    public static final Key<List<Check>> ALWAYS = Key.optional(
            "always",
            ListShape.oneOrMore(Measures.CHECK),
            "Checks that hold at every moment. 'not' before one: it has to be found broken, which is "
                    + "what the run is there to show. 'with <key>=<value>' behind one: in that "
                    + "variant only.");
    public static final Key<List<Coverage>> SOMETIMES = Key.optional(
            "sometimes",
            ListShape.oneOrMore(Measures.COVERED),
            "Things of which each has to happen at least once; a run that never exercised them "
                    + "fails as vacuous.");

    /** Scopes and what is under them. */
    public static final MapShape<Scope, List<MapShape.Named<Metric, BoundText>>> SCOPES =
            new MapShape<>(Scopes.SCOPE, new MapShape<>(Measures.METRIC, Measures.BOUND, 1), 0);

    /** The only instance. */
    public static final ExpectShape EXPECT = new ExpectShape();

    private ExpectShape() {}

    /** What was read. */
    public record Expected(
            List<Check> always,
            List<Coverage> sometimes,
            List<MapShape.Named<Scope, List<MapShape.Named<Metric, BoundText>>>> scopes) {}

    @Override
    public Optional<Expected> read(Tree tree, ReadContext context) {
        if (tree instanceof Tree.Broken) {
            return context.silently();
        }
        if (tree instanceof Tree.Scalar scalar && scalar.isEmpty()) {
            return Optional.of(sample());
        }
        if (!(tree instanceof Tree.Mapping mapping)) {
            return context.report(
                    tree.mark(),
                    Problem.Kind.SHAPE,
                    "expected " + describe() + ", found " + tree.kindWord());
        }
        List<Check> always = known(ALWAYS, mapping, context).orElse(List.of());
        List<Coverage> sometimes = known(SOMETIMES, mapping, context).orElse(List.of());
        List<Tree.Entry> rest = mapping.entries().stream()
                .filter(entry -> !entry.key().text().equals(ALWAYS.name())
                        && !entry.key().text().equals(SOMETIMES.name()))
                .toList();
        return SCOPES.read(new Tree.Mapping(rest, tree.mark()), context)
                .map(scopes -> new Expected(always, sometimes, scopes));
    }

    private static <T> Optional<T> known(Key<T> key, Tree.Mapping mapping, ReadContext context) {
        return mapping.get(key.name()).flatMap(value -> key.shape().read(value, context));
    }

    @Override
    public Expected sample() {
        return new Expected(List.of(), List.of(), List.of());
    }

    @Override
    public String describe() {
        return "a mapping with always, sometimes, and scopes such as 'during drain'";
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : List.<Key<?>>of(ALWAYS, SOMETIMES)) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.doc());
            property.putAll(key.shape().schema(definitions));
            properties.put(key.name(), property);
        }
        Map<String, Object> schema = SCOPES.schema(definitions);
        schema.put("properties", properties);
        schema.put("type", List.of("object", "null"));
        return schema;
    }
}
