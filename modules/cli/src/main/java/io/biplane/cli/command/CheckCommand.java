package io.biplane.cli.command;

import io.biplane.checker.history.Event;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.HistoryReader;
import io.biplane.checker.history.Operation;
import io.biplane.checker.suite.Checkers;
import io.biplane.checker.suite.Settings;
import io.biplane.checker.verdict.Verdict;
import io.biplane.checker.verdict.VerdictJson;
import io.biplane.cli.ExitCode;
import io.biplane.cli.Surroundings;
import io.biplane.cli.check.BadFlag;
import io.biplane.cli.check.CheckFlags;
import io.biplane.cli.check.Drawings;
import io.biplane.cli.check.HistoryInput;
import io.biplane.cli.check.ModelList;
import io.biplane.cli.check.VerdictText;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.cli.flags.ConsoleFlags;
import io.biplane.cli.flags.HelpFlag;
import io.biplane.scenario.console.Style;
import io.biplane.scenario.expect.Check;
import io.biplane.scenario.history.HistoryEvent;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.result.Outcome;
import io.biplane.scenario.verdict.HistoryChecks;
import io.biplane.scenario.verdict.LoadChecks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code biplane check}: judges a stored history, a run's or any other, by the checkers that its
 * scenario or the flags name.
 */
@Command(
        name = "check",
        aliases = "analyze",
        description =
                "Check a stored history: a run's folder, or any history in JSON lines or EDN.",
        footer = {
            "",
            "Exit codes: 0 valid; 1 invalid; 2 wrong usage; 3 unknown; 4 the history does not "
                    + "parse. Of several models the worst counts.",
            "The formats are described in docs/history-format.md."
        })
final class CheckCommand implements Callable<Integer> {
    private static final String HISTORY = "history.jsonl";

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "RUN-DIR|FILE|-",
            arity = "0..1",
            description = "A run's folder, whose scenario says what to check unless --model does; "
                    + "a history; or - for standard input.")
    private Optional<Path> target = Optional.empty();

    @Mixin
    private CheckFlags flags;

    @Mixin
    private ConsoleFlags consoleFlags;

    @Mixin
    private HelpFlag help;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InvalidScenario {
        if (flags.asksForList()) {
            surroundings.out().print(ModelList.text());
            return ExitCode.OK.number();
        }
        Path source = target.orElseThrow(
                () -> CommandFailure.usage("a run's folder or a history is missing"));
        if (!HistoryInput.isStandardInput(source) && !Files.exists(source)) {
            throw CommandFailure.usage("there is no file or folder " + source);
        }
        try {
            return check(source).number();
        } catch (BadFlag bad) {
            throw CommandFailure.usage(bad.getMessage());
        } catch (OutOfMemoryError tooLarge) {
            throw new CommandFailure(
                    ExitCode.INCONCLUSIVE,
                    "unknown: " + source + " does not fit into memory; give the virtual machine"
                            + " more, such as BIPLANE_JAVA_OPTS=-Xmx6g");
        }
    }

    private ExitCode check(Path source) throws IOException, InvalidScenario {
        Settings settings = flags.settings();
        if (flags.namesModels()) {
            // Refused before a long history is read.
            flags.checkers(List.of());
        }
        Optional<Drawings> drawings = flags.drawing().map(Drawings::new);
        if (!Files.isDirectory(source)) {
            return checkHistory(source, "", settings, drawings);
        }
        if (!flags.namesModels()) {
            return checkRun(source);
        }
        List<ExitCode> codes = new ArrayList<>();
        RunDirectory past = RunDirectory.read(source);
        for (Scenario scenario : past.file().scenarios(past.line().seed())) {
            String label = scenario.variant().label();
            Path folder = label.isEmpty() ? source : source.resolve(label);
            codes.add(checkHistory(folder.resolve(HISTORY), label, settings, drawings));
        }
        return ExitCode.worst(codes);
    }

    private ExitCode checkHistory(
            Path source, String label, Settings settings, Optional<Drawings> drawings)
            throws IOException {
        List<Operation> history = history(source);
        List<Checkers.Named> checkers = flags.checkers(history);
        if (!flags.namesModels()) {
            hint("checking as " + checkers.get(0).checker().name()
                    + ", which the operations say; --model chooses another");
        }
        List<ExitCode> codes = new ArrayList<>();
        for (Checkers.Named checker : checkers) {
            Verdict verdict = checker.check(history, settings);
            List<String> drawn = drawings.isPresent()
                    ? drawings.get().draw(checker.checker().name(), verdict)
                    : List.of();
            surroundings
                    .out()
                    .print(
                            flags.isJson()
                                    ? VerdictJson.text(verdict) + "\n"
                                    : VerdictText.of(
                                            verdict,
                                            label,
                                            drawn,
                                            consoleFlags.style(surroundings)));
            codes.add(code(VerdictText.outcome(verdict.validity())));
        }
        return ExitCode.worst(codes);
    }

    private List<Operation> history(Path source) throws IOException {
        try {
            return new HistoryInput(surroundings.in()).read(source, flags);
        } catch (HistoryFormatException malformed) {
            throw new CommandFailure(ExitCode.BAD_SCENARIO, source + ": " + malformed.getMessage());
        } catch (NoSuchFileException missing) {
            throw CommandFailure.usage("there is no history " + source);
        }
    }

    private void hint(String text) {
        surroundings.err().print("biplane: " + text + "\n");
    }

    /** By the checks that the run's scenario asks for. */
    private ExitCode checkRun(Path source) throws IOException, InvalidScenario {
        RunDirectory past = RunDirectory.read(source);
        List<ExitCode> codes = new ArrayList<>();
        for (Scenario scenario : past.file().scenarios(past.line().seed())) {
            codes.add(checkVariant(source, scenario));
        }
        return ExitCode.worst(codes);
    }

    private ExitCode checkVariant(Path source, Scenario scenario) throws IOException {
        String label = scenario.variant().label();
        Path folder = label.isEmpty() ? source : source.resolve(label);
        List<HistoryEvent> history =
                read(folder.resolve(HISTORY)).stream().map(CheckCommand::event).toList();
        Style style = consoleFlags.style(surroundings);
        print(style.heading("CHECKS" + (label.isEmpty() ? "" : "   " + label)));
        List<ExitCode> codes = new ArrayList<>();
        for (Check check : scenario.expectations().always()) {
            Optional<LoadSpec> load = check.load().flatMap(scenario::load);
            if (load.isPresent()) {
                HistoryChecks.Finding finding = LoadChecks.find(check, load.get(), history);
                print("    " + style.sign(finding.outcome()) + " " + check.label() + "   "
                        + style.plain(finding.detail()));
                codes.add(code(finding.outcome()));
            }
        }
        if (codes.isEmpty()) {
            print("    the scenario asks for no check of a history");
        }
        return ExitCode.worst(codes);
    }

    private static ExitCode code(Outcome outcome) {
        return switch (outcome) {
            case HELD -> ExitCode.OK;
            case BROKEN -> ExitCode.BROKEN;
            case UNKNOWN -> ExitCode.INCONCLUSIVE;
        };
    }

    private static HistoryEvent event(Event event) {
        return new HistoryEvent(
                event.atNanos(),
                event.process(),
                HistoryEvent.Type.valueOf(event.type().name()),
                event.f(),
                event.value(),
                event.context().node(),
                event.context().virtualCluster(),
                event.context().load(),
                event.context().error());
    }

    private static List<Event> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.usage("there is no history " + file);
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new HistoryReader().readAll(reader);
        } catch (HistoryFormatException malformed) {
            throw new CommandFailure(ExitCode.BAD_SCENARIO, file + ": " + malformed.getMessage());
        }
    }

    private void print(String line) {
        surroundings.out().print(line + "\n");
    }
}
