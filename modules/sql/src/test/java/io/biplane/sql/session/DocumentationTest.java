package io.biplane.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.fixture.LogicTest;
import io.biplane.sql.fixture.MemoryKv;
import io.biplane.sql.fixture.TestServer;
import io.biplane.sql.parse.SqlParser;
import io.biplane.sql.parse.Unparser;
import io.biplane.sql.scalar.Aggregate;
import io.biplane.sql.scalar.Builtins;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/sql.md says what works, all of it and nothing else. */
class DocumentationTest {
    private static final Path PAGE = Path.of("../../docs/sql.md");

    @Test
    void when_theExamplesOfThePageRun_then_allOfThemWork() throws IOException {
        TestServer server = TestServer.of(MemoryKv.immediate(), TenantIdentity.SYSTEM);
        SqlSession session = server.session();
        for (String sql : examples()) {
            assertThat(server.run(session, sql).error()).as(sql).isEmpty();
        }
    }

    /** Kinds of statements are told apart by the keywords their canonical text begins with. */
    @Test
    void when_thePageIsComparedWithTheTests_then_bothHoldTheSameKindsOfStatements()
            throws IOException {
        TreeSet<String> documented = new TreeSet<>();
        examples().forEach(sql -> documented.add(kind(sql)));
        TreeSet<String> tested = new TreeSet<>();
        for (Path file : LogicFilesTest.files().toList()) {
            boolean isSystem = file.getFileName().toString().startsWith("system_");
            TenantIdentity tenant =
                    isSystem ? TenantIdentity.SYSTEM : new TenantIdentity(3, "main");
            LogicTest run = new LogicTest(TestServer.of(MemoryKv.immediate(), tenant));
            run.run(file);
            run.succeeded().forEach(sql -> tested.add(kind(sql)));
        }
        assertThat(documented).isEqualTo(tested);
    }

    @Test
    void when_functionsAreListed_then_theyAreTheOnesThereAre() throws IOException {
        TreeSet<String> expected = new TreeSet<>(Builtins.names());
        for (Aggregate.Name name : Aggregate.Name.values()) {
            expected.add(name.name().toLowerCase(Locale.ROOT));
        }
        expected.addAll(List.of(
                "coalesce",
                "current_timestamp",
                "greatest",
                "ifnull",
                "least",
                "now",
                "nullif",
                "statement_timestamp",
                "transaction_timestamp",
                "unique_rowid"));
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        String section = page.substring(page.indexOf("## Functions"));
        section = section.substring(0, section.indexOf("\n## ", 3));
        Matcher matcher = Pattern.compile("`([a-z_]+)`").matcher(section);
        TreeSet<String> listed = new TreeSet<>();
        while (matcher.find()) {
            listed.add(matcher.group(1));
        }
        assertThat(listed).isEqualTo(expected);
    }

    private static String kind(String sql) {
        String canonical = Unparser.unparse(SqlParser.parse(sql).statement());
        Matcher matcher = Pattern.compile("^(EXPLAIN|SELECT DISTINCT|SELECT|[A-Z]+( [A-Z]+)*)")
                .matcher(canonical);
        return matcher.find() ? matcher.group() : canonical;
    }

    /** The statements in the page's SQL blocks, one or more lines each, ended by semicolons. */
    private static List<String> examples() throws IOException {
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        Matcher blocks = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(page);
        List<String> statements = new ArrayList<>();
        while (blocks.find()) {
            for (String statement : blocks.group(1).split(";\\s*\n")) {
                if (!statement.isBlank()) {
                    statements.add(statement.strip());
                }
            }
        }
        return statements;
    }
}
