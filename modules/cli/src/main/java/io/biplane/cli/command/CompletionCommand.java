package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.flags.HelpFlag;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** {@code biplane completion}: a script that completes commands and flags in a shell. */
@Command(
        name = "completion",
        description = "Print a completion script: source <(biplane completion bash).")
final class CompletionCommand implements Callable<Integer> {
    private final CliEnvironment surroundings;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private Shell shell;

    @Mixin
    private HelpFlag help;

    /** Shells; the script is the same, because zsh reads bash's completions. */
    enum Shell {
        BASH,
        ZSH
    }

    CompletionCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CommandLine commandLine = BiplaneCommand.commandLine(surroundings);
        String prefix = shell == Shell.ZSH ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
        surroundings.out().print(prefix + AutoComplete.bash("biplane", commandLine) + "\n");
        return 0;
    }
}
