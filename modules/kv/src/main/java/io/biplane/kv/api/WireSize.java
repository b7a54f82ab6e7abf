package io.biplane.kv.api;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

/**
 * Estimates of messages' sizes on the wire in bytes: keys and values counted, headers by a flat
 * figure.
 */
public final class WireSize {
    /** Flat size of a batch's or reply's header. Our choice: RPC frame, ids, timestamps. */
    public static final int HEADER_BYTES = 96;

    private static final int REQUEST_BYTES = 8;

    private WireSize() {}

    /** Size of a batch. */
    public static int of(BatchRequest batch) {
        int bytes = HEADER_BYTES;
        for (KvRequest request : batch.requests()) {
            bytes += REQUEST_BYTES + of(request);
        }
        return bytes;
    }

    /** Size of a reply. */
    public static int of(BatchReply reply) {
        int bytes = HEADER_BYTES;
        if (reply instanceof BatchReply.Ok ok) {
            for (KvResponse response : ok.responses()) {
                bytes += REQUEST_BYTES + of(response);
            }
        }
        return bytes;
    }

    private static int of(KvRequest request) {
        if (request instanceof KvRequest.Get get) {
            return of(get.key());
        }
        if (request instanceof KvRequest.Scan scan) {
            return of(scan.span());
        }
        if (request instanceof KvRequest.Refresh refresh) {
            return of(refresh.span());
        }
        if (request instanceof KvRequest.Delete delete) {
            return of(delete.key());
        }
        if (request instanceof KvRequest.Put put) {
            return of(put.key()) + put.value().length;
        }
        if (request instanceof KvRequest.PutIfAbsent put) {
            return of(put.key()) + put.value().length;
        }
        KvRequest.ConditionalPut put = (KvRequest.ConditionalPut) request;
        return of(put.key()) + put.expected().length + put.value().length;
    }

    private static int of(KvResponse response) {
        if (response instanceof KvResponse.Value value) {
            return value.value().map(bytes -> bytes.length).orElse(0);
        }
        int bytes = 0;
        if (response instanceof KvResponse.Rows rows) {
            for (KvResponse.Row row : rows.rows()) {
                bytes += of(row.key()) + row.value().length;
            }
        }
        return bytes;
    }

    private static int of(Span span) {
        return of(span.start()) + of(span.end());
    }

    private static int of(Key key) {
        return key.length() + 2;
    }
}
