package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Transport;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes made together or not at all: what a Raft entry carries to every replica. Immutable.
 *
 * <p>Operations take effect in order. Putting a version that is already there with the same content does nothing, so that a
 * batch may be applied again after a restart; with other content it is a bug, unless the same batch put it: then the
 * later put counts.
 */
public final class WriteBatch implements Transport.Sized {
    /** Changes nothing. */
    public static final WriteBatch EMPTY = builder().build();

    private final List<WriteOperation> operations;
    private final int sizeBytes;
    private final long growthBytes;

    private WriteBatch(List<WriteOperation> operations) {
        this.operations = List.copyOf(operations);
        long size = 0;
        long growth = 0;
        for (WriteOperation operation : this.operations) {
            size += operation.bytes();
            growth += operation.grows() ? operation.bytes() : 0;
        }
        this.sizeBytes = (int) Math.min(size, Integer.MAX_VALUE);
        this.growthBytes = growth;
    }

    public static Builder builder() {
        return new Builder();
    }

    public List<WriteOperation> operations() {
        return operations;
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** Keys, timestamps and values of all operations. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** The part of the size that a full disk must refuse; 0 when the batch only removes. */
    long growthBytes() {
        return growthBytes;
    }

    @Override
    public int wireBytes() {
        return sizeBytes;
    }

    @Override
    public String toString() {
        return "batch of " + operations.size() + " operations, " + sizeBytes + " bytes";
    }

    /** Collects operations in order. */
    public static final class Builder {
        private final List<WriteOperation> operations = new ArrayList<>();

        private Builder() {}

        /** Adds a version; {@code value} must not be changed afterwards. */
        public Builder put(Key key, Timestamp at, byte[] value) {
            return add(new WriteOperation.Put(Version.of(key, at, value)));
        }

        /** Adds a tombstone. */
        public Builder delete(Key key, Timestamp at) {
            return add(new WriteOperation.Put(Version.tombstone(key, at)));
        }

        /** Takes one version away. */
        public Builder remove(Key key, Timestamp at) {
            return add(new WriteOperation.Remove(key, at));
        }

        /** Takes all versions in a span away. */
        public Builder clear(Span span) {
            return add(new WriteOperation.Clear(span));
        }

        /** Takes away what no reader at or above {@code threshold} can see. */
        public Builder collectGarbage(Span span, Timestamp threshold) {
            return add(new WriteOperation.CollectGarbage(span, threshold));
        }

        /** Writes a local record over what was there. */
        public Builder putLocal(Key key, byte[] value) {
            return add(new WriteOperation.PutLocal(key, value));
        }

        /** Takes a local record away. */
        public Builder removeLocal(Key key) {
            return add(new WriteOperation.RemoveLocal(key));
        }

        /** Takes all local records in a span away. */
        public Builder clearLocals(Span span) {
            return add(new WriteOperation.ClearLocals(span));
        }

        /** Replaces everything in the snapshot's spans by its content. */
        public Builder importSnapshot(SpanSnapshot snapshot) {
            return add(new WriteOperation.Import(snapshot));
        }

        /** Everything {@code other} does, behind what is here. */
        public Builder append(WriteBatch other) {
            operations.addAll(other.operations);
            return this;
        }

        public Builder add(WriteOperation operation) {
            operations.add(operation);
            return this;
        }

        public WriteBatch build() {
            return new WriteBatch(operations);
        }
    }
}
