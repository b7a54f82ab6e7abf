package io.biplane.sql.session;

/**
 * Where a session stands between statements.
 *
 * <pre>
 *   IDLE --BEGIN--> IN_TRANSACTION --error--> ABORTED
 *    ^                |  COMMIT/ROLLBACK        |  COMMIT/ROLLBACK
 *    +----------------+-------------------------+        any --close--> CLOSED
 * </pre>
 */
public enum SessionState {
    IDLE,
    IN_TRANSACTION,
    /** A statement of the transaction failed: 25P02 until it is ended. */
    ABORTED,
    CLOSED
}
