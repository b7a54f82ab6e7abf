package io.biplane.kv.api;

import io.biplane.base.id.TenantId;
import io.biplane.base.key.Timestamp;

import java.util.List;

/**
 * Operations that are evaluated together; atomic and serializable when all their keys lie in one
 * range.
 *
 * @param tenant on whose behalf; all keys must lie in its span
 * @param txn identifies the batch: a repeated write batch of the same id takes effect once
 * @param readAt read time; {@link Timestamp#ZERO} lets the leaseholder choose, which is only right
 *     for one range
 * @param uncertainTo values above {@code readAt} up to here may have been written before the read
 *     began in real time and are answered by {@link BatchReply.Uncertain}; equal to {@code readAt}
 *     when there is no doubt
 * @param requests in order; reads see the writes before them in the batch
 */
public record BatchRequest(
        TenantId tenant,
        TxnId txn,
        Timestamp readAt,
        Timestamp uncertainTo,
        List<KvRequest> requests) {
    public BatchRequest {
        requests = List.copyOf(requests);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("a batch needs a request");
        }
    }

    /** Whether any request writes. */
    public boolean writes() {
        for (KvRequest request : requests) {
            if (!(request instanceof KvRequest.Get
                    || request instanceof KvRequest.Scan
                    || request instanceof KvRequest.Refresh)) {
                return true;
            }
        }
        return false;
    }
}
