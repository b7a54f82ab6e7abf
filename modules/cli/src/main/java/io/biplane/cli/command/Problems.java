package io.biplane.cli.command;

import io.biplane.checker.history.Visible;
import io.biplane.cli.CliEnvironment;
import io.biplane.cli.flags.ConsoleFlags;
import io.biplane.report.console.ProblemPrinter;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.scenario.source.Problem;

import java.util.ArrayList;
import java.util.List;

/** Mistakes of one or more scenario files, printed to standard error together. */
final class Problems {
    private final CliEnvironment surroundings;
    private final ConsoleFlags flags;
    private final List<Problem> all = new ArrayList<>();

    Problems(CliEnvironment surroundings, ConsoleFlags flags) {
        this.surroundings = surroundings;
        this.flags = flags;
    }

    /** Prints what may surprise about a sound file, to standard error. */
    static void printNotes(ScenarioFile file, CliEnvironment surroundings) {
        file.notes().forEach(note -> surroundings.err().print(Visible.lines(note.render()) + "\n"));
        surroundings.err().flush();
    }

    void add(List<Problem> problems) {
        all.addAll(problems);
    }

    /** Prints them; false when there are none. */
    boolean print() {
        if (all.isEmpty()) {
            return false;
        }
        ProblemPrinter.print(
                all, flags.style(surroundings), line -> surroundings.err().print(line + "\n"));
        if (flags.isAnnotating()) {
            all.forEach(
                    problem -> surroundings.out().print(ProblemPrinter.annotation(problem) + "\n"));
        }
        surroundings.err().flush();
        return true;
    }
}
