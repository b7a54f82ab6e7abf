package io.biplane.scenario.language.schema;

import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A mapping with known keys.
 *
 * @param name for messages and the JSON Schema: {@code cluster}
 * @param doc introduction for the reference
 * @param keys in the order of the reference
 * @param choices groups of keys of which exactly one has to be there
 * @param shorthand key whose value may stand in place of the whole section: {@code kill: n3}
 */
public record SectionShape(
        String name,
        String doc,
        List<Key<?>> keys,
        List<Choice> choices,
        Optional<Key<?>> shorthand)
        implements Shape<Fields> {
    public SectionShape {
        keys = List.copyOf(keys);
        choices = List.copyOf(choices);
    }

    /** Exactly one of these keys. */
    public record Choice(String what, List<String> keys) {
        public Choice {
            keys = List.copyOf(keys);
        }
    }

    /** A section without choices. */
    public static SectionShape of(String name, String doc, Key<?>... keys) {
        return new SectionShape(name, doc, List.of(keys), List.of(), Optional.empty());
    }

    /** A section whose first key may stand for the whole. */
    public static SectionShape withShorthand(String name, String doc, Key<?>... keys) {
        return new SectionShape(name, doc, List.of(keys), List.of(), Optional.of(keys[0]));
    }

    /** The same section in which exactly one of these keys has to be there. */
    public SectionShape exactlyOne(String what, List<String> names) {
        List<Choice> more = new ArrayList<>(choices);
        more.add(new Choice(what, names));
        return new SectionShape(name, doc, keys, more, shorthand);
    }

    @Override
    public Optional<Fields> read(Tree tree, ReadContext context) {
        Optional<Tree.Mapping> mapping = asMapping(tree);
        if (mapping.isEmpty()) {
            return tree instanceof Tree.Broken
                    ? context.silently()
                    : context.report(
                            tree.mark(),
                            Problem.Kind.SHAPE,
                            "expected " + describe() + ", found " + tree.kindWord());
        }
        Map<String, SourcePosition> marks = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> broken = new ArrayList<>();
        for (Tree.Entry entry : mapping.get().entries()) {
            int failuresBefore = context.failures();
            Optional<Key<?>> key = key(entry.key().text());
            if (key.isEmpty()) {
                reportUnknown(entry.key(), mapping.get(), context);
            } else {
                marks.put(key.get().name(), entry.value().mark());
                key.get()
                        .shape()
                        .read(entry.value(), context)
                        .ifPresent(value -> values.put(key.get().name(), value));
            }
            if (context.failures() > failuresBefore) {
                broken.add(entry.key().text());
            }
        }
        int failuresBefore = context.failures();
        reportMissing(mapping.get(), context);
        if (context.failures() > failuresBefore) {
            broken.add("");
        }
        return Optional.of(new Fields(mapping.get().mark(), marks, values, broken, context));
    }

    private Optional<Tree.Mapping> asMapping(Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            return Optional.of(mapping);
        }
        boolean isShort = shorthand.isPresent()
                && (tree instanceof Tree.Sequence
                        || tree instanceof Tree.Scalar scalar && !scalar.isEmpty());
        if (!isShort) {
            return tree instanceof Tree.Scalar scalar && scalar.isEmpty() && noneRequired()
                    ? Optional.of(new Tree.Mapping(List.of(), tree.mark()))
                    : Optional.empty();
        }
        Tree.Scalar key = new Tree.Scalar(shorthand.get().name(), true, tree.mark());
        return Optional.of(new Tree.Mapping(List.of(new Tree.Entry(key, tree)), tree.mark()));
    }

    private boolean noneRequired() {
        return choices.isEmpty()
                && keys.stream().noneMatch(key -> key.presence() == Key.Presence.REQUIRED);
    }

    private Optional<Key<?>> key(String keyName) {
        return keys.stream().filter(key -> key.name().equals(keyName)).findFirst();
    }

    private List<String> keyNames() {
        return keys.stream().<String>map(Key::name).toList();
    }

    private void reportUnknown(Tree.Scalar key, Tree.Mapping in, ReadContext context) {
        Optional<Choice> open = choices.stream()
                .filter(choice ->
                        choice.keys().stream().noneMatch(name -> in.get(name).isPresent()))
                .reduce((first, second) -> second);
        String what = open.map(Choice::what).orElse("key");
        String where = open.isPresent() ? "" : " in " + name;
        List<String> known = keyNames();
        context.report(
                key.mark(),
                Problem.Kind.SHAPE,
                "unknown " + what + " '" + key.text() + "'" + where + hint(key.text(), open, known),
                "known: " + String.join(", ", open.map(Choice::keys).orElse(known)));
    }

    private static String hint(String typed, Optional<Choice> open, List<String> known) {
        return open.flatMap(choice -> Suggestion.nearest(typed, choice.keys()))
                .map(word -> " (did you mean '" + word + "'?)")
                .orElse(Suggestion.hint(typed, known));
    }

    private void reportMissing(Tree.Mapping mapping, ReadContext context) {
        for (Key<?> key : keys) {
            if (key.presence() == Key.Presence.REQUIRED
                    && mapping.get(key.name()).isEmpty()) {
                context.report(
                        mapping.mark(),
                        Problem.Kind.SHAPE,
                        name + " needs the key '" + key.name() + "'",
                        key.name() + ": " + key.shape().describe());
            }
        }
        boolean hasUnknown = mapping.entries().stream()
                .anyMatch(entry -> key(entry.key().text()).isEmpty());
        for (Choice choice : choices) {
            List<Tree.Entry> found = mapping.entries().stream()
                    .filter(entry -> choice.keys().contains(entry.key().text()))
                    .toList();
            if (found.isEmpty() && !hasUnknown) {
                context.report(
                        mapping.mark(),
                        Problem.Kind.SHAPE,
                        name + " needs a " + choice.what(),
                        "one of: " + String.join(", ", choice.keys()));
            }
            found.stream()
                    .skip(1)
                    .forEach(second -> context.report(
                            second.key().mark(),
                            Problem.Kind.SHAPE,
                            name + " takes one " + choice.what() + ", but has both '"
                                    + found.get(0).key().text() + "' and '"
                                    + second.key().text() + "'"));
        }
    }

    @Override
    public Tree draw(Tree tree, String path, ReadContext context) {
        if (!(tree instanceof Tree.Mapping mapping) || mapping.get("one_of").isPresent()) {
            return shorthand.isPresent() ? shorthand.get().shape().draw(tree, path, context) : tree;
        }
        List<Tree.Entry> entries = new ArrayList<>();
        for (Tree.Entry entry : mapping.entries()) {
            String below = path.isEmpty()
                    ? entry.key().text()
                    : path + "." + entry.key().text();
            Tree drawn = key(entry.key().text())
                    .<Tree>map(key -> key.shape().draw(entry.value(), below, context))
                    .orElse(entry.value());
            entries.add(new Tree.Entry(entry.key(), drawn));
        }
        return new Tree.Mapping(entries, tree.mark());
    }

    @Override
    public Tree complete(Tree tree) {
        Optional<Tree.Mapping> mapping = asMapping(tree);
        if (mapping.isEmpty()) {
            return tree;
        }
        List<Tree.Entry> entries = new ArrayList<>();
        for (Key<?> key : keys) {
            Optional<Tree.Entry> written = mapping.get().entry(key.name());
            written.ifPresent(entry ->
                    entries.add(new Tree.Entry(entry.key(), key.shape().complete(entry.value()))));
            if (written.isEmpty()) {
                key.defaultText()
                        .ifPresent(text -> entries.add(new Tree.Entry(
                                new Tree.Scalar(key.name(), true, tree.mark()),
                                new Tree.Scalar(text, true, tree.mark()))));
            }
        }
        return new Tree.Mapping(entries, tree.mark());
    }

    @Override
    public Fields sample() {
        return new Fields(
                new SourcePosition("sample", 1, 1, ""),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                List.of(),
                new ReadContext(0));
    }

    @Override
    public String describe() {
        List<String> names = keyNames();
        String keyed = names.size() <= 8
                ? "a mapping with the keys " + String.join(", ", names)
                : "a mapping with keys such as " + String.join(", ", names.subList(0, 4));
        return shorthand.map(key -> key.shape().describe() + ", or " + keyed).orElse(keyed);
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        if (!definitions.containsKey(name)) {
            definitions.put(name, new LinkedHashMap<>());
            definitions.put(name, ownSchema(definitions));
        }
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("$ref", "#/$defs/" + name);
        return reference;
    }

    private Map<String, Object> ownSchema(Map<String, Object> definitions) {
        Map<String, Object> object = objectSchema(definitions);
        List<Object> forms = new ArrayList<>();
        forms.add(object);
        shorthand.ifPresent(key -> forms.add(key.shape().schema(definitions)));
        if (noneRequired()) {
            Map<String, Object> nothing = new LinkedHashMap<>();
            nothing.put("type", "null");
            forms.add(nothing);
        }
        if (forms.size() == 1) {
            return object;
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("anyOf", forms);
        return schema;
    }

    private Map<String, Object> objectSchema(Map<String, Object> definitions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : keys) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.doc());
            property.putAll(key.shape().schema(definitions));
            properties.put(key.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        List<String> required = keys.stream()
                .filter(key -> key.presence() == Key.Presence.REQUIRED)
                .<String>map(Key::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!choices.isEmpty()) {
            schema.put("allOf", choices.stream().map(SectionShape::choiceSchema).toList());
        }
        return schema;
    }

    private static Map<String, Object> choiceSchema(Choice choice) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(
                "oneOf",
                choice.keys().stream()
                        .map(key -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("required", List.of(key));
                            return one;
                        })
                        .collect(Collectors.toList()));
        return schema;
    }
}
