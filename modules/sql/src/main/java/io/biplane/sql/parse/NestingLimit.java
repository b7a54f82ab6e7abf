package io.biplane.sql.parse;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import org.antlr.v4.runtime.Token;

import java.util.List;

/**
 * Refuses texts that would take the recursive parser too deep, by counting over the flat tokens:
 * open parentheses, CASEs and statements
 * within statements, and prefix operators in a row.
 */
final class NestingLimit {
    private NestingLimit() {}

    static void check(List<? extends Token> tokens) {
        int depth = 0;
        int prefixes = 0;
        for (Token token : tokens) {
            int type = token.getType();
            if (isPrefix(type)) {
                prefixes++;
            } else {
                prefixes = 0;
            }
            if (opens(type)) {
                depth++;
            } else if (closes(type)) {
                depth--;
            }
            if (depth > SqlParser.NESTING_MAX || prefixes > SqlParser.NESTING_MAX) {
                throw new SqlException(
                        SqlState.STATEMENT_TOO_COMPLEX,
                        "expression nests deeper than " + SqlParser.NESTING_MAX + " levels",
                        token.getStartIndex() + 1);
            }
        }
    }

    private static boolean isPrefix(int type) {
        return type == BiplaneSqlLexer.NOT
                || type == BiplaneSqlLexer.PLUS
                || type == BiplaneSqlLexer.MINUS;
    }

    private static boolean opens(int type) {
        return type == BiplaneSqlLexer.LPAREN
                || type == BiplaneSqlLexer.CASE
                || type == BiplaneSqlLexer.EXPLAIN
                || type == BiplaneSqlLexer.PREPARE;
    }

    private static boolean closes(int type) {
        return type == BiplaneSqlLexer.RPAREN || type == BiplaneSqlLexer.END;
    }
}
