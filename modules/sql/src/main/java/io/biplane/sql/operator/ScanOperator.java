package io.biplane.sql.operator;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.ScanPage;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.scalar.EvalContext;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads a table: whole keys in one get, spans page by page. State: what is left to read. Pages
 * grow,
 * so that a LIMIT above a filter reads little and a full scan needs few requests.
 */
final class ScanOperator implements Operator {
    private static final int PAGE_ROWS_FIRST = 64;
    private static final int PAGE_ROWS_MAX = 4_096;
    /** Keys in one get. Our choice: a request stays in the tens of kilobytes. */
    private static final int KEYS_MAX = 1_000;

    private final PlanNode.Scan scan;
    private final ExecContext context;
    private final ArrayDeque<Span> spans = new ArrayDeque<>();
    private final ArrayDeque<Key> keys = new ArrayDeque<>();
    private int pageRows;

    ScanOperator(PlanNode.Scan scan, ExecContext context) {
        this.scan = scan;
        this.context = context;
        if (context.reach() instanceof ExecContext.Only only) {
            spans.addAll(only.spans());
        } else if (scan.constraint().isPoints(scan.table().keyLength())) {
            keys.addAll(Spans.prefixes(scan.table(), scan.constraint(), context.eval()));
        } else {
            spans.addAll(Spans.spans(scan.table(), scan.constraint(), context.eval()));
        }
        this.pageRows = scan.limit().isPresent()
                ? limited(scan.limit().get(), context.eval())
                : PAGE_ROWS_FIRST;
    }

    private static int limited(PlanNode.Limit limit, EvalContext eval) {
        long count = Limits.value(limit.count(), Long.MAX_VALUE, "LIMIT", eval);
        long offset = Limits.value(limit.offset(), 0, "OFFSET", eval);
        long rows = count > Long.MAX_VALUE - offset ? Long.MAX_VALUE : count + offset;
        return (int) Math.max(1, Math.min(rows, PAGE_ROWS_MAX));
    }

    @Override
    public Promise<RowBatch> next() {
        if (!keys.isEmpty()) {
            return nextKeys();
        }
        if (spans.isEmpty()) {
            return Promise.ready(RowBatch.END);
        }
        Span span = scan.isReverse() ? spans.pollLast() : spans.pollFirst();
        int rows = pageRows;
        pageRows = Math.min(PAGE_ROWS_MAX, 2 * pageRows);
        return context.transaction().scan(span, rows, scan.isReverse()).map(page -> {
            putBack(page.resume());
            List<Object[]> found = new ArrayList<>(page.rows().size());
            for (ScanPage.Pair pair : page.rows()) {
                addMatch(found, pair.key(), pair.value());
            }
            return new RowBatch(found, spans.isEmpty());
        });
    }

    private void putBack(Optional<Span> resume) {
        if (resume.isPresent()) {
            if (scan.isReverse()) {
                spans.addLast(resume.get());
            } else {
                spans.addFirst(resume.get());
            }
        }
    }

    private Promise<RowBatch> nextKeys() {
        List<Key> wanted = new ArrayList<>();
        while (!keys.isEmpty() && wanted.size() < KEYS_MAX) {
            wanted.add(scan.isReverse() ? keys.pollLast() : keys.pollFirst());
        }
        return context.transaction().get(Collections.unmodifiableList(wanted)).map(values -> {
            List<Object[]> found = new ArrayList<>(wanted.size());
            for (int i = 0; i < wanted.size(); i++) {
                if (values.get(i).isPresent()) {
                    addMatch(found, wanted.get(i), values.get(i).get());
                }
            }
            return new RowBatch(found, keys.isEmpty());
        });
    }

    private void addMatch(List<Object[]> found, Key key, byte[] value) {
        Object[] row = scan.table().row(key, value);
        Optional<Compiled> filter = scan.filter();
        if (filter.isEmpty() || filter.get().evaluator().isTrue(row, context.eval())) {
            found.add(row);
        }
    }
}
