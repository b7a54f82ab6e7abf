package io.biplane.bench.figure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a run, in the order measured: each told as a line when it comes, all as a table at the end. */
public final class Figures {
    private static final String ROW = "%-50s %12s %-18s %12s %7s %9s  %s%n";

    private final PrintStream out;
    private final List<Figure> figures = new ArrayList<>();

    /** Figures that are told on {@code out}. */
    public Figures(PrintStream out) {
        this.out = out;
    }

    /** Says what goes on. */
    public void progress(String text) {
        out.println("bench: " + text);
    }

    /** Takes a figure and tells it. */
    public void add(Figure figure) {
        figures.add(figure);
        out.printf(
                Locale.ROOT,
                "bench:   %s: %s %s%n",
                figure.what(),
                number(figure.measured()),
                figure.unit());
    }

    /** All figures so far. */
    public List<Figure> all() {
        return List.copyOf(figures);
    }

    /** Prints the table. */
    public void print() {
        out.printf(
                Locale.ROOT,
                ROW,
                "figure",
                "measured",
                "unit",
                "baseline",
                "ratio",
                "target",
                "ok");
        for (Figure figure : figures) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    figure.what(),
                    number(figure.measured()),
                    figure.unit(),
                    figure.baseline().map(other -> number(other.value())).orElse("-"),
                    figure.ratio().map(Figures::ratio).orElse("-"),
                    figure.target().map(Figures::target).orElse("-"),
                    figure.isMet().map(met -> met ? "yes" : "NO").orElse("-"));
        }
        figures.stream()
                .flatMap(figure -> figure.baseline().stream())
                .map(Figure.Baseline::name)
                .distinct()
                .forEach(name -> out.println("baseline: " + name));
    }

    private static String target(Figure.Target target) {
        return (target.atLeast() ? ">= " : "<= ")
                + (target.ofRatio() ? ratio(target.value()) : number(target.value()));
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2fx", value);
    }

    private static String number(double value) {
        double size = StrictMath.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
