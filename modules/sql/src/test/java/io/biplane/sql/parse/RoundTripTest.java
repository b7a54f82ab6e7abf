package io.biplane.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;

/**
 * parse(unparse(t)) = t, by canonical text, over seeded random statements; and no input crashes the
 * parser.
 */
class RoundTripTest {
    private static final long SEED = 42;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void when_aRandomStatementIsUnparsedAndParsed_then_theCanonicalTextIsStable() {
        for (int i = 0; i < 2_000; i++) {
            String text = statement();
            String canonical = Unparser.unparse(SqlParser.parse(text).statement());
            String again = Unparser.unparse(SqlParser.parse(canonical).statement());
            assertThat(again).as(text).isEqualTo(canonical);
        }
    }

    @Test
    void when_tokensAreLostOrDoubled_then_theParserAnswersWithAnSqlErrorOrAStatement() {
        for (int i = 0; i < 2_000; i++) {
            String text = statement();
            int cut = random.nextInt(text.length());
            String broken = random.nextBoolean()
                    ? text.substring(0, cut)
                    : text.substring(0, cut) + text.substring(random.nextInt(text.length()));
            try {
                SqlParser.parse(broken);
            } catch (SqlException expected) {
                int position = expected.error().position();
                assertThat(position).as(broken).isBetween(1, broken.length() + 1);
            }
        }
    }

    @Test
    void when_inputNestsDeeply_then_itIsRefusedAndTheStackHolds() {
        for (String part : List.of("(", "NOT ", "- ", "CASE WHEN ", "abs(", "EXPLAIN ", "1 = (")) {
            String text = "SELECT " + part.repeat(20_000);
            assertState("EXPLAIN ".equals(part) ? part.repeat(20_000) : text);
        }
        assertState("PREPARE a AS ".repeat(5_000) + "SELECT 1");
    }

    private static void assertState(String text) {
        try {
            SqlParser.parse(text);
            throw new AssertionError("parsed: " + text.substring(0, 40));
        } catch (SqlException expected) {
            assertThat(expected.error().state()).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX);
        }
    }

    private String statement() {
        return switch (random.nextInt(8)) {
            case 0 -> "INSERT INTO t (a, \"B c\") VALUES (" + expr(2) + ", DEFAULT) RETURNING *";
            case 1 -> "UPSERT INTO t " + select(1) + "";
            case 2 -> "UPDATE t AS x SET a = " + expr(2) + ", b = DEFAULT WHERE " + expr(2);
            case 3 -> "DELETE FROM t WHERE " + expr(3) + " RETURNING a, b AS c";
            case 4 ->
                "CREATE TABLE t (a INT8 NOT NULL DEFAULT " + expr(1)
                        + ", b DECIMAL(5,2), PRIMARY KEY (a, b))";
            case 5 -> "PREPARE p (INT8, VARCHAR(3)) AS " + select(2);
            case 6 ->
                List.of(
                                "BEGIN READ ONLY",
                                "SHOW CLUSTER SETTING a.b FOR VIRTUAL CLUSTER [3]",
                                "ALTER TENANT \"a-b\" SET CLUSTER SETTING x.y = '1 ''s'",
                                "DROP VIRTUAL CLUSTER IF EXISTS 'x' IMMEDIATE",
                                "SET a.b = 'x', \"Y\"",
                                "SHOW ALL CLUSTER SETTINGS",
                                "EXECUTE p (1, 'x', NULL)",
                                "DEALLOCATE ALL")
                        .get(random.nextInt(8));
            default -> select(3);
        };
    }

    private String select(int depth) {
        StringBuilder text = new StringBuilder("SELECT ");
        text.append(random.nextInt(4) == 0 ? "DISTINCT " : "")
                .append(expr(depth))
                .append(" AS x");
        text.append(random.nextBoolean() ? ", t.*" : ", *").append(" FROM t");
        text.append(List.of("", " JOIN u ON " + expr(1), " LEFT JOIN u USING (a, b)", ", u AS v")
                .get(random.nextInt(4)));
        text.append(random.nextBoolean() ? " WHERE " + expr(depth) : "");
        text.append(random.nextInt(3) == 0 ? " GROUP BY a HAVING " + expr(1) : "");
        text.append(random.nextBoolean() ? " ORDER BY " + expr(1) + " DESC NULLS LAST, 1" : "");
        return text.append(random.nextInt(3) == 0 ? " LIMIT 3 OFFSET $1" : "").toString();
    }

    private String expr(int depth) {
        if (depth == 0) {
            return List.of(
                            "1", "2.5e3", "'it''s'", "NULL", "true", "$2", "a", "t.b", "x'0f'",
                            "\"Sel\"", "key")
                    .get(random.nextInt(11));
        }
        String a = expr(depth - 1);
        String b = expr(depth - 1);
        return List.of(
                        "(" + a + ") + (" + b + ")",
                        "(" + a + ") // -1 || " + expr(0),
                        "NOT (" + a + ") AND (" + b + ") OR " + expr(0) + " IS NOT NULL",
                        "(" + a + ") BETWEEN " + expr(0) + " AND 7 AND true",
                        "(" + a + ") NOT IN (" + b + ", 3)",
                        "CASE " + expr(0) + " WHEN " + a + " THEN 1 ELSE " + b + " END",
                        "CAST(" + a + " AS DECIMAL(4,1))::STRING",
                        "coalesce(" + a + ", " + b + ", left('x', 1))",
                        "(" + a + ") LIKE 'a%' IS DISTINCT FROM (" + b + ")",
                        "count(DISTINCT " + expr(0) + ") < count(*)",
                        "substring(" + a + " FROM 2 FOR 3)")
                .get(random.nextInt(11));
    }
}
