package io.biplane.scenario.language;

import io.biplane.scenario.source.Problem;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario file has mistakes; carries all of them, in file order. */
public final class InvalidScenario extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidScenario(List<Problem> problems) {
        super(
                problems.stream().map(Problem::render).collect(Collectors.joining("\n")),
                null,
                false,
                false);
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<Problem> problems() {
        return problems;
    }
}
