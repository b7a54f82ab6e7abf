package io.biplane.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sql.fixture.MemoryKv;
import io.biplane.sql.fixture.TestServer;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Hostile sizes end in an SQLSTATE, never in a crash. */
class LimitsTest {
    private final TestServer server = TestServer.over(MemoryKv.immediate());
    private final SqlSession session = server.session();

    @Test
    void when_chainsOfOperatorsAreLong_then_theStatementIsTooComplex() {
        for (String link : List.of(" + 1", " OR true", " || 'x'", "::STRING", " IS NULL")) {
            String start = link.contains("||") ? "'x'" : link.contains("OR") ? "true" : "1";
            StatementResult result = server.run(session, "SELECT " + start + link.repeat(20_000));
            assertThat(result.error().orElseThrow().code()).as(link).isEqualTo("54001");
        }
    }

    @Test
    void when_listsAreLong_then_theyWork() {
        server.run(session, "CREATE TABLE t (k INT8 PRIMARY KEY)");
        StringBuilder values = new StringBuilder("(0)");
        StringBuilder items = new StringBuilder("0");
        for (int i = 1; i < 3_000; i++) {
            values.append(", (").append(i).append(")");
            items.append(", ").append(2 * i);
        }
        StatementResult inserted = server.run(session, "INSERT INTO t VALUES " + values);
        assertThat(inserted.commandTag()).isEqualTo("INSERT 0 3000");
        StatementResult found =
                server.run(session, "SELECT count(*) FROM t WHERE k IN (" + items + ")");
        assertThat(found.rows()).containsExactly(Row.of(1_500L));
        assertThat(found.work().kvRequests()).isEqualTo(3);
    }

    @Test
    void when_aDecimalHasAHugeExponentOrATextIsHuge_then_itIsRefused() {
        assertThat(server.run(session, "SELECT 1e999999").error().orElseThrow().code())
                .isEqualTo("22003");
        assertThat(server.run(session, "SELECT repeat('xxxxxxxxxx', 9999999)")
                        .error()
                        .orElseThrow()
                        .code())
                .isEqualTo("53200");
    }

    @Test
    void when_anyTextIsSent_then_theSessionAnswersAndGoesOn() {
        for (String text :
                List.of("", ";", "\0", "'", "\"", "$", "$1", "é", "\uD83D", "/*", "--", "e'\\")) {
            assertThat(server.run(session, text).error()).as(text).isPresent();
        }
        assertThat(server.run(session, "SELECT 1").rows()).containsExactly(Row.of(1L));
    }
}
