package io.biplane.sqlserver.transaction;

import io.biplane.base.id.NodeId;
import io.biplane.kv.api.TxnId;

/** Names the transactions of one process. Its counter is its only state. */
public final class TxnIds {
    private final NodeId node;
    private final long incarnation;
    private long sequence;

    /**
     * @param incarnation grows with each start of the node's process, such as the instant it started
     */
    public TxnIds(NodeId node, long incarnation) {
        this.node = node;
        this.incarnation = incarnation;
    }

    /** A name not given before. */
    public TxnId next() {
        sequence++;
        return new TxnId(node.value(), incarnation, sequence);
    }
}
