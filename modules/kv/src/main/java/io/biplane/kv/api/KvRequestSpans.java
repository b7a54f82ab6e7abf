package io.biplane.kv.api;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

/** Which keys a request touches; a point request's span holds its key alone. */
final class KvRequestSpans {
    private KvRequestSpans() {}

    static Span of(KvRequest request) {
        if (request instanceof KvRequest.Scan scan) {
            return scan.span();
        }
        if (request instanceof KvRequest.Refresh refresh) {
            return refresh.span();
        }
        return Span.of(key(request));
    }

    private static Key key(KvRequest request) {
        if (request instanceof KvRequest.Get get) {
            return get.key();
        }
        if (request instanceof KvRequest.Put put) {
            return put.key();
        }
        if (request instanceof KvRequest.Delete delete) {
            return delete.key();
        }
        if (request instanceof KvRequest.PutIfAbsent put) {
            return put.key();
        }
        if (request instanceof KvRequest.ConditionalPut put) {
            return put.key();
        }
        throw new IllegalStateException("no key in " + request.getClass().getSimpleName());
    }
}
