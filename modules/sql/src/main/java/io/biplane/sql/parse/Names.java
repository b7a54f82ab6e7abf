package io.biplane.sql.parse;

import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.Query.TableName;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import org.antlr.v4.runtime.ParserRuleContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Identifiers and literals out of parse trees. */
final class Names {
    private Names() {}

    /** 1-based position of the first character of {@code context}. */
    static int position(ParserRuleContext context) {
        return context.getStart().getStartIndex() + 1;
    }

    /** Folded to lower case unless quoted. */
    static String text(ParserRuleContext context) {
        String raw = context.getText();
        if (raw.startsWith("\"")) {
            return raw.substring(1, raw.length() - 1).replace("\"\"", "\"");
        }
        return raw.toLowerCase(Locale.ROOT);
    }

    static Name name(ParserRuleContext context) {
        return new Name(text(context), position(context));
    }

    static List<Name> names(List<? extends ParserRuleContext> contexts) {
        List<Name> names = new ArrayList<>(contexts.size());
        for (ParserRuleContext context : contexts) {
            names.add(name(context));
        }
        return names;
    }

    static TableName table(BiplaneSqlParser.TableNameContext context) {
        List<String> parts = new ArrayList<>(context.name().size());
        for (BiplaneSqlParser.NameContext part : context.name()) {
            parts.add(text(part));
        }
        return new TableName(parts, position(context));
    }

    /** Parts joined by dots: names of settings and variables. */
    static Name dotted(BiplaneSqlParser.VariableContext context) {
        return new Name(dotted(context.name()), position(context));
    }

    static String dotted(List<BiplaneSqlParser.NameContext> parts) {
        StringBuilder joined = new StringBuilder();
        for (BiplaneSqlParser.NameContext part : parts) {
            joined.append(joined.isEmpty() ? "" : ".").append(text(part));
        }
        return joined.toString();
    }

    /** The value of a string literal, escapes resolved. */
    static String string(BiplaneSqlParser.StringContext context) {
        String raw = context.getText();
        if (context.ESCAPE_STRING() != null) {
            return unescape(raw.substring(2, raw.length() - 1), position(context));
        }
        return raw.substring(1, raw.length() - 1).replace("''", "'");
    }

    /** Resolves the escapes of {@code e'…'}. Source: PostgreSQL 15 manual §4.1.2.2. */
    static String unescape(String body, int position) {
        StringBuilder value = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '\'') {
                i++;
                value.append('\'');
            } else if (c != '\\') {
                value.append(c);
            } else {
                i++;
                i = appendEscape(body, i, value, position);
            }
        }
        return value.toString();
    }

    /** Appends the escape whose letter is at {@code at}; the last character it used. */
    private static int appendEscape(String body, int at, StringBuilder value, int position) {
        char letter = body.charAt(at);
        int simple = "bfnrt".indexOf(letter);
        if (simple >= 0) {
            value.append("\b\f\n\r\t".charAt(simple));
            return at;
        }
        int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 0;
        if (digits == 0) {
            value.append(letter);
            return at;
        }
        try {
            value.append((char) Integer.parseInt(body.substring(at + 1, at + 1 + digits), 16));
        } catch (NumberFormatException | StringIndexOutOfBoundsException malformed) {
            throw new SqlException(
                    SqlState.INVALID_ESCAPE_SEQUENCE, "invalid escape sequence", position);
        }
        return at + digits;
    }
}
