package io.biplane.checker.history;

/** A history that is not one: which line, and why. */
public final class HistoryFormatException extends Exception {
    private static final long serialVersionUID = 1L;
    private final long line;

    /** A fault in a line counted from 1. */
    public HistoryFormatException(long line, String reason) {
        super("line " + line + ": " + Visible.line(reason));
        this.line = line;
    }

    /** The line, counted from 1. */
    public long line() {
        return line;
    }
}
