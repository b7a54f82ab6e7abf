package io.biplane.cli.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.biplane.checker.history.Visible;
import io.biplane.checker.verdict.VerdictJson;
import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.report.console.Style;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.testbed.result.Outcome;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Many histories in one process: a line each, in the order given. What is wrong with one keeps none
 * of the others from being judged.
 */
public final class CheckLines {
    /** The worst first: what was not judged at all hides more than what was found broken. */
    private static final List<ExitCode> WORST_FIRST = List.of(
            ExitCode.INTERNAL,
            ExitCode.BAD_SCENARIO,
            ExitCode.USAGE,
            ExitCode.BROKEN,
            ExitCode.INCONCLUSIVE,
            ExitCode.OK);

    private final CliEnvironment surroundings;
    private final HistoryCheck check;
    private final boolean isJson;
    private final Style style;

    /** Prints to the surroundings, as words or as JSON. */
    public CheckLines(
            CliEnvironment surroundings, HistoryCheck check, boolean isJson, Style style) {
        this.surroundings = surroundings;
        this.check = check;
        this.isJson = isJson;
        this.style = style;
    }

    /** What was found in one source, as words and, for verdicts, as JSON. */
    private record Found(Outcome outcome, String words, String json) {}

    /** Judges all; gives the worst code. */
    public ExitCode judge(List<Path> sources) {
        TreeSet<Integer> ranks = new TreeSet<>();
        for (Path source : sources) {
            ExitCode code = judge(source);
            surroundings.out().flush();
            ranks.add(WORST_FIRST.indexOf(code));
        }
        return WORST_FIRST.get(ranks.first());
    }

    private ExitCode judge(Path source) {
        try {
            HistoryCheck.checkExists(source);
            List<Found> all = Files.isDirectory(source) && !check.namesModels()
                    ? ofRun(source)
                    : ofHistories(source);
            return told(source, all);
        } catch (CommandFailure known) {
            return failed(source, known.code(), known.getMessage());
        } catch (BadFlag bad) {
            return failed(source, ExitCode.USAGE, bad.getMessage());
        } catch (InvalidScenario invalid) {
            return failed(source, ExitCode.BAD_SCENARIO, "its scenario has mistakes");
        } catch (IOException unreadable) {
            CommandFailure known = CommandFailure.of("cannot read it", unreadable);
            return failed(source, known.code(), known.getMessage());
        } catch (OutOfMemoryError tooLarge) {
            CommandFailure known = HistoryCheck.tooLarge(source);
            return failed(source, known.code(), known.getMessage());
        } catch (RuntimeException | StackOverflowError bug) {
            StringWriter trace = new StringWriter();
            bug.printStackTrace(new PrintWriter(trace));
            surroundings.err().print(Visible.lines(trace.toString().replace("\t", "    ")));
            surroundings.err().flush();
            return failed(source, ExitCode.INTERNAL, "internal error: " + bug);
        }
    }

    private List<Found> ofHistories(Path source) throws IOException, InvalidScenario {
        List<Found> all = new ArrayList<>();
        for (HistoryCheck.Part part : check.parts(source)) {
            for (HistoryCheck.Judged judged : check.judge(part)) {
                String of = part.label().isEmpty() ? "" : part.label() + ": ";
                all.add(new Found(
                        VerdictText.outcome(judged.verdict().validity()),
                        of + judged.verdict().checker() + ": "
                                + judged.verdict().validity().word() + ", "
                                + judged.verdict().summary(),
                        VerdictJson.text(judged.verdict())));
            }
        }
        return all;
    }

    private static List<Found> ofRun(Path source) throws IOException, InvalidScenario {
        List<Found> all = new ArrayList<>();
        for (RunCheck.Findings findings : RunCheck.of(source)) {
            for (RunCheck.Finding finding : findings.all()) {
                String of = findings.label().isEmpty() ? "" : findings.label() + ": ";
                all.add(new Found(
                        finding.outcome(), of + finding.check() + ": " + finding.detail(), ""));
            }
        }
        return all;
    }

    private ExitCode told(Path source, List<Found> all) throws IOException {
        ExitCode code = ExitCode.worst(
                all.stream().map(found -> HistoryCheck.code(found.outcome)).toList());
        String words = String.join("; ", all.stream().map(Found::words).toList());
        if (isJson) {
            json(source, code, words, all.stream().map(Found::json).toList());
            return code;
        }
        Outcome worst = all.stream()
                .map(Found::outcome)
                .filter(one -> HistoryCheck.code(one) == code)
                .findFirst()
                .orElse(Outcome.HELD);
        line(style.sign(worst), source, words.isEmpty() ? "nothing was to be checked" : words);
        return code;
    }

    private ExitCode failed(Path source, ExitCode code, String message) {
        // The path stands there already.
        String prefix = source + ": ";
        String words = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        try {
            if (isJson) {
                json(source, code, words, List.of());
            } else {
                line(style.bad("!"), source, words + " (exit " + code.number() + ")");
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return code;
    }

    private void line(String sign, Path source, String words) {
        surroundings
                .out()
                .print("  " + sign + " " + style.plain(Visible.line(source.toString())) + "   "
                        + style.plain(Visible.line(words)) + "\n");
    }

    /** Verdicts if there are any, else the reason in words. */
    private void json(Path source, ExitCode code, String words, List<String> verdicts)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("file", Visible.line(source.toString()));
            out.writeNumberField("exit", code.number());
            List<String> told = verdicts.stream().filter(one -> !one.isEmpty()).toList();
            if (told.isEmpty()) {
                out.writeStringField("reason", Visible.line(words));
            } else {
                out.writeArrayFieldStart("verdicts");
                for (String verdict : told) {
                    out.writeRawValue(verdict);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        }
        surroundings.out().print(text + "\n");
    }
}
