package io.biplane.scenario.timeline;

/**
 * What holds of a verb whatever its keys say. Stands once, as constant {@code FACTS} of the verb's
 * record; the grammar, the checks, the runner and the reports read it there.
 *
 * @param word the verb in the language: {@code slow_disk}
 * @param course how what it does goes on
 * @param fault whether users think of it as something that goes wrong; else it is a step of
 *     somebody's work
 * @param effect what it does to the processes of its nodes
 */
public record VerbFacts(String word, Course course, boolean fault, Effect effect) {

    /** Whether the verb goes with {@code for}: what it leaves can be ended later. */
    public boolean takesFor() {
        return course == Course.LEAVES || course == Course.LASTS;
    }

    /** Whether its end, by {@code for} or another step, is called a healing. */
    public boolean heals() {
        return fault && takesFor();
    }

    /** How what a verb does goes on after it has begun. */
    public enum Course {
        /** It is over at once or as soon as it is answered, and leaves nothing to end. */
        MOMENT,
        /** It takes its time, and ends by itself. */
        WORKS,
        /** It is over at once, and what it leaves can be ended. */
        LEAVES,
        /** It goes on until it is ended. */
        LASTS;

        /** Whether it has a beginning and an end, which a picture shows as a band. */
        public boolean isBand() {
            return this == WORKS || this == LASTS;
        }
    }

    /** What a verb does to the processes of its nodes. */
    public enum Effect {
        /** They go on. */
        NONE,
        /** They serve nobody, and stay up. */
        DRAINS,
        /** They serve nobody, and end. */
        DRAINS_AND_ENDS,
        /** They end. */
        ENDS,
        /** They stand still. */
        PAUSES,
        /** They go on after they stood still. */
        RESUMES,
        /** They end if they run, and come up again. */
        BOOTS,
        /** They drain, end and come up again with another binary. */
        REPLACES
    }
}
