package io.biplane.report.console;

import io.biplane.checker.history.Visible;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.Verdict;

/**
 * How text is marked.
 *
 * @param colour whether escape codes may be used
 * @param unicode whether the terminal shows more than ASCII
 */
public record Style(boolean colour, boolean unicode) {
    private static final String RESET = "\u001b[0m";

    /** Escape codes. */
    private enum Ink {
        GREEN("\u001b[32m"),
        RED("\u001b[31m"),
        YELLOW("\u001b[33m"),
        BOLD("\u001b[1m"),
        DIM("\u001b[2m");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    private String ink(Ink ink, String text) {
        return colour ? ink.code + text + RESET : text;
    }

    /** Heading of a block: {@code █ CHECKS}. */
    public String heading(String text) {
        return "  " + (unicode ? "█ " : "# ") + ink(Ink.BOLD, text);
    }

    /** Sign of an outcome: ✓ held, ✗ broken, ? unknown. */
    public String sign(Outcome outcome) {
        return switch (outcome) {
            case HELD -> ink(Ink.GREEN, unicode ? "✓" : "ok  ");
            case BROKEN -> ink(Ink.RED, unicode ? "✗" : "FAIL");
            case UNKNOWN -> ink(Ink.YELLOW, unicode ? "?" : "??  ");
        };
    }

    /** Word of a verdict. */
    public String verdict(Verdict verdict) {
        Ink ink = switch (verdict) {
            case PASSED -> Ink.GREEN;
            case FAILED -> Ink.RED;
            case INCONCLUSIVE, INTERRUPTED -> Ink.YELLOW;
        };
        return ink(ink, verdict.name());
    }

    /** A problem's first line. */
    public String bad(String text) {
        return ink(Ink.RED, text);
    }

    /** What matters least. */
    public String dim(String text) {
        return ink(Ink.DIM, text);
    }

    /**
     * The text without what a terminal would obey instead of showing it, and without signs that ASCII
     * has not. Line feeds stay.
     */
    public String plain(String text) {
        String visible = Visible.lines(text);
        return unicode
                ? visible
                : visible.replace("±", "+-")
                        .replace("–", "-")
                        .replace("…", "...")
                        .replace("µ", "u")
                        .replaceAll("[^\\n\\x20-\\x7e]", "?");
    }
}
