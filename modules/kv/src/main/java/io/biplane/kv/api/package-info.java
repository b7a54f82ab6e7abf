/**
 * The language of the key-value layer: what may be asked of it, what it answers, and the identities
 * in both.
 *
 * <p>Entry types: {@link io.biplane.kv.api.BatchRequest} and {@link io.biplane.kv.api.BatchReply}.
 * A batch travels from a client ({@code kv.route}) through the wall ({@code kvserver.wall}) to the
 * leaseholder's replica ({@code kvserver.replica}), and its {@link io.biplane.kv.api.BatchAnswer} comes
 * straight back.
 *
 * <p>Left out: how batches are evaluated, routed, replicated. All types are immutable values; byte
 * arrays in them are shared and must not be changed by anyone.
 *
 * <p>Invariants: a batch has at least one request; an {@code Ok} has one response a request; the
 * higher generation of two descriptors of a range is right.
 *
 * <p>Sources: CockroachDB {@code kvpb} (BatchRequest, NotLeaseHolderError, RangeKeyMismatchError)
 * for the shape; the set of requests is ours: optimistic single-range batches.
 */
package io.biplane.kv.api;
