package io.biplane.scenario.language.reference;

import io.biplane.scenario.language.grammar.ClusterKeys;
import io.biplane.scenario.language.grammar.EnvironmentKeys;
import io.biplane.scenario.language.grammar.LoadKeys;
import io.biplane.scenario.language.grammar.ScenarioKeys;
import io.biplane.scenario.language.grammar.StepKeys;
import io.biplane.scenario.language.grammar.VerbKeys;
import io.biplane.scenario.language.grammar.VerbShape;
import io.biplane.scenario.language.schema.Drawable;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.ListShape;
import io.biplane.scenario.language.schema.ScalarType;
import io.biplane.scenario.language.schema.SectionShape;
import io.biplane.scenario.language.schema.Shape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The reference of the scenario language as Markdown. */
public final class ReferencePage {
    private final StringBuilder out = new StringBuilder();

    private ReferencePage() {}

    /** The page, with a line end at its end. */
    public static String print() {
        ReferencePage page = new ReferencePage();
        page.out.append(text("head.md"));
        page.keys();
        page.verbs();
        page.out.append(text("targets.md"));
        page.out.append(text("expect.md"));
        page.lists();
        return page.out.toString();
    }

    private void keys() {
        section("A file", ScenarioKeys.SCENARIO);
        section("`clusters.<name>`", ClusterKeys.CLUSTER);
        section("`clusters.<name>.virtual_clusters.<name>`", ClusterKeys.VIRTUAL_CLUSTER);
        section("`clusters.<name>.localities.<node>`", ClusterKeys.LOCALITY);
        section("`network`", EnvironmentKeys.NETWORK);
        section("`clocks`", EnvironmentKeys.CLOCKS);
        section("`disk`", EnvironmentKeys.DISK);
        section("`load.<name>`", LoadKeys.LOAD);
        List<Key<?>> stepKeys = StepKeys.STEP.keys().stream()
                .filter(key -> !VerbKeys.words().contains(key.name()))
                .toList();
        heading("`timeline`: a step", StepKeys.STEP.doc());
        table(stepKeys);
    }

    private void verbs() {
        out.append("## Verbs\n\n");
        out.append("Verbs with a * may stand with their first key's value alone: `kill: n3`.");
        out.append(" Verbs marked *lasting* take `for`.\n\n");
        for (VerbShape verb : VerbKeys.VERBS) {
            out.append("### `").append(verb.word()).append('`');
            out.append(verb.section().shorthand().isPresent() ? " *" : "");
            out.append(verb.facts().takesFor() ? " (lasting)" : "");
            out.append("\n\n").append(verb.section().doc()).append("\n\n");
            table(verb.section().keys());
        }
    }

    private void lists() {
        Listing.topics().forEach((topic, rows) -> {
            boolean printed = topic.equals("operations") || topic.equals("faults");
            if (printed) {
                return;
            }
            out.append("### List of ").append(topic).append("\n\n| word | meaning |\n|---|---|\n");
            rows.forEach(row -> out.append("| `")
                    .append(cell(row.word()))
                    .append("` | ")
                    .append(cell(row.meaning()))
                    .append(" |\n"));
            out.append('\n');
        });
        out.setLength(out.length() - 1);
    }

    private void section(String title, SectionShape section) {
        heading(title, section.doc());
        table(section.keys());
    }

    private void heading(String title, String doc) {
        out.append("## ").append(title).append("\n\n").append(doc).append("\n\n");
    }

    private void table(List<Key<?>> keys) {
        out.append("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Key<?> key : keys) {
            out.append("| `").append(key.name()).append("` | ");
            out.append(cell(value(key.shape()))).append(" | ");
            out.append(cell(defaultOf(key))).append(" | ");
            out.append(cell(key.doc())).append(" |\n");
        }
        out.append('\n');
    }

    private static String value(Shape<?> shape) {
        if (shape instanceof SectionShape section) {
            return "see `" + section.name() + "`";
        }
        if (shape instanceof Drawable<?> drawable) {
            return drawable.describe() + "; random allowed";
        }
        if (shape instanceof ListShape<?> list && list.item() instanceof Drawable<?>) {
            return list.describe() + "; random allowed";
        }
        if (shape instanceof ScalarType<?> scalar && !scalar.words().isEmpty()) {
            return "`" + String.join("`, `", scalar.words()) + "`";
        }
        String text = shape.describe();
        int keys = text.indexOf("a mapping with", 1);
        return keys > 0 ? text.substring(0, keys) + "the keys below" : text;
    }

    private static String defaultOf(Key<?> key) {
        return key.presence() == Key.Presence.REQUIRED
                ? "required"
                : key.defaultText().map(text -> "`" + text + "`").orElse("");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String text(String name) {
        try (InputStream in = ReferencePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
