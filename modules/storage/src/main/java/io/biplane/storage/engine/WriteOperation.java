package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;

/** One change of a {@link WriteBatch}. */
public sealed interface WriteOperation {
    /** Size of the change in a log or on the wire, in bytes. */
    int bytes();

    /** Whether the store grows by it, and it must be refused when the disk is full. */
    default boolean grows() {
        return false;
    }

    /** Adds a version. */
    record Put(Version version) implements WriteOperation {
        @Override
        public int bytes() {
            return version.key().length() + VersionChain.TIMESTAMP_BYTES + version.valueBytes();
        }

        @Override
        public boolean grows() {
            return true;
        }
    }

    /** Takes one version away, if it is there. */
    record Remove(Key key, Timestamp at) implements WriteOperation {
        @Override
        public int bytes() {
            return key.length() + VersionChain.TIMESTAMP_BYTES;
        }
    }

    /** Takes all versions in a span away. */
    record Clear(Span span) implements WriteOperation {
        @Override
        public int bytes() {
            return span.start().length() + span.end().length();
        }
    }

    /**
     * Takes away what no reader at or above {@code threshold} can see: for each key all versions below the newest one at
     * or below the threshold, and that one too if it is a tombstone.
     */
    record CollectGarbage(Span span, Timestamp threshold) implements WriteOperation {
        @Override
        public int bytes() {
            return span.start().length() + span.end().length() + VersionChain.TIMESTAMP_BYTES;
        }
    }

    /** Writes a local record over what was there. */
    record PutLocal(Key key, byte[] value) implements WriteOperation {
        @Override
        public int bytes() {
            return key.length() + value.length;
        }

        @Override
        public boolean grows() {
            return true;
        }
    }

    /** Takes a local record away, if it is there. */
    record RemoveLocal(Key key) implements WriteOperation {
        @Override
        public int bytes() {
            return key.length();
        }
    }

    /** Takes all local records in a span away. */
    record ClearLocals(Span span) implements WriteOperation {
        @Override
        public int bytes() {
            return span.start().length() + span.end().length();
        }
    }

    /** Replaces everything in the snapshot's spans by its content. */
    record Import(SpanSnapshot snapshot) implements WriteOperation {
        @Override
        public int bytes() {
            return snapshot.wireBytes();
        }

        @Override
        public boolean grows() {
            return true;
        }
    }
}
