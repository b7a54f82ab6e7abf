package io.biplane.checker.history;

/**
 * Text of histories and files as it may be shown. What a terminal, a browser or an editor would obey
 * instead of showing it is spelled out as Java and JSON do, such as {@code \}{@code u001b}: control
 * characters (C0, DEL, C1), separators of lines and paragraphs, marks that turn the direction of
 * writing, halves of pairs, and the two that XML does not know.
 */
public final class Visible {
    private Visible() {}

    /** A text of one line: its line feeds are spelled out, too. */
    public static String line(String text) {
        return spelled(text, false);
    }

    /** A text of several lines: line feeds stay. */
    public static String lines(String text) {
        return spelled(text, true);
    }

    /** Whether a character (or half of a pair that stands alone) has to be spelled out. */
    public static boolean isHidden(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || turnsDirection(c)
                || c >= 0xd800 && c <= 0xdfff
                || c == 0xfffe
                || c == 0xffff;
    }

    /** Source: Unicode Standard Annex 9, table 4. */
    private static boolean turnsDirection(int c) {
        return c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }

    private static String spelled(String text, boolean keepsLineFeeds) {
        int at = 0;
        while (at < text.length() && isPlain(text.charAt(at), keepsLineFeeds)) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (!isHidden(c) || c == '\n' && keepsLineFeeds) {
                shown.appendCodePoint(c);
            } else {
                shown.append(spelled(c));
            }
        });
        return shown.toString();
    }

    /** Nearly all characters of nearly all texts. */
    private static boolean isPlain(char c, boolean keepsLineFeeds) {
        return c >= ' ' && c < 0x7f || c == '\n' && keepsLineFeeds;
    }

    /** A character as Java and JSON spell it. */
    public static String spelled(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                String digits = Integer.toHexString(c);
                yield "\\u" + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
            }
        };
    }
}
