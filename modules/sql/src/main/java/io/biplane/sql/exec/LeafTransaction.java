package io.biplane.sql.exec;

import io.biplane.base.key.Span;

import java.util.List;

/**
 * Reads for a transaction that lives elsewhere, or that wants to be told afterwards what was read.
 * It only reads; it need not be ended.
 */
public interface LeafTransaction extends KvTransaction {
    /** Everything read so far, gaps included, for {@link KvTransaction#adopt}. */
    List<Span> readSpans();
}
