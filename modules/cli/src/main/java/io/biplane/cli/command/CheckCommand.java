package io.biplane.cli.command;

import io.biplane.checker.history.Visible;
import io.biplane.checker.suite.Format;
import io.biplane.checker.verdict.VerdictJson;
import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.check.BadFlag;
import io.biplane.cli.check.CheckFlags;
import io.biplane.cli.check.CheckLines;
import io.biplane.cli.check.Drawings;
import io.biplane.cli.check.HistoryCheck;
import io.biplane.cli.check.HistoryInput;
import io.biplane.cli.check.ModelList;
import io.biplane.cli.check.RunCheck;
import io.biplane.cli.check.VerdictText;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.cli.flags.ConsoleFlags;
import io.biplane.cli.flags.HelpFlag;
import io.biplane.report.console.Style;
import io.biplane.scenario.language.InvalidScenario;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * {@code biplane check}: judges stored histories, runs' or any others, by the checkers that their
 * scenarios or the flags name. One is told at length, several in a line each.
 */
@Command(
        name = "check",
        aliases = "analyze",
        description = "Check stored histories: runs' folders, or any histories in JSON or EDN.",
        footer = {
            "",
            "Exit codes: 0 valid; 1 invalid; 2 wrong usage; 3 unknown; 4 the history does not "
                    + "parse. Of several models or histories the worst counts: 70, 4, 2, 1, 3, 0.",
            "The formats are described in docs/history-format.md."
        })
final class CheckCommand implements Callable<Integer> {
    private final CliEnvironment surroundings;

    @Parameters(
            paramLabel = "RUN-DIR|FILE|-",
            arity = "0..*",
            description = "A run's folder, whose scenario says what to check unless --model does; "
                    + "a history; or - for standard input. Several take a line each.")
    private List<Path> targets = new ArrayList<>();

    @Mixin
    private CheckFlags flags;

    @Mixin
    private ConsoleFlags consoleFlags;

    @Mixin
    private HelpFlag help;

    CheckCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InvalidScenario {
        if (flags.asksForList()) {
            surroundings.out().print(ModelList.text());
            return ExitCode.OK.number();
        }
        if (targets.isEmpty()) {
            throw CommandFailure.usage("a run's folder or a history is missing");
        }
        if (targets.stream().filter(HistoryInput::isStandardInput).count() > 1) {
            throw CommandFailure.usage("standard input can be read once only");
        }
        try {
            // Refused before a long history is read.
            flags.settings(Format.JSONL);
            if (flags.namesModels()) {
                flags.checkers(List.of());
            }
            HistoryCheck check =
                    new HistoryCheck(surroundings, flags, flags.drawing().map(Drawings::new));
            if (targets.size() > 1) {
                return new CheckLines(surroundings, check, flags.isJson(), style())
                        .judge(targets)
                        .number();
            }
            return check(targets.get(0), check).number();
        } catch (BadFlag bad) {
            throw CommandFailure.usage(bad.getMessage());
        }
    }

    private Style style() {
        return consoleFlags.style(surroundings);
    }

    private ExitCode check(Path source, HistoryCheck check) throws IOException, InvalidScenario {
        try {
            HistoryCheck.checkExists(source);
            if (Files.isDirectory(source) && !flags.namesModels()) {
                return checkRun(source);
            }
            return checkHistory(source, check);
        } catch (OutOfMemoryError tooLarge) {
            throw HistoryCheck.tooLarge(source);
        }
    }

    private ExitCode checkHistory(Path source, HistoryCheck check)
            throws IOException, InvalidScenario {
        List<ExitCode> codes = new ArrayList<>();
        for (HistoryCheck.Part part : check.parts(source)) {
            List<HistoryCheck.Judged> all = check.judge(part);
            if (!flags.namesModels()) {
                hint("checking as " + all.get(0).name()
                        + ", which the operations say; --model chooses another");
            }
            for (HistoryCheck.Judged judged : all) {
                surroundings
                        .out()
                        .print(
                                flags.isJson()
                                        ? VerdictJson.text(judged.verdict()) + "\n"
                                        : VerdictText.of(
                                                judged.verdict(),
                                                part.label(),
                                                judged.drawn(),
                                                style()));
                codes.add(HistoryCheck.code(VerdictText.outcome(judged.verdict().validity())));
            }
        }
        return ExitCode.worst(codes);
    }

    private void hint(String text) {
        surroundings.err().print("biplane: " + Visible.line(text) + "\n");
    }

    /** By the checks that the run's scenario asks for. */
    private ExitCode checkRun(Path source) throws IOException, InvalidScenario {
        List<ExitCode> codes = new ArrayList<>();
        Style style = style();
        for (RunCheck.Findings findings : RunCheck.of(source)) {
            String label = findings.label();
            print(style.heading("CHECKS" + (label.isEmpty() ? "" : "   " + style.plain(label))));
            for (RunCheck.Finding finding : findings.all()) {
                print("    " + style.sign(finding.outcome()) + " " + style.plain(finding.check())
                        + "   " + style.plain(finding.detail()));
                codes.add(HistoryCheck.code(finding.outcome()));
            }
            if (findings.all().isEmpty()) {
                print("    the scenario asks for no check of a history");
            }
        }
        return ExitCode.worst(codes);
    }

    private void print(String line) {
        surroundings.out().print(line + "\n");
    }
}
