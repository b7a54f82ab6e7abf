package io.biplane.scenario.timeline;

import java.util.List;
import java.util.Optional;

/** What ends faults. */
public sealed interface Remedy extends Verb {
    /**
     * {@code heal}: ends the fault of one step, or every lasting fault of network, disk, CPU and
     * clock when empty.
     */
    record Heal(Optional<String> stepId) implements Remedy {
        public static final VerbFacts FACTS =
                new VerbFacts("heal", VerbFacts.Course.MOMENT, false, VerbFacts.Effect.NONE);

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of();
        }

        @Override
        public String label(List<List<String>> names) {
            return name();
        }
    }

    /** {@code resume}: ends a pause. */
    record Resume(List<Target> nodes) implements Remedy {
        public static final VerbFacts FACTS =
                new VerbFacts("resume", VerbFacts.Course.MOMENT, false, VerbFacts.Effect.RESUMES);

        public Resume {
            nodes = List.copyOf(nodes);
        }

        @Override
        public VerbFacts facts() {
            return FACTS;
        }

        @Override
        public List<List<Target>> sides() {
            return List.of(nodes);
        }

        @Override
        public String label(List<List<String>> names) {
            return labelled(names, ",");
        }
    }
}
