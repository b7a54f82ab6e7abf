package io.biplane.bench.storage;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.bench.figure.Stopwatch;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.ScanLimits;
import io.biplane.storage.engine.WriteBatch;

import java.util.Map;
import java.util.TreeMap;

/** A sorted store under measurement: 15-byte keys, 100-byte values, four versions a key, in random order. */
abstract class Subject {
    static final int KEYS = 50_000;
    static final int VERSIONS = 4;
    private static final int VALUE_BYTES = 100;
    private static final int SCAN_ROWS = 100;
    private static final Timestamp NOW = Timestamp.of(Long.MAX_VALUE);

    /** Consumed results, so that the compiler cannot drop the work. */
    private long sink;

    abstract void put(Key key, Timestamp at, byte[] value);

    /** Length of the value seen. */
    abstract int get(Key key, Timestamp at);

    /** Rows seen from {@code key} on, at most {@code rows}. */
    abstract int scan(Key key, Timestamp at, int rows);

    static Key key(int number) {
        byte[] bytes = new byte[15];
        bytes[0] = 't';
        for (int i = 0; i < 8; i++) {
            bytes[14 - i] = (byte) ('0' + (number >> (3 * i)) % 8);
        }
        return Key.wrap(bytes);
    }

    /** Nanoseconds a put, loading the store. */
    final double measurePuts() {
        SimRandom random = new SimRandom(1, "bench.put");
        Stopwatch watch = Stopwatch.start();
        for (int i = 0; i < KEYS * VERSIONS; i++) {
            put(key(random.nextInt(KEYS)), new Timestamp(i + 1L, 0), new byte[VALUE_BYTES]);
        }
        return watch.cpuNanos() / (double) (KEYS * VERSIONS);
    }

    /** Nanoseconds a get of the newest version of a random key. */
    final double measureGets(int count) {
        SimRandom random = new SimRandom(2, "bench.get");
        Stopwatch watch = Stopwatch.start();
        for (int i = 0; i < count; i++) {
            sink += get(key(random.nextInt(KEYS)), NOW);
        }
        return watch.cpuNanos() / (double) count;
    }

    /** Nanoseconds a row of scans of a hundred rows. */
    final double measureScans(int count) {
        SimRandom random = new SimRandom(3, "bench.scan");
        long rows = 0;
        Stopwatch watch = Stopwatch.start();
        for (int i = 0; i < count; i++) {
            rows += scan(key(random.nextInt(KEYS - SCAN_ROWS)), NOW, SCAN_ROWS);
        }
        sink += rows;
        return watch.cpuNanos() / (double) rows;
    }

    final long sink() {
        return sink;
    }

    /** One of the product's engines. */
    static final class EngineSubject extends Subject {
        private final Engine engine;

        EngineSubject(Engine engine) {
            this.engine = engine;
        }

        @Override
        void put(Key key, Timestamp at, byte[] value) {
            engine.apply(WriteBatch.builder().put(key, at, value).build());
        }

        @Override
        int get(Key key, Timestamp at) {
            return engine.get(key, at).map(version -> version.value().length).orElse(0);
        }

        @Override
        int scan(Key key, Timestamp at, int rows) {
            return engine.scan(new Span(key, Key.MAX), at, ScanLimits.rows(rows))
                    .rows()
                    .size();
        }
    }

    /** The baseline: one TreeMap from (key, newest first) to value, no batches, no undo. */
    static final class TreeMapSubject extends Subject {
        private record At(Key key, Timestamp time) implements Comparable<At> {
            @Override
            public int compareTo(At other) {
                int byKey = key.compareTo(other.key);
                return byKey != 0 ? byKey : other.time.compareTo(time);
            }
        }

        private final TreeMap<At, byte[]> map = new TreeMap<>();

        @Override
        void put(Key key, Timestamp at, byte[] value) {
            map.put(new At(key, at), value);
        }

        @Override
        int get(Key key, Timestamp at) {
            Map.Entry<At, byte[]> found = map.ceilingEntry(new At(key, at));
            return found != null && found.getKey().key().equals(key) ? found.getValue().length : 0;
        }

        @Override
        int scan(Key key, Timestamp at, int rows) {
            int seen = 0;
            Key last = Key.MIN;
            for (Map.Entry<At, byte[]> entry : map.tailMap(new At(key, at)).entrySet()) {
                if (!entry.getKey().key().equals(last)) {
                    last = entry.getKey().key();
                    if (++seen == rows) {
                        break;
                    }
                }
            }
            return seen;
        }
    }
}
