package io.biplane.bench.sql;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.sql.exec.CommitResult;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.ScanPage;
import io.biplane.sql.exec.TxnOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The least a store can do: a sorted map, writes applied at once, nothing validated. */
final class TableStore implements KvConnection {
    private static final CommitResult COMMITTED = new CommitResult.Committed(Timestamp.ZERO);

    private final TreeMap<Key, byte[]> table = new TreeMap<>();

    @Override
    public KvTransaction begin(TxnOptions options) {
        return new Direct(table);
    }

    private record Direct(TreeMap<Key, byte[]> table) implements KvTransaction {
        @Override
        public Promise<List<Optional<byte[]>>> get(List<Key> keys) {
            List<Optional<byte[]>> values = new ArrayList<>(keys.size());
            for (Key key : keys) {
                values.add(Optional.ofNullable(table.get(key)));
            }
            return Promise.ready(values);
        }

        @Override
        public Promise<ScanPage> scan(Span span, int maxRows, boolean reverse) {
            List<ScanPage.Pair> rows = new ArrayList<>();
            for (Map.Entry<Key, byte[]> entry :
                    table.subMap(span.start(), span.end()).entrySet()) {
                if (rows.size() == maxRows) {
                    Span rest = new Span(entry.getKey(), span.end());
                    return Promise.ready(new ScanPage(rows, Optional.of(rest)));
                }
                rows.add(new ScanPage.Pair(entry.getKey(), entry.getValue()));
            }
            return Promise.ready(new ScanPage(rows, Optional.empty()));
        }

        @Override
        public void put(Key key, byte[] value) {
            table.put(key, value);
        }

        @Override
        public void insert(Key key, byte[] value) {
            table.put(key, value);
        }

        @Override
        public void delete(Key key) {
            table.remove(key);
        }

        @Override
        public void guard(Key key, byte[] expectedValue) {}

        @Override
        public Promise<CommitResult> commit() {
            return Promise.ready(COMMITTED);
        }

        @Override
        public void rollback() {}
    }
}
