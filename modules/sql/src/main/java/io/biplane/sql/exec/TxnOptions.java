package io.biplane.sql.exec;

/**
 * What a session knows about a transaction when it begins.
 *
 * @param isReadOnly no write will be buffered
 * @param isImplicit one statement, committed right after it; the adapter may use a single batch
 * @param attempt 0 for the first try, counted up with each automatic retry of a statement
 */
public record TxnOptions(boolean isReadOnly, boolean isImplicit, int attempt) {
    /** First try of a transaction opened by BEGIN. */
    public static final TxnOptions EXPLICIT = new TxnOptions(false, false, 0);

    /** A statement of its own. */
    public static TxnOptions implicit(boolean isReadOnly, int attempt) {
        return new TxnOptions(isReadOnly, true, attempt);
    }
}
