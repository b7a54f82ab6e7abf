package io.biplane.kvserver.apply;

import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.raft.log.Entry;

import java.util.Optional;

/**
 * One entry applied.
 *
 * @param command what it carried, empty for entries of Raft's own
 * @param digest of all that was applied up to here
 */
public record AppliedEntry(
        Entry entry, Optional<ReplicatedCommand> command, Outcome outcome, long digest) {}
