package io.biplane.scenario.language.types;

import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.schema.ScalarType;
import io.biplane.scenario.language.schema.Suggestion;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.RangeRef;
import io.biplane.scenario.timeline.Target;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nodes by name or role, and ranges. */
public final class Targets {
    private static final String RANGE_PATTERN = "system\\.(meta|liveness)|" + Names.NAME + "\\."
            + Names.NAME + "(/[1-9][0-9]*)?|r[1-9][0-9]*";

    private static final Map<String, Target.RangeRole> RANGE_ROLES =
            Names.wordsOf(Target.RangeRole.values());
    private static final Map<String, Target.PlaceKind> PLACES =
            Names.wordsOf(Target.PlaceKind.values());
    private static final Map<String, Target.GroupKind> GROUPS =
            Names.wordsOf(Target.GroupKind.values());

    static final String TARGET_PATTERN = "n[1-9][0-9]*"
            + "|(" + String.join("|", RANGE_ROLES.keySet()) + ")\\((" + RANGE_PATTERN + ")\\)"
            + "|gateway\\(" + Names.NAME + "-[1-9][0-9]*\\)"
            + "|(" + String.join("|", PLACES.keySet()) + ")\\(" + Names.NAME + "\\)"
            + "|" + String.join("|", GROUPS.keySet());

    private static final Pattern CALL = Pattern.compile("([a-z_]+)\\((.*)\\)");
    private static final Pattern TABLE_RANGE =
            Pattern.compile("(" + Names.NAME + ")\\.(" + Names.NAME + ")(?:/([1-9][0-9]*))?");
    private static final Pattern CLIENT = Pattern.compile("(" + Names.NAME + ")-([1-9][0-9]*)");

    /** A range. */
    public static final ScalarType<RangeRef> RANGE = ScalarType.text(
            "range",
            "a range such as main.kv/3, system.liveness or r7",
            "main.kv/3",
            RANGE_PATTERN,
            (text, mark) -> range(text));

    /** One or more nodes. */
    public static final ScalarType<Target> TARGET = ScalarType.text(
            "target",
            "a node such as n3, or a role such as leaseholder(main.kv)",
            "n3",
            TARGET_PATTERN,
            Targets::target);

    private Targets() {}

    private static RangeRef range(String text) throws BadValue {
        if (!text.matches(RANGE_PATTERN)) {
            throw BadValue.shape(
                    "'" + text + "' is no range",
                    "<virtual cluster>.<load>/<number> as in main.kv/3, system.liveness, "
                            + "system.meta, or r7");
        }
        if (text.matches("r[1-9][0-9]*")) {
            return new RangeRef.ById(Long.parseLong(text.substring(1)));
        }
        if (text.equals("system.meta") || text.equals("system.liveness")) {
            return new RangeRef.OfSystem(
                    text.endsWith("meta")
                            ? RangeRef.SystemRange.META
                            : RangeRef.SystemRange.LIVENESS);
        }
        Matcher matcher = TABLE_RANGE.matcher(text);
        if (!matcher.matches()) {
            throw BadValue.shape("'" + text + "' is no range");
        }
        // Group numbers: each name pattern holds one group of its own.
        int index = matcher.group(5) == null ? 1 : Integer.parseInt(matcher.group(5));
        return new RangeRef.OfTable(matcher.group(1), matcher.group(3), index);
    }

    static Target target(String text, SourcePosition mark) throws BadValue {
        Matcher call = CALL.matcher(text);
        if (call.matches()) {
            return role(call.group(1), call.group(2), text, mark);
        }
        if (GROUPS.containsKey(text)) {
            return new Target.Group(GROUPS.get(text), mark);
        }
        if (text.matches("n[1-9][0-9]*")) {
            return new Target.Named(text, mark);
        }
        throw unknown(text, text);
    }

    private static Target role(String word, String argument, String text, SourcePosition mark)
            throws BadValue {
        if (RANGE_ROLES.containsKey(word)) {
            return new Target.OfRange(RANGE_ROLES.get(word), range(argument), mark);
        }
        if (PLACES.containsKey(word) && argument.matches(Names.NAME)) {
            return new Target.OfPlace(PLACES.get(word), argument, mark);
        }
        Matcher client = CLIENT.matcher(argument);
        if (word.equals("gateway") && client.matches()) {
            int number = Integer.parseInt(client.group(client.groupCount()));
            return new Target.Gateway(client.group(1), number, mark);
        }
        throw unknown(word, text);
    }

    private static BadValue unknown(String word, String text) {
        boolean numbered = text.matches("(node|N)?[-_ ]?[1-9][0-9]*");
        String hint = numbered
                ? " (did you mean 'n" + text.replaceAll("[^0-9]", "") + "'?)"
                : Suggestion.hint(word, words());
        return BadValue.shape(
                "'" + text + "' is neither a node nor a role" + hint,
                "nodes are n1, n2, …; roles: leaseholder(main.kv), leader(main.kv), "
                        + "follower(main.kv),"
                        + " gateway(kv-1), region(…), zone(…), "
                        + String.join(", ", GROUPS.keySet()));
    }

    /** All roles' words. */
    static List<String> words() {
        List<String> words = new ArrayList<>(RANGE_ROLES.keySet());
        words.add("gateway");
        words.addAll(PLACES.keySet());
        words.addAll(GROUPS.keySet());
        return words;
    }
}
