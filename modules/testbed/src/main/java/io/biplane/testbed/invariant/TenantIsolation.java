package io.biplane.testbed.invariant;

import akka.actor.typed.internal.AdaptMessage;

import io.biplane.base.id.TenantId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kernel.trace.Trace;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.keys.MetaKeys;
import io.biplane.kv.keys.TenantKeys;
import io.biplane.kvserver.replica.Replica;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.sqlserver.flow.FlowProtocol;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks the wall between virtual clusters from both sides, at places the wall itself does not touch: what replicas are asked
 * ({@link Replica.Execute}, behind the wall), and what reaches the actors of a virtual cluster (before it). A trace listener of
 * those kinds of messages only.
 */
public final class TenantIsolation {
    private static final String SERVERS = "/virtual-clusters/";

    private final TreeMap<String, TenantId> idsByName = new TreeMap<>();
    private final TreeMap<TenantId, Keys> keys = new TreeMap<>();
    private long checkCount;

    /** What a virtual cluster may use; kept, because each row of each answer is held against it. */
    private record Keys(Span own, Span metaRecords) {
        static Keys of(TenantId tenant) {
            return new Keys(TenantKeys.span(tenant), MetaKeys.records(tenant));
        }

        boolean contain(Key key) {
            return own.contains(key) || metaRecords.contains(key);
        }

        boolean contain(Span span) {
            return own.contains(span) || metaRecords.contains(span);
        }
    }

    /** Checks made so far; a run that checked nothing proves nothing. */
    public long checkCount() {
        return checkCount;
    }

    /** Looks at everything that could cross the wall in this simulation, from now on. */
    public void watch(Trace trace) {
        trace.onDelivery(
                List.of(
                        Replica.Execute.class,
                        BatchAnswer.class,
                        AdaptMessage.class,
                        FlowProtocol.Setup.class),
                this::onEvent);
        trace.onStateChange(this::onEvent);
    }

    /** Takes one event in. */
    public void onEvent(TraceEvent event) {
        if (event instanceof TraceEvent.Delivery delivery) {
            onDelivery(delivery);
        } else if (event instanceof TraceEvent.StateChanged changed
                && changed.change() instanceof SqlServerChange.TenantStarted started) {
            idsByName.put(started.name(), started.tenant());
        }
    }

    private void onDelivery(TraceEvent.Delivery delivery) {
        Object message = delivery.message();
        // Answers come through message adapters, which wrap them until the actor takes them.
        Object content = message instanceof AdaptMessage<?, ?> adapt ? adapt.message() : message;
        if (content instanceof Replica.Execute execute) {
            checkAsked(execute.batch(), delivery);
        } else if (content instanceof BatchAnswer answer) {
            owner(delivery.actor()).ifPresent(tenant -> checkTold(tenant, answer, delivery));
        } else if (content instanceof FlowProtocol.Setup flow) {
            owner(delivery.actor()).ifPresent(tenant -> checkFlow(tenant, flow, delivery));
        }
    }

    /** No SQL server may be given work of another virtual cluster, or on another's keys. */
    private void checkFlow(TenantId tenant, FlowProtocol.Setup flow, TraceEvent.Delivery delivery) {
        checkCount++;
        if (!flow.tenant().equals(tenant)) {
            throw new InvariantViolation(
                    delivery.actor() + " of " + tenant + " was given work of " + flow.tenant());
        }
        for (Span span : flow.spec().spans()) {
            if (!tenant.isSystem() && !keysOf(tenant).contain(span)) {
                throw new InvariantViolation(
                        delivery.actor() + " of " + tenant + " was given work on " + span);
            }
        }
    }

    /** No replica may be asked for another's keys. */
    private void checkAsked(BatchRequest batch, TraceEvent.Delivery delivery) {
        checkCount++;
        if (batch.tenant().isSystem()) {
            return;
        }
        for (KvRequest request : batch.requests()) {
            if (!keysOf(batch.tenant()).contain(request.span())) {
                throw new InvariantViolation(batch.tenant() + " reached " + delivery.actor()
                        + " on " + delivery.host() + " for " + request.span());
            }
        }
    }

    /** No actor of a virtual cluster may be told another's keys. */
    private void checkTold(TenantId tenant, BatchAnswer answer, TraceEvent.Delivery delivery) {
        checkCount++;
        if (tenant.isSystem() || !(answer.reply() instanceof BatchReply.Ok ok)) {
            return;
        }
        Keys allowed = keysOf(tenant);
        for (KvResponse response : ok.responses()) {
            if (response instanceof KvResponse.Rows rows) {
                checkRows(tenant, allowed, rows.rows(), delivery);
            }
        }
    }

    private static void checkRows(
            TenantId tenant,
            Keys allowed,
            List<KvResponse.Row> rows,
            TraceEvent.Delivery delivery) {
        for (int i = 0; i < rows.size(); i++) {
            Key key = rows.get(i).key();
            if (!allowed.contain(key)) {
                throw new InvariantViolation(
                        delivery.actor() + " of " + tenant + " was told of " + key);
            }
        }
    }

    private Keys keysOf(TenantId tenant) {
        return keys.computeIfAbsent(tenant, Keys::of);
    }

    /** The virtual cluster an actor belongs to, if its path says so. */
    private Optional<TenantId> owner(String actor) {
        int begin = actor.indexOf(SERVERS);
        if (begin < 0) {
            return Optional.empty();
        }
        int from = begin + SERVERS.length();
        int end = actor.indexOf('/', from);
        String name = actor.substring(from, end < 0 ? actor.length() : end);
        return Optional.ofNullable(idsByName.get(name));
    }
}
