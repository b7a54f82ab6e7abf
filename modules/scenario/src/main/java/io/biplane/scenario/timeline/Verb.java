package io.biplane.scenario.timeline;

import java.util.List;
import java.util.Optional;

/**
 * What a step does. One record a verb of the language; each owns its facts. Families say what their
 * verbs have in common.
 *
 * <p>A verb is complete when its effect has come about: a drain when nothing remains, a restart
 * when the node serves, a statement when it is answered, a lasting fault when it is ended (by
 * {@code for}, {@code heal} or {@code resume}), every other at once.
 */
public sealed interface Verb permits ProcessVerb, AdminVerb, MachineFault, NetworkFault, Remedy {
    /** What holds of the verb whatever its keys say. */
    VerbFacts facts();

    /** The nodes it names, as written and in order: one list a side; none when it names no node. */
    List<List<Target>> sides();

    /**
     * What the step is called in rows, bands and tables: {@code drain n3}, {@code partition n1 |
     * n2,n3}, {@code finalize system 24.2}.
     *
     * @param names of the nodes that {@link #sides} came down to, side by side
     */
    String label(List<List<String>> names);

    /** The verb's word in the language. */
    default String name() {
        return facts().word();
    }

    /** What it does to the processes of its nodes. */
    default VerbFacts.Effect effect() {
        return facts().effect();
    }

    /** What it has to be refused with; empty: it has to succeed. */
    default Optional<Refusal> refusal() {
        return Optional.empty();
    }

    /** The verb's word and the nodes, with this between two sides. */
    default String labelled(List<List<String>> names, String between) {
        return name() + " "
                + String.join(
                        between,
                        names.stream().map(side -> String.join(",", side)).toList());
    }
}
