package io.biplane.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.fixture.LogicTest;
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

    private static List<String> run(Path file, MemoryKv store) {
        boolean isSystem = file.getFileName().toString().startsWith("system_");
        TenantIdentity tenant = isSystem ? TenantIdentity.SYSTEM : new TenantIdentity(3, "main");
        return new LogicTest(TestServer.of(store, tenant)).run(file);
    }
}
