package io.biplane.cli.flags;

import io.biplane.cli.CliEnvironment;
import io.biplane.report.console.Style;

import picocli.CommandLine.Option;

/** How results are shown. */
public final class ConsoleFlags {
    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description = "When to use colours; auto follows NO_COLOR and the terminal.")
    private CliEnvironment.Colour colour;

    @Option(
            names = "--annotate",
            paramLabel = "github",
            description = "Also print errors as annotations of that code host.")
    private Annotation annotation;

    /** Code hosts. */
    public enum Annotation {
        GITHUB
    }

    public Style style(CliEnvironment surroundings) {
        return surroundings.style(colour);
    }

    public boolean isAnnotating() {
        return annotation == Annotation.GITHUB;
    }
}
