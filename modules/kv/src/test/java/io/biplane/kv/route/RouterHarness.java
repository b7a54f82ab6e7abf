package io.biplane.kv.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kv.api.TxnId;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.keys.MetaKeys;
import io.biplane.settings.kv.KvConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A router on n1 whose messages the test answers by hand. */
final class RouterHarness {
    static final RangeDescriptor META = new RangeDescriptor(
            new RangeId(1),
            Keyspace.META,
            1,
            List.of(new ReplicaDescriptor(new NodeId(1), 1, ReplicaDescriptor.Type.VOTER)),
            2);

    private long nowNanos = 1_000_000_000L;
    private final HybridClock clock =
            new HybridClock(() -> nowNanos, KvConfig.defaults().maxOffsetNanos());
    private final RouterCore core;
    private final List<RouterOutput.Route> routes = new ArrayList<>();
    private final TreeMap<Long, BatchReply> finished = new TreeMap<>();
    private final TreeMap<Long, List<KvClient.Place>> located = new TreeMap<>();
    private final List<String> changes = new ArrayList<>();

    RouterHarness() {
        NodeId self = new NodeId(1);
        KvClientSetup setup = new KvClientSetup(
                self,
                TenantId.SYSTEM,
                "test",
                META,
                KvConfig.defaults(),
                KvClientSetup.selfFirst(self));
        core = new RouterCore(setup, clock, new SimRandom(1, "router"));
    }

    static BatchReply.Ok okValue(Optional<byte[]> value) {
        return new BatchReply.Ok(List.of(new KvResponse.Value(value)), Timestamp.of(1));
    }

    void learn(RangeDescriptor range) {
        core.cache().learn(range);
    }

    void learnWithLeaseholder(RangeDescriptor range, int leaseholder) {
        learn(range);
        core.cache().learnLeaseholder(range, Optional.of(new NodeId(leaseholder)));
    }

    void send(long sendId, KvRequest... requests) {
        BatchRequest batch = new BatchRequest(
                TenantId.SYSTEM,
                new TxnId(1, 1, sendId),
                Timestamp.ZERO,
                Timestamp.ZERO,
                List.of(requests));
        core.onSend(sendId, batch, nowNanos);
        drain();
    }

    void locate(long sendId, Span... spans) {
        core.onLocate(sendId, List.of(spans), nowNanos);
        drain();
    }

    /** Where the spans of a question are; empty while it is not answered. */
    Optional<List<KvClient.Place>> located(long sendId) {
        return Optional.ofNullable(located.get(sendId));
    }

    void answer(RouterOutput.Route route, BatchReply reply) {
        core.onAnswer(BatchAnswer.of(route.attemptId(), reply), nowNanos);
        drain();
    }

    void answerLookup(RouterOutput.Route lookup, RangeDescriptor found) {
        assertThat(lookup.range()).isEqualTo(META.id());
        KvResponse.Row row =
                new KvResponse.Row(MetaKeys.record(found.span().end()), RangeCodec.bytes(found));
        answer(
                lookup,
                new BatchReply.Ok(
                        List.of(new KvResponse.Rows(List.of(row), Optional.empty())),
                        Timestamp.of(1)));
    }

    void peerLost(int node) {
        core.onPeerLost(new NodeId(node), nowNanos);
        drain();
    }

    void passSeconds(long seconds) {
        passNanos(seconds * 1_000_000_000L);
    }

    void passNanos(long nanos) {
        nowNanos += nanos;
        core.onTimer(nowNanos);
        drain();
    }

    /** Lets time pass until the next deadline; returns how much. */
    long runToDeadline() {
        long nanos = core.nextDeadlineNanos() - nowNanos;
        passNanos(nanos);
        return nanos;
    }

    private void drain() {
        for (RouterOutput output : core.drain()) {
            if (output instanceof RouterOutput.Route route) {
                routes.add(route);
            } else if (output instanceof RouterOutput.Finish finish) {
                assertThat(finished).doesNotContainKey(finish.sendId());
                finished.put(finish.sendId(), finish.reply());
            } else if (output instanceof RouterOutput.Located places) {
                assertThat(located).doesNotContainKey(places.sendId());
                located.put(places.sendId(), places.places());
            } else if (output instanceof RouterOutput.Emit emit) {
                changes.add(text(emit.change()));
            }
        }
    }

    private static String text(StateChange change) {
        StringBuilder text = new StringBuilder(change.kind());
        for (StateChange.Field field :
                change.fields().subList(1, change.fields().size())) {
            text.append(' ').append(field.value());
        }
        return text.toString();
    }

    /** Messages sent since the last look. */
    List<RouterOutput.Route> routes() {
        List<RouterOutput.Route> taken = List.copyOf(routes);
        routes.clear();
        return taken;
    }

    boolean hasRoutes() {
        return !routes.isEmpty();
    }

    RouterOutput.Route onlyRoute() {
        assertThat(routes).hasSize(1);
        return routes().get(0);
    }

    /** The only message to the range; lookups stay. */
    RouterOutput.Route onlyRouteTo(RangeDescriptor range) {
        List<RouterOutput.Route> found = new ArrayList<>();
        for (RouterOutput.Route route : routes) {
            if (route.range().equals(range.id())) {
                found.add(route);
            }
        }
        assertThat(found).hasSize(1);
        routes.remove(found.get(0));
        return found.get(0);
    }

    /** Answers lookups by what is known already. */
    void ignoreLookups() {
        for (RouterOutput.Route route : List.copyOf(routes)) {
            if (route.range().equals(META.id())) {
                routes.remove(route);
                answerLookup(route, core.cache().entries().get(1).descriptor());
            }
        }
    }

    boolean isFinished(long sendId) {
        return finished.containsKey(sendId);
    }

    BatchReply finished(long sendId) {
        assertThat(finished).containsKey(sendId);
        return finished.get(sendId);
    }

    /** State changes, without their first field. */
    List<String> changes() {
        return changes;
    }
}
