package io.biplane.kv.api;

import io.biplane.base.key.Key;

import java.util.List;
import java.util.Optional;

/** What one request of a batch gave. */
public sealed interface KvResponse {
    /** Answer to a get: the value, empty when there is none. */
    record Value(Optional<byte[]> value) implements KvResponse {}

    /**
     * Answer to a scan.
     *
     * @param resume where a next scan in the same direction begins (its start, or its end when
     *     reverse); empty at the end
     */
    record Rows(List<Row> rows, Optional<Key> resume) implements KvResponse {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** One live key. */
    record Row(Key key, byte[] value) {}

    /** A write or a check succeeded. */
    enum Done implements KvResponse {
        INSTANCE
    }
}
