package io.biplane.sql.exec;

import io.biplane.base.key.Timestamp;

/**
 * What somebody else needs to read on a transaction's behalf. Source: CockroachDB's leaf
 * transactions ({@code LeafTxnInputState}).
 *
 * @param readAt the instant of all reads
 * @param uncertainTo values above {@code readAt} up to here are in doubt
 */
public record LeafState(Timestamp readAt, Timestamp uncertainTo) {}
