package io.biplane.sql.exec;

/**
 * What one statement did, counted so that the caller can charge virtual CPU time for it. One object
 * per statement, owned by the session's thread and read when the result is there; its many mutable
 * fields
 * are the point of it. A retried statement goes on counting in the same object.
 */
public final class WorkCounters {
    private long tokensParsed;
    private long nodesPlanned;
    private long rowsRead;
    private long rowsReturned;
    private long rowsWritten;
    private long kvRequests;
    private long kvBytesRead;
    private long kvBytesWritten;
    private long planCacheHits;
    private long planCacheMisses;
    private long catalogLoads;
    private long retries;
    private long flows;
    private long flowRows;

    /** Tokens of new text; 0 when the plan came from the cache. */
    public long tokensParsed() {
        return tokensParsed;
    }

    /** Nodes of new plans, scalar expressions included; 0 when the plan came from the cache. */
    public long nodesPlanned() {
        return nodesPlanned;
    }

    /** Rows that came from storage. */
    public long rowsRead() {
        return rowsRead;
    }

    public long rowsReturned() {
        return rowsReturned;
    }

    /** Rows put or deleted. */
    public long rowsWritten() {
        return rowsWritten;
    }

    /**
     * Calls of the key-value port that cost a round trip: gets, scan pages, commits with writes.
     */
    public long kvRequests() {
        return kvRequests;
    }

    public long kvBytesRead() {
        return kvBytesRead;
    }

    public long kvBytesWritten() {
        return kvBytesWritten;
    }

    public long planCacheHits() {
        return planCacheHits;
    }

    public long planCacheMisses() {
        return planCacheMisses;
    }

    /**
     * How often the catalog was read from storage because this server's copy was missing or stale.
     */
    public long catalogLoads() {
        return catalogLoads;
    }

    /** Automatic retries after a conflict. */
    public long retries() {
        return retries;
    }

    public void addTokensParsed(long count) {
        tokensParsed += count;
    }

    public void addNodesPlanned(long count) {
        nodesPlanned += count;
    }

    public void addRowsRead(long count) {
        rowsRead += count;
    }

    public void addRowsReturned(long count) {
        rowsReturned += count;
    }

    public void addRowsWritten(long count) {
        rowsWritten += count;
    }

    public void addKvRequest() {
        kvRequests++;
    }

    public void addKvBytesRead(long bytes) {
        kvBytesRead += bytes;
    }

    public void addKvBytesWritten(long bytes) {
        kvBytesWritten += bytes;
    }

    public void addPlanCacheHit() {
        planCacheHits++;
    }

    public void addPlanCacheMiss() {
        planCacheMisses++;
    }

    public void addCatalogLoad() {
        catalogLoads++;
    }

    public void addRetry() {
        retries++;
    }

    /** Flows set up on other instances. */
    public long flows() {
        return flows;
    }

    /** Rows that came from other instances. */
    public long flowRows() {
        return flowRows;
    }

    public void addFlow() {
        flows++;
    }

    public void addFlowRows(long count) {
        flowRows += count;
    }
}
