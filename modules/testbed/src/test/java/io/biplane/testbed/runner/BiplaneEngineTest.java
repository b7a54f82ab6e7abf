package io.biplane.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;
import io.biplane.testbed.result.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** How runs of several variants end when something comes in between. */
final class BiplaneEngineTest {
    private static final String TEXT = """
            scenario: three variants
            horizon: 20s
            clusters: { e: { nodes: 3, storage: heap, virtual_clusters: { main: { ranges: 1 } } } }
            load: { kv: { workload: kv, clients: 2, rate: 20/s } }
            compare: { load.kv.rate: [20/s, 30/s, 40/s] }
            """;

    @TempDir
    private Path folder;

    private final List<String> started = new ArrayList<>();

    private final RunObserver observer = new RunObserver() {
        @Override
        public void variantStarted(Scenario scenario) {
            started.add(scenario.variant().label());
        }
    };

    private RunRequest request(BooleanSupplier interrupted) throws Exception {
        ScenarioFile file = ScenarioFile.parse("test.yaml", TEXT, Overrides.NONE);
        RunHeader header = new RunHeader(file.scenarios(1), "test.yaml", "test", List.of());
        return new RunRequest(header, folder, 1_000_000_000L, interrupted);
    }

    /** The poll for interruption is made by every variant, so a failure planted there fails whichever polls then. */
    private static BooleanSupplier failingAt(int poll) {
        AtomicInteger polls = new AtomicInteger();
        return () -> {
            if (polls.incrementAndGet() == poll) {
                throw new IllegalStateException("planted");
            }
            return false;
        };
    }

    @Test
    void in_turn_a_crash_ends_the_run_and_says_which_variant_it_was() throws Exception {
        RunRequest request = request(failingAt(50));

        RunCrashed crash = catchThrowableOfType(
                RunCrashed.class, () -> new BiplaneEngine().run(request, observer));

        assertThat(crash).hasMessage("planted");
        assertThat(crash.variant().label()).isEqualTo("rate=20/s");
        assertThat(crash.eventNumber()).isPositive();
        assertThat(started).containsExactly("rate=20/s");
    }

    @Test
    void together_a_crash_ends_those_behind_it_too() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        RunRequest request = request(failingAt(50)).on(threads);

        RunCrashed crash = catchThrowableOfType(
                RunCrashed.class, () -> new BiplaneEngine().run(request, observer));

        assertThat(crash).hasMessage("planted");
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.SECONDS))
                .as("nothing goes on when the engine has answered")
                .isTrue();
    }

    @Test
    void together_an_interruption_leaves_a_part_of_every_variant() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicInteger polls = new AtomicInteger();
        RunRequest request = request(() -> polls.incrementAndGet() > 120).on(threads);

        RunResult result = new BiplaneEngine().run(request, observer);

        threads.shutdown();
        assertThat(result.verdict()).isEqualTo(Verdict.INTERRUPTED);
        assertThat(result.variants())
                .isNotEmpty()
                .allSatisfy(
                        variant -> assertThat(variant.endedAtNanos()).isLessThan(20_000_000_000L));
        assertThat(started).hasSize(result.variants().size()).isSorted();
    }
}
