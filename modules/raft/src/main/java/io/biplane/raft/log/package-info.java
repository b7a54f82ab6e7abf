/**
 * One replica's log: entries in memory, and how far they are handed out, durable, committed and
 * applied.
 *
 * <p>Entry type: {@link io.biplane.raft.log.RaftLog}; values: {@link io.biplane.raft.log.Entry},
 * {@link io.biplane.raft.log.EntrySlice}, {@link io.biplane.raft.log.Snapshot}.
 *
 * <p>Invariants: {@code compacted ≤ applied ≤ applying ≤ min(committed, stable) ≤ last}, except
 * while a snapshot awaits its write; {@code stable ≤ handedOut ≤ last}; a slot that was filled is
 * never filled again in the same array (a conflict copies the array first), hence slices share it
 * without copying.
 *
 * <p>Left out: reading entries back from storage. All entries since the last compaction stay in
 * memory; the shell compacts.
 *
 * <p>Owned by one {@code RaftCore}; knows no time.
 */
package io.biplane.raft.log;
