package io.biplane.testbed.workload;

import io.biplane.base.random.SimRandom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Point reads and upserts over a fixed set of keys that are spread evenly over the INT8 key space, so that they fall evenly on pre-split
 * ranges; and counts of all rows, which take every range. Source: {@code cockroach workload run kv}, with its {@code
 * --span-percent}. Every written value is unique, which is what lets a checker tell which
 * write a read saw.
 */
public final class KvWorkload implements Workload {
    private static final String UPSERT = "UPSERT INTO kv (k, v) VALUES ($1, $2)";
    private static final String COUNT = "SELECT count(v) FROM kv";
    private static final String SELECT = "SELECT v FROM kv WHERE k = $1";
    /** Rows one final read fetches. Our choice: small enough to be one message. */
    private static final int FINAL_READ_ROWS = 500;

    private final Options options;

    /**
     * How the load looks.
     *
     * @param keys number of distinct keys, at least 1
     * @param readPercent share of reads, 0 to 100
     * @param spanPercent share of counts of all rows, 0 to 100 less the reads
     * @param blockBytes size a value is padded to, at least 16
     */
    public record Options(int keys, int readPercent, int spanPercent, int blockBytes) {
        public Options {
            boolean areShares =
                    readPercent >= 0 && spanPercent >= 0 && readPercent + spanPercent <= 100;
            if (keys < 1 || !areShares || blockBytes < 16) {
                throw new IllegalArgumentException("kv needs keys >= 1, read_percent and"
                        + " span_percent of together 0 to 100, and block_bytes >= 16");
            }
        }
    }

    public KvWorkload(Options options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "kv";
    }

    @Override
    public List<String> schema() {
        return List.of("CREATE TABLE kv (k INT8 NOT NULL PRIMARY KEY, v STRING NOT NULL)");
    }

    @Override
    public List<Operation> initialRows() {
        return List.of();
    }

    @Override
    public Operation next(int client, long number, SimRandom random) {
        long key = keyOf(random.nextInt(options.keys));
        int kind = random.nextInt(100);
        if (kind < options.readPercent) {
            return read(key);
        }
        if (kind < options.readPercent + options.spanPercent) {
            return new Operation(
                    "span", false, COUNT, List.of(), 0L, rows -> rows.get(0).get(0));
        }
        String value = client + "-" + number;
        return Operation.write("write", UPSERT, List.of(key, padded(value)), List.of(key, value));
    }

    @Override
    public List<Operation> finalReads() {
        String sql = "SELECT k, v FROM kv ORDER BY k LIMIT " + FINAL_READ_ROWS + " OFFSET $1";
        List<Operation> reads = new ArrayList<>();
        for (long offset = 0; offset < options.keys; offset += FINAL_READ_ROWS) {
            reads.add(new Operation(
                    "read-final", false, sql, List.of(offset), offset, KvWorkload::finalRows));
        }
        return reads;
    }

    private static Operation read(long key) {
        return new Operation(
                "read",
                false,
                SELECT,
                List.of(key),
                withValue(key, Optional.empty()),
                rows -> withValue(key, firstValue(rows)));
    }

    private static Optional<String> firstValue(List<List<Object>> rows) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(token((String) rows.get(0).get(0)));
    }

    private static List<Object> finalRows(List<List<Object>> rows) {
        List<Object> pairs = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            pairs.add(List.of(row.get(0), token((String) row.get(1))));
        }
        return pairs;
    }

    private static List<Object> withValue(long key, Optional<String> value) {
        return value.isPresent() ? List.of(key, value.get()) : List.of(key);
    }

    private String padded(String value) {
        StringBuilder text = new StringBuilder(options.blockBytes).append(value).append(' ');
        while (text.length() < options.blockBytes) {
            text.append('.');
        }
        return text.toString();
    }

    private static String token(String padded) {
        return padded.substring(0, padded.indexOf(' '));
    }

    /** Spreads key numbers over the INT8 space: SplitMix64's finalizer, a bijection, so keys stay distinct. */
    static long keyOf(int number) {
        long z = (number + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
