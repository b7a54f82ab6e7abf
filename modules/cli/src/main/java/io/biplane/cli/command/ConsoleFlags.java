package io.biplane.cli.command;

import io.biplane.cli.Surroundings;
import io.biplane.scenario.console.Style;

import picocli.CommandLine.Option;

/** How results are shown. */
final class ConsoleFlags {
    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description = "When to use colours; auto follows NO_COLOR and the terminal.")
    private Surroundings.Colour colour;

    @Option(
            names = "--annotate",
            paramLabel = "github",
            description = "Also print errors as annotations of that code host.")
    private Annotation annotation;

    /** Code hosts. */
    enum Annotation {
        GITHUB
    }

    Style style(Surroundings surroundings) {
        return surroundings.style(colour);
    }

    boolean isAnnotating() {
        return annotation == Annotation.GITHUB;
    }
}
