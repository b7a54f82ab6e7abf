package io.biplane.sql.flow;

import io.biplane.sql.exec.Promise;

/** The receiving end of a flow. At most one {@code next()} is outstanding, none follows the last batch. */
public interface FlowStream {
    /**
     * The next rows. Fails with 58C01 when the other side refused the flow, cut it or is gone, with
     * 40001 when the transaction has to start again, otherwise with what went wrong there.
     */
    Promise<FlowBatch> next();

    /** Nothing more is wanted. Harmless after the end. */
    void close();
}
