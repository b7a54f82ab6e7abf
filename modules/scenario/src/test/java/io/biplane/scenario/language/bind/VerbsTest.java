package io.biplane.scenario.language.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.language.grammar.VerbKeys;
import io.biplane.scenario.language.grammar.VerbShape;
import io.biplane.scenario.timeline.Refusal;
import io.biplane.scenario.timeline.Verb;
import io.biplane.scenario.timeline.VerbFacts;

import org.junit.jupiter.api.Test;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A verb is known wherever it has to be: its record owns its facts, the grammar has its keys, the binder makes it. */
class VerbsTest {
    @Test
    void when_aVerbIsPermitted_then_theGrammarWritesItWithItsFacts() throws Exception {
        List<VerbFacts> facts = new ArrayList<>();
        for (Class<?> verb : verbs()) {
            facts.add(facts(verb));
        }

        assertThat(VerbKeys.VERBS.stream().map(VerbShape::facts))
                .containsExactlyInAnyOrderElementsOf(facts);
        assertThat(VerbKeys.words()).doesNotHaveDuplicates();
    }

    @Test
    void when_aVerbIsWritten_then_itCanBeBound() {
        assertThat(new VerbBinder(null).words())
                .containsExactlyInAnyOrderElementsOf(VerbKeys.words());
    }

    @Test
    void when_aVerbMayHaveToBeRefused_then_itsRecordKeepsWithWhat() throws Exception {
        for (Class<?> verb : verbs()) {
            VerbFacts facts = facts(verb);
            boolean written = VerbKeys.VERBS.stream()
                    .filter(shape -> shape.facts().equals(facts))
                    .anyMatch(shape -> shape.section().keys().contains(VerbKeys.EXPECT_ERROR));
            boolean kept = Arrays.stream(verb.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .anyMatch(type -> type.getTypeName().contains(Refusal.class.getName()));
            assertThat(kept).as(facts.word()).isEqualTo(written);
        }
    }

    @Test
    void when_somethingCanBeEnded_then_itIsAFault() {
        assertThat(VerbKeys.VERBS)
                .filteredOn(verb -> verb.facts().takesFor())
                .allMatch(verb -> verb.facts().heals());
    }

    private static VerbFacts facts(Class<?> verb) throws ReflectiveOperationException {
        return (VerbFacts) verb.getField("FACTS").get(null);
    }

    private static List<Class<?>> verbs() {
        return records(Verb.class).toList();
    }

    /** The records of a sealed type, however deep. */
    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(VerbsTest::records)
                : Stream.of(type);
    }
}
