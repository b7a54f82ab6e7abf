/**
 * What a range replicates and what it keeps beside its rows: plain values and their bytes.
 *
 * <p>Entry type: {@link io.biplane.kvserver.command.ReplicatedCommand}, the payload of the range's Raft entries. The others:
 * {@link io.biplane.kvserver.command.AppliedState} and the keys of the local records ({@link
 * io.biplane.kvserver.command.RangeRecords}), and hand-written codecs. A log entry is written some 70 ns faster by hand than by a
 * general serializer (docs/reference/storage.md §5.1), and replication is the hot path.
 *
 * <p>Left out: who proposes, when, and what happens on application; that is {@code kvserver.replica}.
 *
 * <p>Invariants: whatever is written reads back equal; a change of the format is a new kind byte, because journals outlive
 * binaries in a rolling upgrade. Immutable values; no thread, no time.
 *
 * <p>Sources: CockroachDB {@code pkg/kv/kvserver/kvserverpb/proposer_kv.proto} (what a command carries),
 * {@code pkg/keys} (range-local records).
 */
package io.biplane.kvserver.command;
