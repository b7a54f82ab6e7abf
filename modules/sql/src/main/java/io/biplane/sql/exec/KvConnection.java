package io.biplane.sql.exec;

/** Where a session gets its transactions from. One per tenant server or one per session. */
public interface KvConnection {
    /** A new transaction, within the tenant's own span. Costs nothing until it reads or writes. */
    KvTransaction begin(TxnOptions options);
}
