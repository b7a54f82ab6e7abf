package io.biplane.scenario.language.types;

import io.biplane.base.id.ClusterVersion;
import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.schema.ScalarType;
import io.biplane.scenario.language.schema.Suggestion;
import io.biplane.scenario.timeline.Refusal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names, versions, words and free text. */
public final class Names {
    static final String NAME = "[a-z]([a-z0-9-]*[a-z0-9])?";
    static final String STEP = "[a-z][a-z0-9_-]*(#[1-9][0-9]*)?";

    /**
     * Releases that can be named. Source: docs/reference/operations.md §4 and the release notes it
     * cites; 23.2 is the first with virtual clusters in shared processes.
     */
    private static final List<String> RELEASES =
            List.of("23.2", "24.1", "24.2", "24.3", "25.1", "25.2", "25.3", "25.4", "26.1", "26.2");

    /**
     * Name of a cluster, virtual cluster, load, region or zone. Rule of virtual cluster names:
     * docs/reference/virtual-clusters.md §1.
     */
    public static final ScalarType<String> NAME_TYPE =
            ScalarType.text("name", "a name such as main", "main", NAME, (text, mark) -> {
                if (!text.matches(NAME) || text.equals("null")) {
                    throw BadValue.shape(
                            "'" + text + "' is no valid name",
                            "lower-case letters, digits and hyphens; it begins with a letter and "
                                    + "does not"
                                    + " end in a hyphen");
                }
                return text;
            });

    /** Id of a step of the timeline. */
    public static final ScalarType<String> STEP_ID = ScalarType.text(
            "step-id", "a step id such as drain-n3", "drain-n3", STEP, (text, mark) -> {
                if (!text.matches(STEP)) {
                    throw BadValue.shape(
                            "'" + text + "' is no valid step id",
                            "lower-case letters, digits, - and _; it begins with a letter");
                }
                return text;
            });

    /** Name of a node. */
    public static final ScalarType<String> NODE = ScalarType.text(
            "node-name", "a node such as n1", "n1", "n[1-9][0-9]*", (text, mark) -> {
                if (!text.matches("n[1-9][0-9]*")) {
                    throw BadValue.shape("'" + text + "' is no node", "nodes are n1, n2, …");
                }
                return text;
            });

    /** A release. */
    public static final ScalarType<ClusterVersion> VERSION = version();

    /** True or false. */
    public static final ScalarType<Boolean> BOOLEAN = bool();

    /** Any text. */
    public static final ScalarType<String> TEXT = anyText("text", "a text", "a drain");

    /** What a step is refused with. */
    public static final ScalarType<Refusal> REFUSAL = refusal();

    /** Name of a cluster setting. */
    public static final ScalarType<String> SETTING = ScalarType.text(
            "setting-name",
            "a setting such as server.shutdown.transactions.timeout",
            "server.shutdown.transactions.timeout",
            "[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*",
            (text, mark) -> {
                if (!text.matches("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*")) {
                    throw BadValue.shape(
                            "'" + text + "' is no setting's name",
                            "lower case, words joined by dots");
                }
                return text;
            });

    /** Path of a compared key. */
    public static final ScalarType<String> PATH = ScalarType.text(
            "path",
            "a path such as clusters.east.virtualized",
            "clusters.east.virtualized",
            "[a-z][a-z0-9_-]*(\\.[a-z0-9_*-]+)*",
            (text, mark) -> {
                if (!text.matches("[a-z][a-z0-9_-]*(\\.[a-z0-9_*-]+)*")) {
                    throw BadValue.shape(
                            "'" + text + "' is no path of keys",
                            "keys joined by dots: load.kv.rate");
                }
                return text;
            });

    private Names() {}

    /** Releases in order. */
    public static List<String> releases() {
        return RELEASES;
    }

    /** Words of an enum, in lower case. */
    public static <E extends Enum<E>> Map<String, E> wordsOf(E[] values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) {
            words.put(value.name().toLowerCase(java.util.Locale.ROOT), value);
        }
        return words;
    }

    private static ScalarType<ClusterVersion> version() {
        List<Object> values = new ArrayList<>(RELEASES);
        RELEASES.forEach(release -> values.add(Double.valueOf(release)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("enum", values);
        return new ScalarType<>(
                "version",
                "a release such as \"24.1\"",
                "24.1",
                schema,
                String.join("|", RELEASES).replace(".", "\\."),
                (text, mark) -> {
                    if (!RELEASES.contains(text)) {
                        throw BadValue.shape(
                                "unknown release '" + text + "'" + Suggestion.hint(text, RELEASES),
                                "known: " + String.join(", ", RELEASES));
                    }
                    return ClusterVersion.parse(text);
                },
                Optional.empty());
    }

    private static ScalarType<Boolean> bool() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "boolean");
        return new ScalarType<>(
                "boolean",
                "true or false",
                "true",
                schema,
                "true|false",
                (text, mark) -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw BadValue.shape("expected true or false, found '" + text + "'");
                    }
                    return text.equals("true");
                },
                Optional.empty());
    }

    private static ScalarType<String> anyText(String name, String describe, String example) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("string", "number", "boolean"));
        return new ScalarType<>(
                name, describe, example, schema, ".*", (text, mark) -> text, Optional.empty());
    }

    private static ScalarType<Refusal> refusal() {
        ScalarType<String> text =
                anyText("refusal", "an SQLSTATE such as 55000, or a part of the message", "55000");
        return new ScalarType<>(
                text.name(),
                text.describe(),
                text.example(),
                text.schema(),
                text.pattern(),
                (words, mark) -> words.matches("[0-9A-Z]{5}")
                        ? new Refusal.BySqlState(words)
                        : new Refusal.ByText(words),
                Optional.empty());
    }
}
