package io.biplane.raft.port;

import io.biplane.raft.HardState;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.Snapshot;

import java.util.Optional;

/**
 * What is to be made durable, in the order of {@link #number}; then call {@code persisted(number)}.
 *
 * <p>In this order: install {@code snapshot} if present (state and log: everything before it is
 * replaced), then drop stored entries from {@code entries.firstIndex()} on, then store
 * {@code entries} and {@code hardState}; all in one atomic write.
 *
 * @param number 1, 2, …
 * @param hardState whole, even if unchanged
 * @param entries may be empty
 */
public record LogWrite(
        long number, HardState hardState, EntrySlice entries, Optional<Snapshot> snapshot) {}
