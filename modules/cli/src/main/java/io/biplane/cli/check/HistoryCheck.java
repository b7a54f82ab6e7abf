package io.biplane.cli.check;

import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Operation;
import io.biplane.checker.suite.Checkers;
import io.biplane.checker.suite.Settings;
import io.biplane.checker.verdict.Verdict;
import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.cli.store.RunDirectory;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.result.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges histories by what the flags say; prints nothing. */
public final class HistoryCheck {
    /** A run's history in its folder. */
    static final String HISTORY = "history.jsonl";

    private final CliEnvironment surroundings;
    private final CheckFlags flags;
    private final Optional<Drawings> drawings;

    /** Judges as the flags say and draws there. */
    public HistoryCheck(
            CliEnvironment surroundings, CheckFlags flags, Optional<Drawings> drawings) {
        this.surroundings = surroundings;
        this.flags = flags;
        this.drawings = drawings;
    }

    /** One history of a source; the label tells a run's variants apart and may be empty. */
    public record Part(Path file, String label) {}

    /**
     * A verdict.
     *
     * @param name the checker's, as users write it
     * @param drawn by anomaly, in order: where it was drawn; shorter if not all were
     */
    public record Judged(String name, Verdict verdict, List<String> drawn) {}

    /** Refuses what is not there. */
    public static void checkExists(Path source) {
        if (!HistoryInput.isStandardInput(source) && !Files.exists(source)) {
            throw CommandFailure.usage("there is no file or folder " + source);
        }
    }

    /** A history that memory does not hold cannot be decided. */
    public static CommandFailure tooLarge(Path source) {
        return new CommandFailure(
                ExitCode.INCONCLUSIVE,
                "unknown: " + source + " does not fit into memory; give the virtual machine"
                        + " more, such as BIPLANE_JAVA_OPTS=-Xmx6g");
    }

    /** The code of an outcome. */
    public static ExitCode code(Outcome outcome) {
        return switch (outcome) {
            case HELD -> ExitCode.OK;
            case BROKEN -> ExitCode.BROKEN;
            case UNKNOWN -> ExitCode.INCONCLUSIVE;
        };
    }

    /** Whether the flags say what to check for. */
    boolean namesModels() {
        return flags.namesModels();
    }

    /** The histories of a source: a file has one, a run's folder one a variant. */
    public List<Part> parts(Path source) throws InvalidScenario {
        if (!Files.isDirectory(source)) {
            return List.of(new Part(source, ""));
        }
        List<Part> parts = new ArrayList<>();
        RunDirectory past = RunDirectory.read(source);
        for (Scenario scenario : past.file().scenarios(past.line().seed())) {
            String label = scenario.variant().label();
            Path folder = label.isEmpty() ? source : source.resolve(label);
            parts.add(new Part(folder.resolve(HISTORY), label));
        }
        return parts;
    }

    /** By each model that the flags name, or the one that the operations say. */
    public List<Judged> judge(Part part) throws IOException {
        Settings settings = flags.settings(flags.format(part.file));
        List<Operation> history = history(part.file);
        List<Judged> all = new ArrayList<>();
        for (Checkers.Named checker : flags.checkers(history)) {
            Verdict verdict = checker.check(history, settings);
            String name = checker.checker().name();
            List<String> drawn =
                    drawings.isPresent() ? drawings.get().draw(name, verdict) : List.of();
            all.add(new Judged(name, verdict, drawn));
        }
        return all;
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
}
