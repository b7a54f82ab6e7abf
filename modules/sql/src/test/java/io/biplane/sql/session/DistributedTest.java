package io.biplane.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.fixture.MemoryFlows;
import io.biplane.sql.fixture.MemoryKv;
import io.biplane.sql.fixture.TestServer;
import io.biplane.sql.types.Null;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Queries with the help of other instances against the same queries alone, over one store. It proves that cutting spans, flows,
 * partial aggregation and gathering change nothing but the place of the work, and that an instance that fails costs time only.
 */
class DistributedTest {
    private static final TenantIdentity MAIN = new TenantIdentity(3, "main");
    private static final String[] COLUMNS = {"a", "b", "c", "s"};
    private static final String[] AGGREGATES = {
        "count(*)",
        "count(c)",
        "sum(c)",
        "avg(c)",
        "min(c)",
        "max(s)",
        "bool_and(c > 1)",
        "bool_or(c > 3)",
        "count(DISTINCT c)",
        "sum(a + b)"
    };

    private final MemoryKv store = MemoryKv.paged(3);
    private final TestServer alone = TestServer.over(store);
    private final SqlSession here = alone.session();

    private void fill(SplittableRandom random) {
        alone.run(here, "CREATE TABLE t (a INT8, b INT8, c INT8, s STRING, PRIMARY KEY (a, b))");
        alone.run(here, "CREATE TABLE u (k INT8 PRIMARY KEY, v STRING)");
        for (long a = 0; a < 8; a++) {
            alone.run(here, "INSERT INTO u VALUES ($1, $2)", a, "u" + a % 3);
            for (long b = 0; b < 5; b++) {
                if (random.nextInt(5) > 0) {
                    Object c =
                            random.nextInt(4) == 0 ? Null.NULL : (Object) (long) random.nextInt(5);
                    alone.run(here, "INSERT INTO t VALUES ($1, $2, $3, $4)", a, b, c, "s" + b % 2);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 25", "4, 60"})
    void when_othersHelp_then_theRowsAreThoseOfOneInstance(long seed, int failPercent) {
        SplittableRandom random = new SplittableRandom(seed);
        fill(random);
        MemoryFlows flows = new MemoryFlows(store, seed, failPercent);
        TestServer together = TestServer.distributed(store, MAIN, flows);
        SqlSession session = together.session();
        for (int i = 0; i < 400; i++) {
            Query query = query(random);
            StatementResult expected = alone.run(here, query.sql());
            StatementResult actual = together.run(session, query.sql());
            assertThat(actual.error()).as("seed %d: %s", seed, query.sql()).isEmpty();
            if (query.isOrdered()) {
                assertThat(actual.rows())
                        .as("seed %d: %s", seed, query.sql())
                        .containsExactlyElementsOf(expected.rows());
            } else {
                assertThat(actual.rows())
                        .as("seed %d: %s", seed, query.sql())
                        .containsExactlyInAnyOrderElementsOf(expected.rows());
            }
        }
        assertThat(flows.counts.opened).isGreaterThan(200);
        assertThat(flows.counts.closed).isEqualTo(flows.counts.opened);
        assertThat(flows.counts.reruns > 20).isEqualTo(failPercent > 0);
    }

    /** A query, and whether its rows have one right order. */
    private record Query(String sql, boolean isOrdered) {}

    private static Query query(SplittableRandom random) {
        String where = where(random);
        return switch (random.nextInt(6)) {
            case 0 -> new Query("SELECT a, b, c, s FROM t" + where, true);
            case 1 -> new Query("SELECT b, a FROM t" + where + " ORDER BY a DESC, b DESC", true);
            case 2 -> new Query("SELECT " + aggregates(random) + " FROM t" + where, true);
            case 3 -> {
                String key = COLUMNS[random.nextInt(COLUMNS.length)];
                yield new Query(
                        "SELECT " + key + ", " + aggregates(random) + " FROM t" + where
                                + " GROUP BY " + key,
                        false);
            }
            case 4 -> new Query("SELECT DISTINCT c, s FROM t" + where, false);
            default ->
                new Query(
                        "SELECT t.a, t.b, u.v FROM t JOIN u ON t.a = u.k" + where
                                + " ORDER BY v, a, b LIMIT 7",
                        true);
        };
    }

    private static String aggregates(SplittableRandom random) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            chosen.add(AGGREGATES[random.nextInt(AGGREGATES.length)]);
        }
        return String.join(", ", chosen);
    }

    private static String where(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> " WHERE a >= " + random.nextInt(8);
            case 2 -> " WHERE c = " + random.nextInt(5);
            case 3 -> " WHERE a IN (1, 4, 6) AND b < " + random.nextInt(5);
            default -> " WHERE a BETWEEN 2 AND 5 AND c IS NOT NULL";
        };
    }

    @Test
    void when_aTransactionHasWritten_then_nobodyElseReadsForIt() {
        fill(new SplittableRandom(9));
        MemoryFlows flows = new MemoryFlows(store, 9, 0);
        TestServer together = TestServer.distributed(store, MAIN, flows);
        SqlSession session = together.session();
        together.run(session, "BEGIN");
        together.run(session, "SELECT count(*) FROM t");
        int before = flows.counts.opened;
        assertThat(before).isPositive();
        together.run(session, "INSERT INTO u VALUES (100, 'own')");
        assertThat(together.run(session, "SELECT count(*) FROM u").rows())
                .containsExactly(Row.of(9L));
        assertThat(flows.counts.opened).isEqualTo(before);
        together.run(session, "ROLLBACK");
    }

    @Test
    void when_whatOthersReadHasChanged_then_theTransactionDoesNotCommit() {
        fill(new SplittableRandom(10));
        MemoryFlows flows = new MemoryFlows(store, 10, 0);
        TestServer together = TestServer.distributed(store, MAIN, flows);
        SqlSession session = together.session();
        together.run(session, "BEGIN");
        together.run(session, "SELECT sum(c) FROM t");
        assertThat(flows.counts.opened).isPositive();
        together.run(session, "UPSERT INTO u VALUES (1, 'sum')");
        alone.run(here, "UPSERT INTO t VALUES (3, 3, 3, 'new')");
        StatementResult commit = together.run(session, "COMMIT");
        assertThat(commit.error().orElseThrow().code()).isEqualTo("40001");
    }

    @Test
    void when_rowsAreAggregated_then_onlyWhatIsKnownOfThemTravels() {
        fill(new SplittableRandom(11));
        MemoryFlows flows = new MemoryFlows(store, 11, 0);
        TestServer together = TestServer.distributed(store, MAIN, flows);
        together.run(together.session(), "SELECT count(*), max(s) FROM t");
        assertThat(flows.counts.opened).isPositive();
        assertThat(flows.counts.rowsSent).isEqualTo(flows.counts.opened);
    }

    @Test
    void when_theSessionSaysSo_then_queriesStayOrGo() {
        fill(new SplittableRandom(12));
        MemoryFlows flows = new MemoryFlows(store, 12, 0);
        TestServer together = TestServer.distributed(store, MAIN, flows);
        SqlSession session = together.session();
        record Case(String mode, String sql, boolean goes) {}
        List<Case> table = List.of(
                // mode, query, whether others help
                new Case("off", "SELECT count(*) FROM t", false),
                new Case("auto", "SELECT count(*) FROM t", true),
                new Case("auto", "SELECT * FROM t", true),
                new Case("auto", "SELECT * FROM t WHERE a > 2", false),
                new Case("auto", "SELECT * FROM t WHERE a > 2 ORDER BY s", true),
                new Case("auto", "SELECT * FROM t LIMIT 2", false),
                new Case("auto", "SELECT * FROM t WHERE a = 2 AND b = 1", false),
                new Case("on", "SELECT * FROM t WHERE a > 2", true),
                new Case("always", "SELECT * FROM t WHERE a > 2", true),
                new Case("always", "SELECT * FROM t WHERE a = 2 AND b = 1", false));
        for (Case row : table) {
            together.run(session, "SET distsql = '" + row.mode() + "'");
            int before = flows.counts.opened;
            for (int i = 0; i < 5; i++) {
                together.run(session, row.sql());
            }
            assertThat(flows.counts.opened > before).as("%s", row).isEqualTo(row.goes());
            String first =
                    together.run(session, "EXPLAIN " + row.sql()).rows().get(0).toString();
            assertThat(first).as("%s", row).contains(row.goes() ? "full" : "local");
        }
    }
}
