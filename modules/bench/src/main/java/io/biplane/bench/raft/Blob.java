package io.biplane.bench.raft;

import io.biplane.raft.Payload;

/** A proposal of 100 bytes, made anew for each entry. */
final class Blob implements Payload {
    final byte[] content = new byte[100];

    @Override
    public int sizeBytes() {
        return content.length;
    }
}
