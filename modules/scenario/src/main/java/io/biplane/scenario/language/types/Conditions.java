package io.biplane.scenario.language.types;

import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.schema.ScalarType;
import io.biplane.scenario.language.schema.Suggestion;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.Condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** States a step can wait for. */
public final class Conditions {
    static final String KIND = "[a-z]+\\.[a-z_]+";

    private static final Map<String, Condition.NodeState> STATES =
            Names.wordsOf(Condition.NodeState.values());

    private static final String PATTERN = "(" + String.join("|", STATES.keySet()) + ")\\(("
            + Targets.TARGET_PATTERN + ")\\)"
            + "|finalized\\(" + Names.NAME + "( (" + Names.VERSION.pattern() + "))?\\)"
            + "|all_binaries\\((" + Names.VERSION.pattern() + ")\\)"
            + "|event\\(" + KIND + "\\)";

    private static final Pattern CALL = Pattern.compile("([a-z_]+)\\((.*)\\)");

    /** A state. */
    public static final ScalarType<Condition> CONDITION = ScalarType.text(
            "condition",
            "a state such as dead(n3), drained(n3), finalized(main) or event(lease.acquired)",
            "dead(n3)",
            PATTERN,
            Conditions::condition);

    private Conditions() {}

    private static Condition condition(String text, SourcePosition mark) throws BadValue {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            throw unknown(text, text);
        }
        String argument = call.group(2);
        switch (call.group(1)) {
            case "finalized":
                return finalized(argument, mark);
            case "all_binaries":
                return new Condition.AllBinaries(
                        Names.VERSION.parser().parse(argument, mark), mark);
            case "event":
                if (!argument.matches(KIND)) {
                    throw BadValue.shape(
                            "'" + argument + "' is no kind of event",
                            "two words, as in lease.acquired");
                }
                return new Condition.Event(argument, mark);
            default:
                if (!STATES.containsKey(call.group(1))) {
                    throw unknown(call.group(1), text);
                }
                return new Condition.Node(
                        Targets.target(argument, mark), STATES.get(call.group(1)), mark);
        }
    }

    private static Condition finalized(String argument, SourcePosition mark) throws BadValue {
        String[] parts = argument.split(" ", 2);
        String name = Names.NAME_TYPE.parser().parse(parts[0], mark);
        return new Condition.Finalized(
                name,
                parts.length == 1
                        ? Optional.empty()
                        : Optional.of(Names.VERSION.parser().parse(parts[1], mark)),
                mark);
    }

    private static BadValue unknown(String word, String text) {
        return BadValue.shape(
                "'" + text + "' is no state to wait for" + Suggestion.hint(word, words()),
                "known: " + String.join("(…), ", words()) + "(…)");
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>(STATES.keySet());
        words.add("finalized");
        words.add("all_binaries");
        words.add("event");
        return words;
    }
}
