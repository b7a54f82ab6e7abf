package io.biplane.kvserver.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.TxnId;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.keys.MetaKeys;
import io.biplane.kv.keys.TenantKeys;
import io.biplane.kv.server.AdminOperation;
import io.biplane.kv.server.Capability;
import io.biplane.kv.server.ServiceMode;
import io.biplane.kv.server.TenantAccess;
import io.biplane.kv.server.TenantDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class TenantAuthorizerTest {
    private static final TenantId THREE = new TenantId(3);
    private static final TenantDirectory SERVED =
            TenantDirectory.EMPTY.with(THREE, TenantAccess.of(ServiceMode.SHARED));

    private static BatchRequest batch(TenantId tenant, KvRequest... requests) {
        return new BatchRequest(
                tenant, new TxnId(1, 1, 1), Timestamp.ZERO, Timestamp.ZERO, List.of(requests));
    }

    private static List<KvRequest> requestsAt(Key key) {
        byte[] value = {1};
        Span span = Span.of(key);
        return List.of(
                new KvRequest.Get(key),
                new KvRequest.Scan(span, 1, false),
                new KvRequest.Put(key, value),
                new KvRequest.Delete(key),
                new KvRequest.PutIfAbsent(key, value),
                new KvRequest.ConditionalPut(key, value, value),
                new KvRequest.Refresh(span, Timestamp.ZERO));
    }

    /**
     * Every kind of request, on keys of every part of the keyspace, alone and hidden behind a
     * permitted one.
     */
    @Test
    void a_batch_with_any_key_outside_of_the_tenant_is_refused_whatever_the_request() {
        Key inside = TenantKeys.table(THREE, 104);
        List<Key> outside = List.of(
                Key.MIN,
                MetaKeys.record(TenantKeys.prefix(THREE)), // the range before the tenant's first
                Keyspace.LIVENESS_PREFIX,
                TenantKeys.table(TenantId.SYSTEM, 104),
                Keyspace.TENANTS_START,
                TenantKeys.table(new TenantId(2), 104),
                TenantKeys.span(THREE).end(),
                TenantKeys.table(new TenantId(300), 104));
        List<String> kinds = new ArrayList<>();
        for (Key key : outside) {
            for (KvRequest request : requestsAt(key)) {
                assertThat(TenantAuthorizer.refusal(batch(THREE, request), SERVED))
                        .isPresent();
                BatchRequest mixed = batch(THREE, new KvRequest.Get(inside), request);
                assertThat(TenantAuthorizer.refusal(mixed, SERVED)).isPresent();
                assertThat(TenantAuthorizer.refusal(batch(TenantId.SYSTEM, request), SERVED))
                        .isEmpty();
                kinds.add(request.getClass().getSimpleName());
            }
        }
        // A new kind of request must be added to this test.
        for (Class<?> kind : KvRequest.class.getPermittedSubclasses()) {
            assertThat(kinds).contains(kind.getSimpleName());
        }
        for (KvRequest request : requestsAt(inside)) {
            assertThat(TenantAuthorizer.refusal(batch(THREE, request), SERVED)).isEmpty();
        }
    }

    @Test
    void a_span_that_begins_inside_and_ends_outside_is_refused_in_the_modelled_systems_words() {
        Span span = new Span(TenantKeys.table(THREE, 104), TenantKeys.table(new TenantId(4), 104));
        assertThat(TenantAuthorizer.refusal(
                        batch(THREE, new KvRequest.Scan(span, 10, false)), SERVED))
                .contains("requested key span {/Tenant/3/Table/104-/Tenant/4/Table/104} not fully"
                        + " contained in tenant keyspace /Tenant/{3-4}");
    }

    @Test
    void a_tenant_may_read_but_not_write_the_addressing_of_its_own_ranges() {
        Span lookup = MetaKeys.lookup(THREE, TenantKeys.table(THREE, 104));
        assertThat(TenantAuthorizer.refusal(
                        batch(THREE, new KvRequest.Scan(lookup, 8, false)), SERVED))
                .isEmpty();
        assertThat(TenantAuthorizer.refusal(
                        batch(THREE, new KvRequest.Put(lookup.start(), new byte[0])), SERVED))
                .isPresent();
        Span others = MetaKeys.lookup(new TenantId(4), TenantKeys.table(new TenantId(4), 104));
        assertThat(TenantAuthorizer.refusal(
                        batch(THREE, new KvRequest.Scan(others, 8, false)), SERVED))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"NONE, none", "STOPPING, stopping"})
    void when_the_service_does_not_run_then_nothing_passes(ServiceMode mode, String shown) {
        TenantDirectory directory = SERVED.with(THREE, TenantAccess.of(mode));
        KvRequest get = new KvRequest.Get(TenantKeys.table(THREE, 104));
        assertThat(TenantAuthorizer.refusal(batch(THREE, get), directory))
                .contains("operation not allowed when in service mode \"" + shown + "\"");
    }

    @Test
    void an_unknown_tenant_is_not_served() {
        KvRequest get = new KvRequest.Get(TenantKeys.table(THREE, 104));
        assertThat(TenantAuthorizer.refusal(batch(THREE, get), TenantDirectory.EMPTY))
                .contains("operation not allowed when in service mode \"none\"");
    }

    @ParameterizedTest
    @EnumSource(AdminOperation.class)
    void admin_requests_need_their_capability_and_some_are_never_allowed(AdminOperation operation) {
        Optional<String> byDefault = TenantAuthorizer.refusal(THREE, operation, SERVED);
        assertThat(TenantAuthorizer.refusal(TenantId.SYSTEM, operation, SERVED)).isEmpty();
        if (operation.needed().isEmpty()) {
            assertThat(byDefault).isPresent();
            TenantAccess all = TenantAccess.of(ServiceMode.SHARED);
            for (Capability capability : Capability.values()) {
                all = all.with(capability, true);
            }
            assertThat(TenantAuthorizer.refusal(THREE, operation, SERVED.with(THREE, all)))
                    .isPresent();
            return;
        }
        Capability needed = operation.needed().get();
        assertThat(byDefault.isEmpty()).isEqualTo(needed.isGrantedByDefault());
        for (boolean grant : new boolean[] {true, false}) {
            TenantAccess access = TenantAccess.of(ServiceMode.SHARED).with(needed, grant);
            assertThat(TenantAuthorizer.refusal(THREE, operation, SERVED.with(THREE, access))
                            .isEmpty())
                    .isEqualTo(grant);
        }
    }

    @Test
    void a_denial_names_capability_and_request() {
        assertThat(TenantAuthorizer.refusal(THREE, AdminOperation.ADMIN_UNSPLIT, SERVED))
                .contains("client tenant does not have capability \"can_admin_unsplit\""
                        + " (*kvpb.AdminUnsplitRequest)");
    }
}
