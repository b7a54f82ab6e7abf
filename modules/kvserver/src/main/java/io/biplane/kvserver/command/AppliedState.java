package io.biplane.kvserver.command;

import io.biplane.kv.codec.ByteReader;
import io.biplane.kv.codec.ByteWriter;

/**
 * How far a replica's rows have come: written in the same batch as the rows, so it is never ahead of or behind them.
 *
 * @param index Raft index of the last entry applied
 * @param term that entry's term
 * @param leaseIndex lease index of the last command that took effect; never falls
 * @param digest folded over every entry applied and whether it took effect; equal on all replicas at an equal index
 */
public record AppliedState(long index, long term, long leaseIndex, long digest) {
    public byte[] bytes() {
        return new ByteWriter(32)
                .i64(index)
                .i64(term)
                .i64(leaseIndex)
                .i64(digest)
                .toBytes();
    }

    public static AppliedState of(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        return new AppliedState(in.i64(), in.i64(), in.i64(), in.i64());
    }
}
