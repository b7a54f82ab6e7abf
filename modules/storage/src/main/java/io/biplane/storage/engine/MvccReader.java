package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** Reads over spans of a {@link MvccVolume}: scans, counts, digests, copies. */
final class MvccReader {
    private final MvccVolume volume;

    MvccReader(MvccVolume volume) {
        this.volume = volume;
    }

    ScanResult scan(Span span, Timestamp at, ScanLimits limits, boolean reverse) {
        NavigableMap<Key, VersionChain> chains = volume.chains(span);
        List<Version> rows = new ArrayList<>();
        long bytes = 0;
        for (VersionChain chain : (reverse ? chains.descendingMap() : chains).values()) {
            int index = chain.indexAtOrBelow(at);
            if (index < 0 || chain.slot(index).tombstone()) {
                continue;
            }
            VersionStore.Slot slot = chain.slot(index);
            long rowBytes = (long) chain.key().length() + slot.valueBytes();
            boolean full = rows.size() >= limits.rowsMax()
                    || (!rows.isEmpty() && bytes + rowBytes > limits.bytesMax());
            if (full) {
                return new ScanResult(rows, Optional.of(rest(span, chain.key(), reverse)), bytes);
            }
            rows.add(volume.store().load(chain.key(), slot));
            bytes += rowBytes;
        }
        return new ScanResult(rows, Optional.empty(), bytes);
    }

    /** What is left to scan when {@code unseen} is the next row. */
    private static Span rest(Span span, Key unseen, boolean reverse) {
        return reverse ? new Span(span.start(), unseen.next()) : new Span(unseen, span.end());
    }

    Optional<Key> firstChanged(Span span, Timestamp after, Timestamp upTo) {
        for (VersionChain chain : volume.chains(span).values()) {
            if (changed(chain, after, upTo)) {
                return Optional.of(chain.key());
            }
        }
        return Optional.empty();
    }

    static boolean changed(VersionChain chain, Timestamp after, Timestamp upTo) {
        int index = chain.indexAtOrBelow(upTo);
        return index >= 0 && chain.slot(index).at().isAfter(after);
    }

    void forEachVersion(Span span, Engine.VersionVisitor visitor) {
        for (VersionChain chain : volume.chains(span).values()) {
            for (int i = chain.count() - 1; i >= 0; i--) {
                if (!visitor.visit(volume.store().load(chain.key(), chain.slot(i)))) {
                    return;
                }
            }
        }
    }

    List<LocalRecord> locals(Span span) {
        List<LocalRecord> records = new ArrayList<>();
        volume.locals(span).forEach((key, value) -> records.add(new LocalRecord(key, value)));
        return records;
    }

    SpanSnapshot export(List<Span> versionSpans, List<Span> localSpans) {
        List<Version> versions = new ArrayList<>();
        for (Span span : versionSpans) {
            forEachVersion(span, versions::add);
        }
        List<LocalRecord> locals = new ArrayList<>();
        localSpans.forEach(span -> locals.addAll(locals(span)));
        long bytes = 0;
        for (Version version : versions) {
            bytes += SpanSnapshot.bytesOf(version);
        }
        for (LocalRecord local : locals) {
            bytes += local.bytes();
        }
        return new SpanSnapshot(versionSpans, localSpans, versions, locals, bytes);
    }

    SpanStatistics statistics(Span span, Timestamp now) {
        long keys = 0;
        long liveKeys = 0;
        long versions = 0;
        long liveBytes = 0;
        long totalBytes = 0;
        for (VersionChain chain : volume.chains(span).values()) {
            keys++;
            versions += chain.count();
            totalBytes += bytes(chain);
            int index = chain.indexAtOrBelow(now);
            if (index >= 0 && !chain.slot(index).tombstone()) {
                liveKeys++;
                liveBytes += (long) chain.key().length() + chain.slot(index).valueBytes();
            }
        }
        return new SpanStatistics(keys, liveKeys, versions, liveBytes, totalBytes);
    }

    private static long bytes(VersionChain chain) {
        long bytes = 0;
        for (int i = 0; i < chain.count(); i++) {
            bytes += chain.bytesOf(chain.slot(i));
        }
        return bytes;
    }

    Optional<Key> middleKey(Span span) {
        long half = 0;
        for (VersionChain chain : volume.chains(span).values()) {
            half += bytes(chain);
        }
        half /= 2;
        long before = 0;
        boolean first = true;
        Optional<Key> middle = Optional.empty();
        for (VersionChain chain : volume.chains(span).values()) {
            if (!first) {
                middle = Optional.of(chain.key());
                if (before >= half) {
                    break;
                }
            }
            before += bytes(chain);
            first = false;
        }
        return middle;
    }

    long checksum(Span span) {
        Digest digest = new Digest();
        forEachVersion(span, version -> {
            digest.add(version.key().bytes());
            digest.add(version.at().wallNanos());
            digest.add(version.at().logical());
            digest.add(version.tombstone() ? 1 : 0);
            digest.add(version.value());
            return true;
        });
        return digest.value();
    }

    long localChecksum(Span span) {
        Digest digest = new Digest();
        volume.locals(span).forEach((key, value) -> {
            digest.add(key.bytes());
            digest.add(value);
        });
        return digest.value();
    }

    /**
     * A running 64-bit digest. Source: FNV-1a by Fowler, Noll and Vo. Arrays go in with their length first, so that no two
     * different sequences of fields read the same.
     */
    private static final class Digest {
        private static final long PRIME = 0x100000001b3L;
        private long value = 0xcbf29ce484222325L;

        void add(byte[] bytes) {
            add(bytes.length);
            long h = value;
            for (byte b : bytes) {
                h = (h ^ (b & 0xff)) * PRIME;
            }
            value = h;
        }

        void add(long number) {
            long h = value;
            for (int shift = 56; shift >= 0; shift -= 8) {
                h = (h ^ ((number >>> shift) & 0xff)) * PRIME;
            }
            value = h;
        }

        long value() {
            return value;
        }
    }
}
