package io.biplane.sql.scalar;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.types.SqlType;

import java.util.Locale;

/**
 * LIKE: {@code %} any text, {@code _} one code point, backslash escapes. Takes at most text times
 * pattern steps.
 */
public final class LikePattern {
    private LikePattern() {}

    /** The operator; ILIKE compares in lower case. */
    public static Function function(boolean isCaseInsensitive) {
        if (isCaseInsensitive) {
            return Function.infix(
                    "ILIKE",
                    "string",
                    SqlType.BOOL,
                    (text, pattern) -> matches(lower(text), lower(pattern)));
        }
        return Function.infix(
                "LIKE",
                "string",
                SqlType.BOOL,
                (text, pattern) -> matches((String) text, (String) pattern));
    }

    private static String lower(Object text) {
        return ((String) text).toLowerCase(Locale.ROOT);
    }

    /** Greedy with one point to fall back to: the last {@code %}. */
    static boolean matches(String text, String pattern) {
        int[] t = text.codePoints().toArray();
        int[] p = pattern.codePoints().toArray();
        checkEscapes(p);
        int at = 0;
        int inPattern = 0;
        int afterPercent = -1;
        int resumeAt = 0;
        while (at < t.length) {
            if (inPattern < p.length && p[inPattern] == '%') {
                afterPercent = ++inPattern;
                resumeAt = at;
            } else if (matchesOne(t[at], p, inPattern)) {
                inPattern += p[inPattern] == '\\' ? 2 : 1;
                at++;
            } else if (afterPercent >= 0) {
                inPattern = afterPercent;
                at = ++resumeAt;
            } else {
                return false;
            }
        }
        while (inPattern < p.length && p[inPattern] == '%') {
            inPattern++;
        }
        return inPattern == p.length;
    }

    private static void checkEscapes(int[] pattern) {
        int at = 0;
        while (at < pattern.length) {
            at += pattern[at] == '\\' ? 2 : 1;
        }
        if (at > pattern.length) {
            throw new SqlException(
                    SqlState.INVALID_ESCAPE_SEQUENCE,
                    "LIKE pattern must not end with escape character");
        }
    }

    private static boolean matchesOne(int codePoint, int[] pattern, int at) {
        if (at >= pattern.length) {
            return false;
        }
        if (pattern[at] != '\\') {
            return pattern[at] == '_' || pattern[at] == codePoint;
        }
        return pattern[at + 1] == codePoint;
    }
}
