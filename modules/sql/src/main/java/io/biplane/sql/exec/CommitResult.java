package io.biplane.sql.exec;

import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;
import io.biplane.sql.error.SqlError;

/** How a commit ended. Everything but {@link Committed} left no write behind. */
public sealed interface CommitResult {
    /**
     * Applied; {@code at} is the commit timestamp, {@link Timestamp#ZERO} for a read-only
     * transaction.
     */
    record Committed(Timestamp at) implements CommitResult {}

    /** Something read has changed; a retry can succeed. {@code reason} is for the message. */
    record Conflict(String reason) implements CommitResult {}

    /** An inserted key exists already. */
    record KeyExists(Key key) implements CommitResult {}

    /** A guarded key holds something else: the catalog of this server is stale. */
    record GuardFailed(Key key) implements CommitResult {}

    /** Not possible, for example writes in several ranges; a retry would end the same way. */
    record Refused(SqlError error) implements CommitResult {}
}
