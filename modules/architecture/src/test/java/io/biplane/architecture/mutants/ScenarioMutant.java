package io.biplane.architecture.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mechanism broken, and what a delivered scenario has to say of it; the list's own head explains its form.
 *
 * @param scenario below {@code scenarios/}, without ending
 * @param variant label of the variant that is run; empty: all
 * @param broken as {@code docs/scenario-mutations.md} has it
 * @param changes of sources
 * @param fails each is found in some line of the run
 */
record ScenarioMutant(
        String scenario,
        long seed,
        String variant,
        String broken,
        List<Change> changes,
        List<Pattern> fails) {
    static final Path LIST = Path.of("src/test/resources/scenario-mutants.txt");
    private static final String SEED = "seed=";

    ScenarioMutant {
        changes = List.copyOf(changes);
        fails = List.copyOf(fails);
    }

    /** What stands once in the source of a class, and what stands there instead. */
    record Change(String type, String find, String replace) {}

    static List<ScenarioMutant> all() {
        List<ScenarioMutant> mutants = new ArrayList<>();
        Optional<Lines> open = Optional.empty();
        try {
            for (String line : Files.readAllLines(LIST)) {
                if (line.startsWith("mutant ")) {
                    open.map(Lines::mutant).ifPresent(mutants::add);
                    open = Optional.of(new Lines(line));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    open.orElseThrow().add(line);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        open.map(Lines::mutant).ifPresent(mutants::add);
        return mutants;
    }

    /** Words of {@code mutant}: the scenario, and a seed or a variant. */
    private static final class Lines {
        private final String[] words;
        private final List<Change> changes = new ArrayList<>();
        private final List<Pattern> fails = new ArrayList<>();
        private String broken = "";

        Lines(String head) {
            words = head.split(" ");
        }

        void add(String line) {
            String rest = line.substring(line.indexOf(' ') + 1);
            switch (line.substring(0, line.indexOf(' '))) {
                case "broken" -> broken = rest;
                case "fails" -> fails.add(Pattern.compile(rest));
                case "in" -> {
                    String[] parts = rest.split(" ~ ");
                    changes.add(new Change(parts[0], parts[1], parts[2]));
                }
                default -> throw new IllegalStateException("what is this: " + line);
            }
        }

        ScenarioMutant mutant() {
            long seed = 1;
            String variant = "";
            for (String word : List.of(words).subList(2, words.length)) {
                if (word.startsWith(SEED)) {
                    seed = Long.parseLong(word.substring(SEED.length()));
                } else {
                    variant = word;
                }
            }
            return new ScenarioMutant(words[1], seed, variant, broken, changes, fails);
        }
    }

    /** Its row's first cell: the scenario, and the version it is about if it is about one. */
    String cell() {
        String version = "version=";
        return "`" + scenario + "`"
                + (variant.startsWith(version) ? " " + variant.substring(version.length()) : "");
    }

    @Override
    public String toString() {
        return scenario + (variant.isEmpty() ? "" : " " + variant) + ": " + broken;
    }
}
