/**
 * Bytes of descriptors and leases: what addressing records, raft commands and snapshots have in common.
 *
 * <p>Entry types: {@link io.biplane.kv.codec.RangeCodec}; {@link io.biplane.kv.codec.ByteWriter} and {@link
 * io.biplane.kv.codec.ByteReader} under it.
 *
 * <p>Leaves out: commands of the Raft log ({@code kvserver.command}).
 *
 * <p>Invariants: what is written is read back equal.
 *
 * <p>Thread and time: pure functions; no time.
 */
package io.biplane.kv.codec;
