package io.biplane.sql.exec;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

import java.util.List;
import java.util.Optional;

/**
 * Part of a scan's result.
 *
 * @param rows pairs in the direction of the scan
 * @param resume what is left of the span, for the next call with the same direction; empty when the
 *     scan is complete
 */
public record ScanPage(List<Pair> rows, Optional<Span> resume) {
    /** One pair. The array must not be changed. */
    public record Pair(Key key, byte[] value) {}
}
