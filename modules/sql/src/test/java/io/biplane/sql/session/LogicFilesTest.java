package io.biplane.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.fixture.LogicTest;
import io.biplane.sql.fixture.MemoryFlows;
import io.biplane.sql.fixture.MemoryKv;
import io.biplane.sql.fixture.TestServer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files under {@code src/test/resources/sql}, each over a ready store and over one that answers
 * late, two rows a page.
 */
class LogicFilesTest {
    static final Path FOLDER = Path.of("src/test/resources/sql");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".test"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void when_statementsRun_then_resultsAreThoseOfTheFile(Path file) {
        assertThat(run(file, MemoryKv.immediate())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void when_theStoreAnswersLateAndInSmallPages_then_resultsAreTheSame(Path file) {
        assertThat(run(file, MemoryKv.paged(2))).isEmpty();
    }

    /** Files that show how a plan is distributed, or what the session's variables are. */
    private static final List<String> ABOUT_DISTRIBUTION = List.of("explain.test", "session.test");

    @ParameterizedTest
    @MethodSource("files")
    void when_otherInstancesHelpAndSomeOfThemFail_then_resultsAreTheSame(Path file) {
        if (ABOUT_DISTRIBUTION.contains(file.getFileName().toString())) {
            return;
        }
        for (int failPercent : new int[] {0, 30}) {
            MemoryKv store = MemoryKv.paged(2);
            MemoryFlows flows = new MemoryFlows(store, failPercent, failPercent);
            assertThat(new LogicTest(TestServer.distributed(store, tenant(file), flows)).run(file))
                    .isEmpty();
            assertThat(flows.counts.closed).isEqualTo(flows.counts.opened);
        }
    }

    private static List<String> run(Path file, MemoryKv store) {
        return new LogicTest(TestServer.of(store, tenant(file))).run(file);
    }

    private static TenantIdentity tenant(Path file) {
        boolean isSystem = file.getFileName().toString().startsWith("system_");
        return isSystem ? TenantIdentity.SYSTEM : new TenantIdentity(3, "main");
    }
}
