package io.biplane.sql.error;

import io.biplane.base.invariant.Invariant;

/**
 * An error as a client sees it.
 *
 * @param state its class
 * @param message primary text, one line, no full stop
 * @param position 1-based character in the statement's text, 0 when none applies
 * @param hint what the user could do, empty when nothing is known
 * @param detail facts about this occurrence, empty when there are none
 */
public record SqlError(SqlState state, String message, int position, String hint, String detail) {
    public SqlError {
        Invariant.check(position >= 0, "negative position " + position);
    }

    public static SqlError of(SqlState state, String message) {
        return new SqlError(state, message, 0, "", "");
    }

    /** For something well-formed that is not supported. */
    public static SqlError unsupported(String what, int position) {
        return new SqlError(
                SqlState.FEATURE_NOT_SUPPORTED,
                what + " is not supported",
                position,
                "docs/sql.md lists the supported statements.",
                "");
    }

    public SqlError at(int newPosition) {
        return new SqlError(state, message, newPosition, hint, detail);
    }

    public SqlError hint(String newHint) {
        return new SqlError(state, message, position, newHint, detail);
    }

    public SqlError detail(String newDetail) {
        return new SqlError(state, message, position, hint, newDetail);
    }

    /** The five-character code. */
    public String code() {
        return state.code();
    }

    /** Whether running the same transaction again can succeed. */
    public boolean isRetryable() {
        return state == SqlState.SERIALIZATION_FAILURE;
    }

    /** This error, ready to be thrown within the module. */
    public SqlException toException() {
        return new SqlException(this);
    }

    @Override
    public String toString() {
        return "ERROR " + code() + ": " + message + (position > 0 ? " (at " + position + ")" : "");
    }
}
