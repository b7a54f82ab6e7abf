package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.flags.HelpFlag;
import io.biplane.scenario.language.reference.JsonSchema;
import io.biplane.scenario.language.reference.ReferencePage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code biplane schema}: prints the JSON Schema of scenario files, or their reference. */
@Command(name = "schema", description = "Print the JSON Schema of scenario files.")
final class SchemaCommand implements Callable<Integer> {
    private final CliEnvironment surroundings;

    @Option(names = "--reference", description = "Print the reference page (Markdown) instead.")
    private boolean reference;

    @Mixin
    private HelpFlag help;

    SchemaCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().print(reference ? ReferencePage.print() : JsonSchema.print());
        return 0;
    }
}
