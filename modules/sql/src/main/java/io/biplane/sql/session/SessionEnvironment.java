package io.biplane.sql.session;

/** What a session asks its surroundings: the time of the node it runs on, and unique numbers. */
public interface SessionEnvironment {
    /** Microseconds since 1970-01-01 UTC on the node's own clock, for {@code now()}. */
    long nowMicros();

    /**
     * A number unique in the virtual cluster, for tables without a primary key and
     * {@code unique_rowid()}. Source of the
     * usual form: CockroachDB composes (time, node id).
     */
    long uniqueRowId();
}
