package io.biplane.cli.command;

import io.biplane.checker.history.Event;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.HistoryReader;
import io.biplane.checker.history.Operations;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.CounterModel;
import io.biplane.checker.model.MapModel;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.QueueModel;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.model.SetModel;
import io.biplane.checker.verdict.Verdict;
import io.biplane.checker.verdict.VerdictJson;
import io.biplane.cli.ExitCode;
import io.biplane.cli.Surroundings;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code biplane check}: runs the checkers on a stored history again, a run's or any other. */
@Command(
        name = "check",
        aliases = "analyze",
        description = "Check a stored history: a run's folder, or any history.jsonl.")
final class CheckCommand implements Callable<Integer> {
    private static final String HISTORY = "history.jsonl";

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "RUN-DIR|FILE",
            description = "A run's folder, whose scenario says what to check; or a history.")
    private Path target;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "registers",
            description = "What a FILE is linearizable to: ${COMPLETION-CANDIDATES}.")
    private Kind kind;

    @Option(names = "--json", description = "Print a FILE's verdict as JSON.")
    private boolean json;

    @Mixin
    private ConsoleFlags consoleFlags;

    @Mixin
    private HelpFlag help;

    /** Sequential models; {@code registers} has one register a key. */
    enum Kind {
        REGISTERS,
        REGISTER,
        MAP,
        COUNTER,
        SET,
        QUEUE;

        private Model<?> model() {
            return switch (this) {
                case REGISTERS -> RegisterModel.keyed();
                case REGISTER -> RegisterModel.single(io.biplane.checker.history.Nil.NIL);
                case MAP -> new MapModel();
                case COUNTER -> new CounterModel();
                case SET -> SetModel.whole();
                case QUEUE -> new QueueModel();
            };
        }
    }

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InvalidScenario {
        if (!Files.exists(target)) {
            throw CommandFailure.usage("there is no file or folder " + target);
        }
        return (Files.isDirectory(target) ? checkRun() : checkFile()).number();
    }

    private ExitCode checkFile() throws IOException {
        List<Event> events = read(target);
        try {
            Verdict verdict = LinearizabilityChecker.check(
                    Operations.pair(events), kind.model(), Limits.DEFAULT);
            print(
                    json
                            ? VerdictJson.text(verdict)
                            : verdict.checker() + ": " + verdict.validity().word() + ", "
                                    + verdict.summary());
            return code(
                    switch (verdict.validity()) {
                        case VALID -> Outcome.HELD;
                        case INVALID -> Outcome.BROKEN;
                        case UNKNOWN -> Outcome.UNKNOWN;
                    });
        } catch (HistoryFormatException malformed) {
            throw CommandFailure.usage(target + ": " + malformed.getMessage());
        }
    }

    private ExitCode checkRun() throws IOException, InvalidScenario {
        RunDirectory past = RunDirectory.read(target);
        List<ExitCode> codes = new ArrayList<>();
        for (Scenario scenario : past.file().scenarios(past.line().seed())) {
            codes.add(checkVariant(scenario));
        }
        return ExitCode.worst(codes);
    }

    private ExitCode checkVariant(Scenario scenario) throws IOException {
        String label = scenario.variant().label();
        Path folder = label.isEmpty() ? target : target.resolve(label);
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
            throw CommandFailure.usage(file + ": " + malformed.getMessage());
        }
    }

    private void print(String line) {
        surroundings.out().print(line + "\n");
    }
}
