package io.biplane.scenario.language;

import io.biplane.scenario.language.reference.JsonSchema;
import io.biplane.scenario.language.reference.ReferencePage;
import io.biplane.testkit.Golden;

import org.junit.jupiter.api.Test;

/** The committed documentation is what the code prints. */
class CommittedReferenceTest {
    @Test
    void when_keysChange_then_theCommittedReferenceChangesWithThem() throws Exception {
        Golden.check(
                SampleScenarios.ROOT.resolve("docs/scenario-reference.md"), ReferencePage.print());
    }

    @Test
    void when_keysChange_then_theCommittedSchemaChangesWithThem() throws Exception {
        Golden.check(SampleScenarios.ROOT.resolve("docs/scenario.schema.json"), JsonSchema.print());
    }
}
