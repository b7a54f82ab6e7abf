package io.biplane.cli.command;

import io.biplane.checker.history.Visible;
import io.biplane.cli.BuildId;
import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.kernel.trace.ReplayDiverged;
import io.biplane.scenario.language.schema.Suggestion;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The command itself: holds the sub-commands, and turns every failure into a message and an exit
 * code.
 */
@Command(
        name = "biplane",
        description = {
            "Simulates a virtualized, distributed SQL cluster: write an outage as a short file, "
                    + "get the same run every time.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 all held; 1 a check or threshold was broken, or nothing of a load was "
                    + "acknowledged; 2 wrong usage;",
            "3 inconclusive, such as nothing due; 4 bad scenario file; 5 a replay diverged; 70 "
                    + "internal error; 130 interrupted.",
            "Environment: BIPLANE_SEED, BIPLANE_OUT, BIPLANE_JAVA_OPTS, NO_COLOR, CI. A flag goes before "
                    + "the environment, that before the scenario file.",
            "Biplane is a simulator and no CockroachDB product."
        })
public final class BiplaneCommand implements Runnable {
    private static final List<String> VERSION = List.of("--version", "-V", "version");

    /** A sub-command: its class, annotated with what it is, and how one is made. */
    private record Entry(Class<?> type, Function<CliEnvironment, Object> create) {
        Command command() {
            return type.getAnnotation(Command.class);
        }

        /** Whether one of the words is what it is called. */
        boolean isIn(Collection<String> words) {
            return words.contains(command().name())
                    || Arrays.stream(command().aliases()).anyMatch(words::contains);
        }
    }

    /** By name, in the order of the help. */
    private static final Map<String, Entry> COMMANDS = commands();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show version and build.")
    private boolean version;

    @Option(
            names = "--timings",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Print at the end where the time went, on standard error.")
    private boolean timings;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private BiplaneCommand() {}

    /** Runs a command line and gives the exit code; prints everything there is to say. */
    public static int execute(CliEnvironment surroundings, String... arguments) {
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            // Asked for by scripts, and over before the command line's reader would have been
            // loaded.
            surroundings.out().print(versionText() + "\n");
            return ExitCode.OK.number();
        }
        CommandLine commandLine = commandLine(surroundings, List.of(arguments));
        int code = commandLine.execute(arguments);
        if (((BiplaneCommand) commandLine.getCommand()).timings) {
            surroundings.timings().lines().forEach(line -> surroundings.err().print(line + "\n"));
            surroundings.err().flush();
        }
        return code;
    }

    /** The command with all sub-commands, each in full. */
    static CommandLine commandLine(CliEnvironment surroundings) {
        return commandLine(surroundings, COMMANDS.keySet());
    }

    /** The command; of sub-commands that {@code words} do not name no more than name and description. */
    private static CommandLine commandLine(CliEnvironment surroundings, Collection<String> words) {
        CommandLine commandLine = new CommandLine(new BiplaneCommand());
        COMMANDS.forEach((name, command) -> commandLine.addSubcommand(
                name,
                command.isIn(words) ? command.create().apply(surroundings) : outline(command)));
        commandLine.getCommandSpec().versionProvider(() -> new String[] {versionText()});
        commandLine.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setUsageHelpWidth(100);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(
                surroundings.style(CliEnvironment.Colour.AUTO).colour()
                        ? CommandLine.Help.Ansi.ON
                        : CommandLine.Help.Ansi.OFF));
        commandLine.setParameterExceptionHandler(
                (wrong, given) -> onWrongUsage(wrong, surroundings));
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> onFailure(failure, surroundings));
        return commandLine;
    }

    private static Map<String, Entry> commands() {
        Map<String, Entry> commands = new LinkedHashMap<>();
        commands.put("run", new Entry(RunCommand.class, RunCommand::new));
        commands.put("lint", new Entry(LintCommand.class, LintCommand::new));
        commands.put("replay", new Entry(ReplayCommand.class, ReplayCommand::new));
        commands.put("check", new Entry(CheckCommand.class, CheckCommand::new));
        commands.put("report", new Entry(ReportCommand.class, ReportCommand::new));
        commands.put("schema", new Entry(SchemaCommand.class, SchemaCommand::new));
        commands.put("list", new Entry(ListCommand.class, ListCommand::new));
        commands.put("truth", new Entry(TruthCommand.class, TruthCommand::new));
        commands.put("completion", new Entry(CompletionCommand.class, CompletionCommand::new));
        commands.put("version", new Entry(VersionCommand.class, VersionCommand::new));
        return commands;
    }

    /** What the help of the whole command says of a sub-command. Its flags take long to read, so only the one that is meant has them. */
    private static CommandLine outline(Entry command) {
        CommandLine.Model.CommandSpec outline = CommandLine.Model.CommandSpec.create();
        outline.aliases(command.command().aliases());
        outline.usageMessage().description(command.command().description());
        return new CommandLine(outline);
    }

    static String versionText() {
        return "biplane " + BuildId.of(System.getProperty("java.class.path", ""));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int onWrongUsage(
            CommandLine.ParameterException wrong, CliEnvironment surroundings) {
        CommandLine command = wrong.getCommandLine();
        StringWriter suggestions = new StringWriter();
        CommandLine.UnmatchedArgumentException.printSuggestions(
                wrong, new PrintWriter(suggestions));
        surroundings.err().print("biplane: " + Visible.lines(words(wrong)) + "\n");
        suggestions
                .toString()
                .lines()
                .forEach(line -> surroundings.err().print(Visible.line(line) + "\n"));
        surroundings
                .err()
                .print("Try '" + command.getCommandSpec().qualifiedName() + " --help'.\n");
        surroundings.err().flush();
        return ExitCode.USAGE.number();
    }

    /** The message in words a user knows: choices as they are typed, commands and not arguments. */
    private static String words(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        List<String> unmatched = command.getUnmatchedArguments();
        boolean isCommand = wrong instanceof CommandLine.UnmatchedArgumentException
                && command.getParent() == null
                && !unmatched.isEmpty()
                && !unmatched.get(0).startsWith("-");
        if (isCommand) {
            return "there is no command '" + unmatched.get(0) + "'"
                    + Suggestion.hint(unmatched.get(0), command.getSubcommands().keySet())
                    + "; commands: "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        return Pattern.compile("expected one of \\[([A-Z_, ]+)\\] \\(case-insensitive\\)")
                .matcher(wrong.getMessage())
                .replaceAll(found ->
                        "expected " + found.group(1).toLowerCase(Locale.ROOT).replace(", ", " or "))
                .replaceAll("is not an? (long|int)$", "is not a whole number");
    }

    private static int onFailure(Exception failure, CliEnvironment surroundings) {
        surroundings.out().flush();
        if (failure instanceof CommandFailure known) {
            surroundings.err().print("biplane: " + Visible.lines(known.getMessage()) + "\n");
            surroundings.err().flush();
            return known.code().number();
        }
        Optional<ReplayDiverged> diverged = ReplayDiverged.in(failure);
        if (diverged.isPresent()) {
            surroundings
                    .err()
                    .print("biplane: the replay diverged: " + diverged.get().getMessage() + "\n");
            surroundings.err().flush();
            return ExitCode.DIVERGED.number();
        }
        if (!(failure instanceof RunCrashed)) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            surroundings
                    .err()
                    .print(Visible.lines("biplane: internal error: " + failure + "\n"
                            + trace.toString().replace("\t", "    ")));
            surroundings.err().print("build   " + versionText() + "\n");
        }
        surroundings.err().flush();
        return ExitCode.INTERNAL.number();
    }
}
