package io.biplane.cli.check;

import io.biplane.checker.isolation.Level;
import io.biplane.checker.suite.Checker;
import io.biplane.checker.suite.Checkers;
import io.biplane.checker.suite.Parameter;

import java.util.Arrays;
import java.util.List;

/** What {@code check --model} knows, for people. */
public final class ModelList {
    private ModelList() {}

    static List<String> levels() {
        return Arrays.stream(Level.values()).map(Level::key).toList();
    }

    /** All names, and where to read more. */
    static String names() {
        return String.join(", ", Checkers.all().stream().map(Checker::name).toList())
                + "; biplane check --model list says what each reads";
    }

    /** Three lines a model: what it says, what it reads, what it can be told. */
    public static String text() {
        StringBuilder text = new StringBuilder();
        int width = Checkers.all().stream()
                .mapToInt(checker -> name(checker).length())
                .max()
                .orElse(0);
        String indent = " ".repeat(width + 4);
        for (Checker checker : Checkers.all()) {
            String name = name(checker);
            text.append("  ")
                    .append(name)
                    .append(" ".repeat(width - name.length() + 2))
                    .append(checker.about())
                    .append('\n');
            text.append(indent).append("reads ").append(checker.operations()).append('\n');
            if (!checker.takes().isEmpty()) {
                text.append(indent).append(parameters(checker)).append('\n');
            }
        }
        text.append("levels: ").append(String.join(", ", levels())).append('\n');
        return text.toString();
    }

    /** One line a model: name and what it says. */
    public static List<String[]> rows() {
        return Checkers.all().stream()
                .map(checker -> new String[] {checker.name(), checker.about()})
                .toList();
    }

    private static String name(Checker checker) {
        boolean hasLevels = checker.takes().contains(Parameter.LEVEL);
        return checker.name() + (hasLevels ? "[:LEVEL]" : "");
    }

    private static String parameters(Checker checker) {
        return String.join(
                ", ",
                checker.takes().stream()
                        .map(parameter -> parameter.usage()
                                + (checker.needs().contains(parameter) ? " (required)" : ""))
                        .toList());
    }
}
