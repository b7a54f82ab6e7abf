package io.biplane.sql.parse;

import io.biplane.sql.error.SqlError;

import org.antlr.v4.runtime.Token;

import java.util.List;
import java.util.Locale;

/**
 * Statements that are well-formed SQL of the modelled systems but not done here. They are
 * recognised by their first words and answered with 0A000, so that users learn that it is us, not
 * their spelling.
 */
final class UnsupportedStatements {
    /** First words, longest match not needed: no entry is a prefix of a supported statement. */
    private static final List<String> HEADS = List.of(
            "alter database",
            "alter default",
            "alter index",
            "alter range",
            "alter role",
            "alter sequence",
            "alter table",
            "alter user",
            "alter view",
            "analyze",
            "backup",
            "cancel",
            "close",
            "comment",
            "copy",
            "create changefeed",
            "create database",
            "create function",
            "create index",
            "create inverted",
            "create role",
            "create schedule",
            "create schema",
            "create sequence",
            "create statistics",
            "create temp",
            "create temporary",
            "create type",
            "create unique",
            "create user",
            "create view",
            "declare",
            "discard",
            "drop database",
            "drop index",
            "drop owned",
            "drop role",
            "drop schema",
            "drop sequence",
            "drop type",
            "drop user",
            "drop view",
            "explain (",
            "explain analyze",
            "explain verbose",
            "export",
            "fetch",
            "grant",
            "import",
            "pause",
            "reassign",
            "release",
            "restore",
            "resume",
            "revoke",
            "rollback to",
            "savepoint",
            "set constraints",
            "set local",
            "set role",
            "set transaction",
            "show create database",
            "show databases",
            "show experimental_fingerprints",
            "show grants",
            "show indexes",
            "show jobs",
            "show range",
            "show ranges",
            "show roles",
            "show schemas",
            "show sequences",
            "show sessions",
            "show statistics",
            "show users",
            "table",
            "truncate",
            "values",
            "with");

    private UnsupportedStatements() {}

    static void check(List<? extends Token> tokens) {
        Token first = tokens.get(0);
        if (first.getType() == Token.EOF) {
            return;
        }
        String one = word(first);
        String two = tokens.size() > 2 ? one + " " + word(tokens.get(1)) : one;
        for (String head : HEADS) {
            if (head.equals(one) || head.equals(two)) {
                throw SqlError.unsupported(head.toUpperCase(Locale.ROOT), first.getStartIndex() + 1)
                        .toException();
            }
        }
    }

    private static String word(Token token) {
        return token.getText().toLowerCase(Locale.ROOT);
    }
}
