package io.biplane.cli.command;

import picocli.CommandLine.Option;

/** The flag that every sub-command has. */
final class HelpFlag {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;
}
