package io.biplane.sqlserver.transaction;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.sql.exec.ScanPage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A transaction's writes until it commits, and what its own reads see of them. Owned by the transaction. */
final class WriteBuffer {
    /** What is to become of one key. */
    private record Write(Optional<byte[]> value, boolean mustBeAbsent) {}

    private final TreeMap<Key, Write> writes = new TreeMap<>();
    /** First key inserted over a value written by this very transaction. */
    private Optional<Key> insertClash = Optional.empty();

    boolean isEmpty() {
        return writes.isEmpty();
    }

    /** Whether a read of the key is answered from here. */
    boolean covers(Key key) {
        return writes.containsKey(key);
    }

    Optional<byte[]> value(Key key) {
        return writes.get(key).value();
    }

    Optional<Key> insertClash() {
        return insertClash;
    }

    void put(Key key, byte[] value) {
        Write before = writes.get(key);
        boolean mustBeAbsent = before != null && before.mustBeAbsent();
        writes.put(key, new Write(Optional.of(value), mustBeAbsent));
    }

    /** A key written here before exists, unless it was deleted here; otherwise storage decides at commit. */
    void insert(Key key, byte[] value) {
        Write before = writes.get(key);
        if (before != null && before.value().isPresent() && insertClash.isEmpty()) {
            insertClash = Optional.of(key);
        }
        boolean mustBeAbsent = before == null || before.mustBeAbsent();
        writes.put(key, new Write(Optional.of(value), mustBeAbsent));
    }

    void delete(Key key) {
        Write before = writes.get(key);
        boolean mustBeAbsent = before != null && before.mustBeAbsent();
        writes.put(key, new Write(Optional.empty(), mustBeAbsent));
    }

    /** The batch's writes in key order. */
    List<KvRequest> requests() {
        List<KvRequest> requests = new ArrayList<>(writes.size());
        for (Map.Entry<Key, Write> entry : writes.entrySet()) {
            Write write = entry.getValue();
            if (write.value().isEmpty()) {
                requests.add(new KvRequest.Delete(entry.getKey()));
            } else if (write.mustBeAbsent()) {
                requests.add(
                        new KvRequest.PutIfAbsent(entry.getKey(), write.value().get()));
            } else {
                requests.add(new KvRequest.Put(entry.getKey(), write.value().get()));
            }
        }
        return requests;
    }

    /**
     * What storage gave for a scan.
     *
     * @param asked the whole span
     * @param covered the part of it that the rows are all of
     */
    record Page(
            Span asked, Span covered, List<KvResponse.Row> rows, int maxRows, boolean reverse) {}

    /** The part of a span that a page with that resume key is all of. */
    static Span covered(Span span, Optional<Key> resume, boolean reverse) {
        if (resume.isEmpty()) {
            return span;
        }
        return reverse ? new Span(resume.get(), span.end()) : new Span(span.start(), resume.get());
    }

    /** The page as it came, for who has no writes. */
    static ScanPage page(Page page) {
        List<ScanPage.Pair> pairs = new ArrayList<>(page.rows().size());
        for (KvResponse.Row row : page.rows()) {
            pairs.add(new ScanPage.Pair(row.key(), row.value()));
        }
        return new ScanPage(pairs, rest(page));
    }

    /** The page with this transaction's own writes laid over it. */
    ScanPage overlay(Page page) {
        TreeMap<Key, byte[]> merged = new TreeMap<>();
        for (KvResponse.Row row : page.rows()) {
            merged.put(row.key(), row.value());
        }
        Span covered = page.covered();
        for (Map.Entry<Key, Write> own :
                writes.subMap(covered.start(), covered.end()).entrySet()) {
            if (own.getValue().value().isPresent()) {
                merged.put(own.getKey(), own.getValue().value().get());
            } else {
                merged.remove(own.getKey());
            }
        }
        List<ScanPage.Pair> pairs = new ArrayList<>();
        for (Map.Entry<Key, byte[]> entry :
                (page.reverse() ? merged.descendingMap() : merged).entrySet()) {
            if (pairs.size() == page.maxRows()) {
                return new ScanPage(
                        pairs, rest(page, pairs.get(pairs.size() - 1).key()));
            }
            pairs.add(new ScanPage.Pair(entry.getKey(), entry.getValue()));
        }
        return new ScanPage(pairs, rest(page));
    }

    /** What is left behind the last row when own rows made the page too long. */
    private static Optional<Span> rest(Page page, Key last) {
        return page.reverse()
                ? nonEmpty(page.asked().start(), last)
                : nonEmpty(last.next(), page.asked().end());
    }

    /** What storage left. */
    private static Optional<Span> rest(Page page) {
        return page.reverse()
                ? nonEmpty(page.asked().start(), page.covered().start())
                : nonEmpty(page.covered().end(), page.asked().end());
    }

    private static Optional<Span> nonEmpty(Key start, Key end) {
        return start.compareTo(end) < 0 ? Optional.of(new Span(start, end)) : Optional.empty();
    }
}
