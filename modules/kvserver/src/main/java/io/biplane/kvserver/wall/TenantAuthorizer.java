package io.biplane.kvserver.wall;

import io.biplane.base.id.TenantId;
import io.biplane.base.key.Span;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.keys.KeyPrinter;
import io.biplane.kv.keys.MetaKeys;
import io.biplane.kv.keys.TenantKeys;
import io.biplane.kv.server.AdminOperation;
import io.biplane.kv.server.Capability;
import io.biplane.kv.server.TenantAccess;
import io.biplane.kv.server.TenantDirectory;

import java.util.Optional;

/**
 * Decides whether a batch may pass the wall. Pure: the directory is passed in.
 *
 * <p>The system virtual cluster may do everything. Any other may touch only keys of its own span
 * while its service runs, and may read the addressing records of its own ranges.
 */
public final class TenantAuthorizer {
    private TenantAuthorizer() {}

    /** Why the batch may not pass, in the modelled system's words; empty when it may. */
    public static Optional<String> refusal(BatchRequest batch, TenantDirectory directory) {
        TenantId tenant = batch.tenant();
        if (tenant.isSystem()) {
            return Optional.empty();
        }
        Optional<String> notServed = serviceRefusal(directory.access(tenant));
        if (notServed.isPresent()) {
            return notServed;
        }
        Span own = TenantKeys.span(tenant);
        for (KvRequest request : batch.requests()) {
            Span span = request.span();
            if (!own.contains(span) && !isOwnAddressing(tenant, request, span)) {
                return Optional.of("requested key span "
                        + KeyPrinter.print(span)
                        + " not fully contained in tenant keyspace "
                        + KeyPrinter.printKeyspace(tenant));
            }
        }
        return Optional.empty();
    }

    /** Why the tenant may not make the request; empty when it may. */
    public static Optional<String> refusal(
            TenantId tenant, AdminOperation operation, TenantDirectory directory) {
        if (tenant.isSystem()) {
            return Optional.empty();
        }
        TenantAccess access = directory.access(tenant);
        Optional<String> notServed = serviceRefusal(access);
        if (notServed.isPresent()) {
            return notServed;
        }
        if (operation.needed().isEmpty()) {
            return Optional.of("request [" + operation.typeName() + "] not permitted");
        }
        Capability needed = operation.needed().get();
        if (access.granted().contains(needed)) {
            return Optional.empty();
        }
        return Optional.of("client tenant does not have capability \""
                + needed
                + "\" ("
                + operation.typeName()
                + ")");
    }

    private static Optional<String> serviceRefusal(TenantAccess access) {
        return access.mode().isServed()
                ? Optional.empty()
                : Optional.of(
                        "operation not allowed when in service mode \"" + access.mode() + "\"");
    }

    private static boolean isOwnAddressing(TenantId tenant, KvRequest request, Span span) {
        return (request instanceof KvRequest.Get || request instanceof KvRequest.Scan)
                && MetaKeys.records(tenant).contains(span);
    }
}
