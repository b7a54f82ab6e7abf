package io.biplane.kvserver.evaluate;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.storage.engine.ScanResult;
import io.biplane.storage.engine.Version;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Puts a batch's own writes into the rows an engine's scan gave. */
final class ScanMerge {
    private ScanMerge() {}

    /**
     * The first {@code maxRows} rows in the scan's direction.
     *
     * @param found a scan with room for as many rows more as {@code own} has keys
     */
    static KvResponse.Rows merge(
            KvRequest.Scan scan, ScanResult found, NavigableMap<Key, Optional<byte[]>> own) {
        List<KvResponse.Row> rows = own.isEmpty() ? rows(found) : overlaid(scan, found, own);
        if (rows.size() > scan.maxRows()) {
            Key next = rows.get(scan.maxRows()).key();
            return new KvResponse.Rows(
                    rows.subList(0, scan.maxRows()),
                    Optional.of(scan.reverse() ? next.next() : next));
        }
        Optional<Key> resume =
                found.remaining().map(rest -> scan.reverse() ? rest.end() : rest.start());
        return new KvResponse.Rows(rows, resume);
    }

    private static List<KvResponse.Row> rows(ScanResult found) {
        List<KvResponse.Row> rows = new ArrayList<>(found.rows().size());
        for (Version version : found.rows()) {
            rows.add(new KvResponse.Row(version.key(), version.value()));
        }
        return rows;
    }

    /** Own writes beyond where the engine's scan stopped are left for the next scan. */
    private static List<KvResponse.Row> overlaid(
            KvRequest.Scan scan, ScanResult found, NavigableMap<Key, Optional<byte[]>> own) {
        TreeMap<Key, byte[]> merged = new TreeMap<>();
        for (Version version : found.rows()) {
            merged.put(version.key(), version.value());
        }
        for (Map.Entry<Key, Optional<byte[]>> write : own.entrySet()) {
            boolean beyond = found.remaining().isPresent()
                    && found.remaining().get().contains(write.getKey());
            if (beyond || write.getValue().isEmpty()) {
                merged.remove(write.getKey());
            } else {
                merged.put(write.getKey(), write.getValue().get());
            }
        }
        List<KvResponse.Row> rows = new ArrayList<>(merged.size());
        (scan.reverse() ? merged.descendingMap() : merged)
                .forEach((key, value) -> rows.add(new KvResponse.Row(key, value)));
        return rows;
    }

    /** The part of the scan's span that its answer speaks of. */
    static Span scanned(KvRequest.Scan scan, KvResponse.Rows rows) {
        Span span = scan.span();
        if (rows.resume().isEmpty()) {
            return span;
        }
        Key resume = rows.resume().get();
        return scan.reverse() ? new Span(resume, span.end()) : new Span(span.start(), resume);
    }
}
