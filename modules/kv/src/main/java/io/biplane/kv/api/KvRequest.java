package io.biplane.kv.api;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;

/** One operation of a batch. */
public sealed interface KvRequest {
    /** The newest value at the batch's read time. Answered by {@link KvResponse.Value}. */
    record Get(Key key) implements KvRequest {}

    /**
     * Live keys of a span in order. Answered by {@link KvResponse.Rows}.
     *
     * @param maxRows at most so many, at least 1
     * @param reverse from the highest key down
     */
    record Scan(Span span, int maxRows, boolean reverse) implements KvRequest {}

    /** Writes a value. Answered by {@link KvResponse.Done}. */
    record Put(Key key, byte[] value) implements KvRequest {}

    /** Removes a key (writes a tombstone). Answered by {@link KvResponse.Done}. */
    record Delete(Key key) implements KvRequest {}

    /** Writes a value where the key has none; otherwise {@link BatchReply.ConditionFailed}. */
    record PutIfAbsent(Key key, byte[] value) implements KvRequest {}

    /** Writes a value if the key still has the expected one (empty array never equals absence). */
    record ConditionalPut(Key key, byte[] expected, byte[] value) implements KvRequest {}

    /**
     * Checks that nobody else wrote in the span after {@code since}; otherwise {@link
     * BatchReply.RefreshFailed}. This is how an optimistic transaction's reads are validated in the
     * same atomic step as its writes.
     */
    record Refresh(Span span, Timestamp since) implements KvRequest {}

    /** The keys the request touches. */
    default Span span() {
        return KvRequestSpans.of(this);
    }

    /** Whether it changes nothing. */
    default boolean isRead() {
        return this instanceof Get || this instanceof Scan || this instanceof Refresh;
    }
}
