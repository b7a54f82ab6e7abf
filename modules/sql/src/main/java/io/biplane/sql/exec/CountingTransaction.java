package io.biplane.sql.exec;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

import java.util.List;
import java.util.Optional;

/**
 * Counts what passes through the port. Its state is whether anything was written: a commit of
 * nothing is not counted as a request.
 */
public final class CountingTransaction implements KvTransaction {
    private final KvTransaction inner;
    private final WorkCounters work;
    private boolean hasWritten;

    public CountingTransaction(KvTransaction inner, WorkCounters work) {
        this.inner = inner;
        this.work = work;
    }

    @Override
    public Promise<List<Optional<byte[]>>> get(List<Key> keys) {
        work.addKvRequest();
        return inner.get(keys).map(values -> {
            for (Optional<byte[]> value : values) {
                if (value.isPresent()) {
                    work.addRowsRead(1);
                    work.addKvBytesRead(value.get().length);
                }
            }
            return values;
        });
    }

    @Override
    public Promise<ScanPage> scan(Span span, int maxRows, boolean reverse) {
        work.addKvRequest();
        return inner.scan(span, maxRows, reverse).map(page -> {
            work.addRowsRead(page.rows().size());
            for (ScanPage.Pair pair : page.rows()) {
                work.addKvBytesRead(pair.key().length() + pair.value().length);
            }
            return page;
        });
    }

    @Override
    public void put(Key key, byte[] value) {
        countWrite(key.length() + value.length);
        inner.put(key, value);
    }

    @Override
    public void insert(Key key, byte[] value) {
        countWrite(key.length() + value.length);
        inner.insert(key, value);
    }

    @Override
    public void delete(Key key) {
        countWrite(key.length());
        inner.delete(key);
    }

    private void countWrite(int bytes) {
        hasWritten = true;
        work.addRowsWritten(1);
        work.addKvBytesWritten(bytes);
    }

    @Override
    public void guard(Key key, byte[] expectedValue) {
        inner.guard(key, expectedValue);
    }

    @Override
    public Promise<CommitResult> commit() {
        if (hasWritten) {
            work.addKvRequest();
        }
        return inner.commit();
    }

    @Override
    public void rollback() {
        inner.rollback();
    }

    @Override
    public Optional<LeafState> leaf() {
        return inner.leaf();
    }

    @Override
    public void adopt(LeafState leaf, List<Span> spans) {
        inner.adopt(leaf, spans);
    }
}
