package io.biplane.scenario.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.expect.Threshold;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.timeline.TimelineStep;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What the key {@code faults} leaves of a timeline and of the expectations. */
final class FaultsKeyTest {
    private static final String TEXT = """
            scenario: s
            clusters: { e: { nodes: 3 } }
            load: { kv: { workload: kv } }
            timeline:
              - { at: 5s, id: leave, drain: { node: n3 } }
              - { after: leave, wait: 1s, id: back, restart: { node: n3 } }
              - { after: back, id: again, drain: { node: n3 } }
              - { at: 10s, id: cut, partition: { between: [n1, others] } }
              - { at: 20s, id: mend, heal: { step: cut } }
              - { at: 25s, id: mend-all, heal: {} }
            expect:
              sometimes: [drained]
              before: { kv.errors: 0 }
              during leave: { kv.errors: 0 }
              during drain: { kv.errors: 0 }
              within 1s of cut: { kv.errors: 0 }
              overall: { kv.errors: 0 }
            %s
            """;

    private static List<Scenario> scenarios(String key) throws Exception {
        String text = String.format(java.util.Locale.ROOT, TEXT, key);
        return ScenarioFile.parse("test.yaml", text, Overrides.NONE).scenarios(1);
    }

    private static List<String> steps(Scenario scenario) {
        return scenario.timeline().stream().map(TimelineStep::id).toList();
    }

    private static List<String> bounds(Scenario scenario) {
        return scenario.expectations().thresholds().stream()
                .map(Threshold::text)
                .toList();
    }

    @Test
    void without_it_everything_is_kept() throws Exception {
        Scenario scenario = scenarios("").get(0);

        assertThat(steps(scenario))
                .containsExactly("leave", "back", "again", "cut", "mend", "mend-all");
        assertThat(scenario.expectations().sometimes()).hasSize(1);
        assertThat(scenario.omitted()).isEqualTo(new Scenario.Omitted(0, 0));
    }

    @Test
    void none_leaves_nothing_and_what_spoke_of_a_step_goes_with_it() throws Exception {
        Scenario scenario = scenarios("faults: none").get(0);

        assertThat(steps(scenario)).isEmpty();
        assertThat(bounds(scenario)).containsExactly("kv.errors = 0 before", "kv.errors = 0");
        assertThat(scenario.omitted()).isEqualTo(new Scenario.Omitted(6, 4));
    }

    /** The second drain waits for a restart that is left out; a heal of nothing in particular stays. */
    @Test
    void steps_that_depend_on_one_left_out_go_too() throws Exception {
        assertThat(steps(scenarios("faults: drain").get(0))).containsExactly("leave");
        assertThat(steps(scenarios("faults: drain, heal").get(0)))
                .containsExactly("leave", "mend-all");
        assertThat(steps(scenarios("faults: partition,heal").get(0)))
                .containsExactly("cut", "mend", "mend-all");
        assertThat(bounds(scenarios("faults: drain").get(0)))
                .containsExactly(
                        "kv.errors = 0 before",
                        "kv.errors = 0 during leave",
                        "kv.errors = 0 during drain",
                        "kv.errors = 0");
    }

    @Test
    void compared_it_is_the_control_experiment() throws Exception {
        List<Scenario> both = scenarios("compare: { faults: [none, partition] }");

        assertThat(both)
                .extracting(scenario -> scenario.variant().label())
                .containsExactly("faults=none", "faults=partition");
        assertThat(steps(both.get(0))).isEmpty();
        assertThat(steps(both.get(1))).containsExactly("cut");
    }
}
