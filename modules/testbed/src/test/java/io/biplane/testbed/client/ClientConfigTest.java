package io.biplane.testbed.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.scenario.model.LoadSpec;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** When the operations of a load are due. */
final class ClientConfigTest {
    private static final long SECOND = 1_000_000_000L;

    private static LoadSpec load(String keys) throws Exception {
        String text = "scenario: s\nclusters: { e: { nodes: 3 } }\nload: { kv: { workload: kv, "
                + keys + " } }\n";
        ScenarioFile file = ScenarioFile.parse("test.yaml", text, Overrides.NONE);
        return file.scenarios(1).get(0).loads().get(0);
    }

    /** Due times of all clients together, sorted. */
    private static List<Long> due(LoadSpec load, int each) {
        List<Long> all = new ArrayList<>();
        for (int client = 0; client < load.clients(); client++) {
            ClientConfig config = new ClientConfig(load, "main", client, List.of(), "lb", 0);
            for (int n = 0; n < each; n++) {
                all.add(config.dueAtNanos(n));
            }
        }
        return all.stream().sorted().toList();
    }

    private static long dueBefore(List<Long> due, long nanos) {
        return due.stream().filter(at -> at < nanos).count();
    }

    @Test
    void without_a_ramp_operations_are_evenly_apart() throws Exception {
        List<Long> due = due(load("clients: 4, rate: 100/s, from: 1s"), 25);

        assertThat(due).hasSize(100);
        for (int i = 0; i < due.size(); i++) {
            assertThat(due.get(i)).isCloseTo(SECOND + i * SECOND / 100, within(1L));
        }
    }

    /** While the rate rises to r over R, what is due by t is r t^2 / 2R; then r a second. */
    @Test
    void while_the_rate_rises_what_is_due_grows_with_the_square_of_time() throws Exception {
        List<Long> due = due(load("clients: 4, rate: 100/s, ramp: 10s"), 500);

        assertThat(dueBefore(due, SECOND)).isCloseTo(5, within(1L));
        assertThat(dueBefore(due, 5 * SECOND)).isCloseTo(125, within(1L));
        assertThat(dueBefore(due, 10 * SECOND)).isCloseTo(500, within(1L));
        assertThat(dueBefore(due, 12 * SECOND) - dueBefore(due, 11 * SECOND))
                .isCloseTo(100, within(1L));
    }

    /** Without a rate there is no interval between operations; every client has to begin all the same. */
    @Test
    void clients_of_a_closed_load_all_begin_one_after_another_over_the_ramp() throws Exception {
        assertThat(due(load("clients: 4, model: closed"), 1)).containsExactly(0L, 0L, 0L, 0L);
        assertThat(due(load("clients: 4, model: closed, from: 1s, ramp: 8s"), 1))
                .containsExactly(SECOND, 3 * SECOND, 5 * SECOND, 7 * SECOND);
    }
}
