package io.biplane.raft.log;

import io.biplane.raft.Payload;
import io.biplane.raft.membership.Configuration;

/**
 * The state machine's content after applying the log up to an index.
 *
 * @param index last entry included
 * @param term that entry's term
 * @param configuration the members as of {@code index}
 * @param data the content, opaque to Raft
 */
public record Snapshot(long index, long term, Configuration configuration, Payload data) {
    @Override
    public String toString() {
        return "snapshot " + term + "/" + index + " " + configuration;
    }
}
