package io.biplane.raft.log;

import io.biplane.raft.Payload;

/**
 * One entry of the log.
 *
 * @param term term of the leader that created it, at least 1
 * @param index position in the log, at least 1
 */
public record Entry(long term, long index, Payload payload) {
    @Override
    public String toString() {
        return term + "/" + index + " " + payload;
    }
}
