package io.biplane.sql.error;

/**
 * Carries a {@link SqlError} up the stack or through a promise. It has no stack trace: it is an
 * answer to a user, and filling traces would dominate the cost of failing statements.
 */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SqlError error;

    public SqlException(SqlError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    public SqlException(SqlState state, String message) {
        this(SqlError.of(state, message));
    }

    public SqlException(SqlState state, String message, int position) {
        this(SqlError.of(state, message).at(position));
    }

    public SqlError error() {
        return error;
    }
}
