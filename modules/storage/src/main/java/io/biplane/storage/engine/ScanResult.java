package io.biplane.storage.engine;

import io.biplane.base.key.Span;

import java.util.List;
import java.util.Optional;

/**
 * What a scan saw.
 *
 * @param rows the visible versions in the direction of the scan; no tombstones
 * @param remaining the part of the span still to scan, when a limit stopped the scan before a row that is really there;
 *     empty when the whole span was seen. A forward scan goes on at its start, a reverse scan at its end.
 * @param bytes keys and values returned
 */
public record ScanResult(List<Version> rows, Optional<Span> remaining, long bytes) {
    public ScanResult {
        rows = List.copyOf(rows);
    }
}
