package io.biplane.cli.flags;

import picocli.CommandLine.Option;

/** The flag that every sub-command has. */
public final class HelpFlag {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;
}
