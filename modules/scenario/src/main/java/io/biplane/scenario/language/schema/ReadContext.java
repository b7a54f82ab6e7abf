package io.biplane.scenario.language.schema;

import io.biplane.base.random.SimRandom;
import io.biplane.scenario.source.Note;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the problems of one reading, and hands out its random streams. Not thread-safe; one a
 * reading.
 */
public final class ReadContext {
    private final long seed;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /**
     * Reads that failed, silent ones included; tells whether something below an object is broken.
     */
    private int failures;

    /** A reading that draws from {@code seed}. */
    public ReadContext(long seed) {
        this.seed = seed;
    }

    /** The stream of one place of the file. */
    public SimRandom random(String path) {
        return new SimRandom(seed, "scenario." + path);
    }

    /** Reports a problem; returns empty for the caller to return. */
    public <T> Optional<T> report(SourcePosition mark, Problem.Kind kind, String message) {
        return report(new Problem(mark, kind, message, Optional.empty()));
    }

    /** Reports a problem with its remedy. */
    public <T> Optional<T> report(
            SourcePosition mark, Problem.Kind kind, String message, String remedy) {
        return report(new Problem(mark, kind, message, Optional.of(remedy)));
    }

    /** Reports a problem. */
    public <T> Optional<T> report(Problem problem) {
        problems.add(problem);
        return silently();
    }

    /** Notes what is no mistake and may surprise. */
    public void note(SourcePosition mark, String text) {
        notes.add(new Note(mark, text));
    }

    /** All notes so far, in order of noting. */
    public List<Note> notes() {
        return List.copyOf(notes);
    }

    /** A read that failed for a problem reported before. */
    public <T> Optional<T> silently() {
        failures++;
        return Optional.empty();
    }

    /** Grows with every failed read. */
    public int failures() {
        return failures;
    }

    /** Everything reported so far, in order of reporting. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
