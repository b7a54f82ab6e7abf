package io.biplane.sqlserver.transaction;

import io.biplane.base.key.Key;

import java.util.Optional;

/** Rows that the tenant server keeps a fresh copy of, so that guards on them need no round trip. */
@FunctionalInterface
public interface WatchedRows {
    /** No row is watched. */
    WatchedRows NONE = key -> Optional.empty();

    /** The row's value as last seen; empty when the row is not there or not watched. */
    Optional<byte[]> lastSeen(Key key);
}
