/**
 * Keys, spans and timestamps: the words in which every layer above names data.
 *
 * <p>Entry type: {@link io.biplane.base.key.Key}. A key is a string of bytes compared as unsigned numbers; a {@link
 * io.biplane.base.key.Span} is a half-open interval of keys; a {@link io.biplane.base.key.Timestamp} is a reading of
 * a hybrid logical clock.
 *
 * <p>Left out: what the bytes of a key mean (tenant prefixes, tables, rows are the concern of the layers above) and the
 * clock itself.
 *
 * <p>Invariants: all three are immutable; a span is never empty.
 *
 * <p>Thread and time: plain values, any thread, no time of their own.
 *
 * <p>Sources: Kulkarni et al., "Logical Physical Clocks" (2014); CockroachDB's {@code roachpb.Key} for the order of keys.
 */
package io.biplane.base.key;
