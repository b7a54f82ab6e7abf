package io.biplane.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sql.fixture.MemoryKv;
import io.biplane.sql.fixture.TestServer;
import io.biplane.sql.types.Null;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Random WHERE, ORDER BY, LIMIT and OFFSET over a table with a composite key, against a list of
 * rows
 * that is filtered, sorted and cut in Java. It proves that key constraints, order by key, reverse
 * scans and limit pushdown change nothing but the cost.
 */
class DifferentialTest {
    /** A condition as SQL and as its second implementation; a NULL comparison counts as false. */
    private record Condition(String sql, Predicate<Long[]> model) {}

    private record Order(String sql, Comparator<Long[]> model) {
        Order then(Order next) {
            return new Order(sql + ", " + next.sql, model.thenComparing(next.model));
        }
    }

    private static final String[] NAMES = {"a", "b", "c"};

    private final MemoryKv store = MemoryKv.paged(2);
    private final TestServer server = TestServer.over(store);
    private final SqlSession session = server.session();
    private final List<Long[]> rows = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void when_aRandomQueryRuns_then_theRowsAreThoseOfTheModel(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        server.run(session, "CREATE TABLE t (a INT8, b INT8, c INT8, PRIMARY KEY (a, b))");
        fill(random);
        for (int i = 0; i < 300; i++) {
            Condition where = condition(random, random.nextInt(4));
            Order order = order(random);
            int limit = random.nextInt(1, 8);
            int offset = random.nextInt(3);
            boolean isLimited = random.nextBoolean();
            String sql = "SELECT a, b, c FROM t WHERE " + where.sql() + " ORDER BY " + order.sql()
                    + (isLimited ? " LIMIT " + limit + " OFFSET " + offset : "");
            List<Long[]> expected =
                    new ArrayList<>(rows.stream().filter(where.model()).toList());
            expected.sort(order.model());
            if (isLimited) {
                expected = expected.stream().skip(offset).limit(limit).toList();
            }
            StatementResult result = server.run(session, sql);
            assertThat(result.error()).as(sql).isEmpty();
            assertThat(result.rows())
                    .as("seed %d: %s", seed, sql)
                    .containsExactlyElementsOf(
                            expected.stream().map(DifferentialTest::row).toList());
        }
    }

    private void fill(SplittableRandom random) {
        for (long a = -2; a <= 2; a++) {
            for (long b = 0; b < 6; b++) {
                if (random.nextInt(4) > 0) {
                    Long c = random.nextInt(4) == 0 ? null : (Long) (long) random.nextInt(5);
                    rows.add(new Long[] {a, b, c});
                    server.run(
                            session,
                            "UPSERT INTO t VALUES ($1, $2, $3)",
                            a,
                            b,
                            c == null ? Null.NULL : c);
                }
            }
        }
    }

    private static Row row(Long[] values) {
        return Row.of(values[0], values[1], values[2] == null ? Null.NULL : values[2]);
    }

    private static Condition condition(SplittableRandom random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            Condition left = condition(random, depth - 1);
            Condition right = condition(random, depth - 1);
            return random.nextInt(3) > 0
                    ? new Condition(
                            "(" + left.sql() + " AND " + right.sql() + ")",
                            left.model().and(right.model()))
                    : new Condition(
                            "(" + left.sql() + " OR " + right.sql() + ")",
                            left.model().or(right.model()));
        }
        int column = random.nextInt(4) % 3;
        long x = random.nextInt(-2, 6);
        long y = random.nextInt(-2, 6);
        String name = NAMES[column];
        return switch (random.nextInt(8)) {
            case 0 -> compare(name + " = " + x, column, v -> v == x);
            case 1 -> compare(name + " < " + x, column, v -> v < x);
            case 2 -> compare(x + " <= " + name, column, v -> x <= v);
            case 3 -> compare(name + " > " + x + " - 1", column, v -> v > x - 1);
            case 4 -> compare(name + " BETWEEN " + x + " AND " + y, column, v -> v >= x && v <= y);
            case 5 ->
                compare(
                        name + " IN (" + x + ", " + y + ", " + x + ")",
                        column,
                        v -> v == x || v == y);
            case 6 -> compare(name + " <> " + x, column, v -> v != x);
            default -> new Condition(name + " IS NULL", row -> row[column] == null);
        };
    }

    private static Condition compare(String sql, int column, Predicate<Long> model) {
        return new Condition(sql, row -> row[column] != null && model.test(row[column]));
    }

    /**
     * Always complete, by holding the whole key, so that the model's order is the only right one.
     */
    private static Order order(SplittableRandom random) {
        boolean isDescending = random.nextBoolean();
        Order key = by(0, isDescending).then(by(1, isDescending));
        return switch (random.nextInt(5)) {
            case 0 -> key;
            case 4 -> by(0, random.nextBoolean()).then(by(1, random.nextBoolean()));
            case 1 -> by(2, random.nextBoolean()).then(key);
            case 2 -> by(1, isDescending).then(by(0, random.nextBoolean()));
            default -> key.then(by(2, isDescending));
        };
    }

    /** NULLs first ascending, last descending. */
    private static Order by(int column, boolean isDescending) {
        Comparator<Long[]> ascending = Comparator.comparing(
                row -> row[column], Comparator.nullsFirst(Comparator.<Long>naturalOrder()));
        return new Order(
                NAMES[column] + (isDescending ? " DESC" : ""),
                isDescending ? ascending.reversed() : ascending);
    }
}
