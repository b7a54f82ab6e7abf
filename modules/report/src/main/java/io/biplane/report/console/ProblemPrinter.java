package io.biplane.report.console;

import io.biplane.scenario.source.Problem;

import java.util.List;
import java.util.function.Consumer;

/** Prints the mistakes of a scenario file, and annotations for a code review page. */
public final class ProblemPrinter {
    private ProblemPrinter() {}

    /** Every problem with its line, caret and remedy, then how many there are. */
    public static void print(List<Problem> problems, Style style, Consumer<String> out) {
        for (Problem problem : problems) {
            String text = problem.render();
            int end = text.indexOf('\n');
            out.accept(style.bad(style.plain(text.substring(0, end))));
            out.accept(style.plain(text.substring(end + 1)));
        }
        out.accept(problems.size() + (problems.size() == 1 ? " problem" : " problems"));
    }

    /** One line of GitHub's workflow commands: {@code ::error file=…,line=…,col=…::message}. */
    public static String annotation(Problem problem) {
        return annotation(problem.mark(), problem.message());
    }

    /** One line for something else that has a place. */
    public static String annotation(
            io.biplane.scenario.source.SourcePosition mark, String message) {
        return "::error file=" + property(mark.file()) + ",line=" + mark.line() + ",col="
                + mark.column() + "::" + data(message);
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
