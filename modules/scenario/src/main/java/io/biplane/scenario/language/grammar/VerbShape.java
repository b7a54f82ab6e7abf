package io.biplane.scenario.language.grammar;

import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.SectionShape;
import io.biplane.scenario.timeline.VerbFacts;

/**
 * How a verb is written.
 *
 * @param facts those of its record
 * @param section its keys and its text
 */
public record VerbShape(VerbFacts facts, SectionShape section) {
    /** A verb whose keys are all written out. */
    static VerbShape of(VerbFacts facts, String doc, Key<?>... keys) {
        return new VerbShape(facts, SectionShape.of(facts.word(), doc, keys));
    }

    /** A verb whose first key may stand for the whole: {@code kill: n3}. */
    static VerbShape withShorthand(VerbFacts facts, String doc, Key<?>... keys) {
        return new VerbShape(facts, SectionShape.withShorthand(facts.word(), doc, keys));
    }

    /** The word in the language. */
    public String word() {
        return facts.word();
    }
}
