package io.biplane.scenario.language;

import io.biplane.scenario.language.grammar.ScenarioKeys;
import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.syntax.Overlay;
import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.language.types.Names;
import io.biplane.scenario.model.Variant;
import io.biplane.scenario.source.Problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The variants that a {@code compare} block spans. */
final class Variants {
    private Variants() {}

    /**
     * A variant and the file with its values in place of the compared ones, {@code compare}
     * removed.
     */
    record Of(Variant variant, Tree tree) {}

    /** All combinations, last key fastest; one without choices when nothing is compared. */
    static List<Of> of(Tree tree, ReadContext context) {
        String key = ScenarioKeys.COMPARE.name();
        Optional<Tree> compare =
                tree instanceof Tree.Mapping mapping ? mapping.get(key) : Optional.empty();
        Tree rest = Overlay.without(tree, key);
        List<Of> variants = List.of(new Of(Variant.ONLY, rest));
        if (compare.isEmpty()
                || ScenarioKeys.COMPARE.shape().read(compare.get(), context).isEmpty()) {
            return variants;
        }
        for (Tree.Entry entry : ((Tree.Mapping) compare.get()).entries()) {
            // A key that is no path has been reported by the shape.
            if (Names.PATH.read(entry.key(), new ReadContext(0)).isPresent()) {
                variants = multiply(variants, entry, context);
            }
        }
        if (variants.size() > ScenarioKeys.VARIANTS_MAX) {
            context.report(
                    compare.get().mark(),
                    Problem.Kind.MEANING,
                    "compare spans " + variants.size() + " variants",
                    "at most " + ScenarioKeys.VARIANTS_MAX + ": fewer keys or fewer values");
            return List.of(variants.get(0));
        }
        return variants;
    }

    private static List<Of> multiply(List<Of> variants, Tree.Entry entry, ReadContext context) {
        String path = entry.key().text();
        List<Of> product = new ArrayList<>();
        for (Of variant : variants) {
            for (Tree value : values(entry.value())) {
                Optional<Tree> changed = Overlay.set(variant.tree(), path, value);
                if (changed.isEmpty()) {
                    context.report(
                            entry.key().mark(),
                            Problem.Kind.MEANING,
                            "there is nothing at '" + path + "' in this file",
                            "keys joined by dots, such as clusters.east.virtualized");
                    return variants;
                }
                List<Variant.Choice> choices = new ArrayList<>(variant.variant().choices());
                choices.add(new Variant.Choice(path, ((Tree.Scalar) value).text()));
                product.add(new Of(new Variant(choices), changed.get()));
            }
        }
        return product.isEmpty() ? variants : product;
    }

    /** The scalars among the values; others were reported by the shape. */
    private static List<Tree> values(Tree values) {
        return values instanceof Tree.Sequence sequence
                ? sequence.items().stream()
                        .filter(Tree.Scalar.class::isInstance)
                        .toList()
                : List.of();
    }

    /** What a reader calls each of them. */
    static List<String> labels(List<Of> variants) {
        return variants.stream().map(of -> of.variant().label()).toList();
    }
}
