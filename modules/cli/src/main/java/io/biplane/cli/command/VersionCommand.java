package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.flags.HelpFlag;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code biplane version}: version and exact build. */
@Command(name = "version", description = "Show version and build.")
final class VersionCommand implements Callable<Integer> {
    private final CliEnvironment surroundings;

    @Mixin
    private HelpFlag help;

    VersionCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().print(BiplaneCommand.versionText() + "\n");
        return 0;
    }
}
