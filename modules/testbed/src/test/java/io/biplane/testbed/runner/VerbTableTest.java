package io.biplane.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.timeline.Verb;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/** Every verb of the language has somebody who carries it out. */
class VerbTableTest {
    @Test
    void when_aVerbIsPermitted_then_theTableHasItsExecutor() {
        // Executors are made, none is asked: what they would act upon is not there.
        NodeVerbs nodes = new NodeVerbs(null, null);
        LastingFaults lasting = new LastingFaults(null, new SelfEnded(null, nodes));
        VerbTable table = new VerbTable(
                nodes, new AdminVerbs(null, null), new FaultVerbs(null, lasting), lasting);

        assertThat(table.verbs())
                .containsExactlyInAnyOrderElementsOf(records(Verb.class).toList());
    }

    /** The records of a sealed type, however deep. */
    private static Stream<Class<? extends Verb>> records(Class<?> type) {
        return type.isSealed()
                ? List.of(type.getPermittedSubclasses()).stream().flatMap(VerbTableTest::records)
                : Stream.of(type.asSubclass(Verb.class));
    }
}
