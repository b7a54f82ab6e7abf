package io.biplane.kvserver.edge;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Disk;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchExecutor;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.keys.MetaKeys;
import io.biplane.kv.keys.TenantKeys;
import io.biplane.kvserver.evaluate.BatchEvaluator;
import io.biplane.kvserver.evaluate.Evaluation;
import io.biplane.settings.kv.KvConfig;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.HeapEngine;
import io.biplane.storage.engine.WriteBatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Ranges on one engine that all nodes share: meta and liveness on n1 only, the rest on n1, n2 and
 * n3. The leaseholder is whoever the test says; the others refuse.
 */
final class EdgeRanges {
    /** A table of the tenant, cut at row 50. */
    static final Key TABLE = TenantKeys.index(EdgeCluster.MAIN, 104, 1);

    private final Engine engine = HeapEngine.open(new InstantDisk());
    private final List<RangeDescriptor> descriptors = new ArrayList<>();
    private final TreeMap<RangeId, NodeId> leaseholders = new TreeMap<>();
    private final TreeMap<RangeId, BatchEvaluator> evaluators = new TreeMap<>();
    private boolean hintsLeaseholder = true;

    EdgeRanges(int nodes) {
        int[] three = nodes >= 3 ? new int[] {1, 2, 3} : new int[] {1};
        Key cut = row(50);
        add(Keyspace.META, 1);
        add(Keyspace.LIVENESS, 1);
        add(new Span(Keyspace.LIVENESS.end(), cut), three);
        // A tenant's last range ends with the tenant: ranges never straddle a tenant's border.
        Key end = TenantKeys.span(EdgeCluster.MAIN).end();
        add(new Span(cut, end), three);
        add(new Span(end, Key.MAX), three);
        WriteBatch.Builder meta = WriteBatch.builder();
        for (RangeDescriptor range : descriptors) {
            Key record = MetaKeys.record(range.span().end());
            meta.put(record, Timestamp.of(1), RangeCodec.bytes(range));
        }
        engine.apply(meta.build());
    }

    static Key row(int number) {
        return TABLE.append((byte) (0x88 + number));
    }

    private void add(Span span, int... nodes) {
        List<ReplicaDescriptor> replicas = new ArrayList<>();
        for (int node : nodes) {
            replicas.add(
                    new ReplicaDescriptor(new NodeId(node), node, ReplicaDescriptor.Type.VOTER));
        }
        RangeId id = new RangeId(descriptors.size() + 1L);
        descriptors.add(new RangeDescriptor(id, span, 1, replicas, 4));
        leaseholders.put(id, new NodeId(1));
        long keepNanos = KvConfig.defaults().replication().commitRecordNanos();
        evaluators.put(id, new BatchEvaluator(engine, id, keepNanos, at -> Optional.empty()));
    }

    RangeDescriptor meta() {
        return descriptors.get(0);
    }

    RangeDescriptor table() {
        return descriptors.get(2);
    }

    List<RangeDescriptor> on(NodeId node) {
        return descriptors.stream().filter(range -> range.isOn(node)).toList();
    }

    /** Moves a range's lease, at once. */
    void lease(RangeDescriptor range, int node) {
        leaseholders.put(range.id(), new NodeId(node));
    }

    /** Whether replicas that refuse say who holds the lease. */
    void hintsLeaseholder(boolean hints) {
        hintsLeaseholder = hints;
    }

    BatchExecutor replica(RangeDescriptor range, NodeId self, HybridClock clock) {
        return (batch, requestId, replyTo) ->
                execute(range, self, clock, batch, requestId, replyTo);
    }

    private void execute(
            RangeDescriptor range,
            NodeId self,
            HybridClock clock,
            BatchRequest batch,
            long requestId,
            ActorRef<BatchAnswer> replyTo) {
        NodeId holder = leaseholders.get(range.id());
        if (!holder.equals(self)) {
            Optional<NodeId> hint = hintsLeaseholder ? Optional.of(holder) : Optional.empty();
            replyTo.tell(BatchAnswer.of(
                    requestId,
                    new BatchReply.NotLeaseHolder(range.id(), Optional.of(range), hint)));
            return;
        }
        Evaluation evaluation = evaluators.get(range.id()).evaluate(batch, range, clock.now());
        evaluation.effect().ifPresent(engine::apply);
        clock.update(evaluation.at());
        replyTo.tell(new BatchAnswer(
                requestId, evaluation.reply(), Optional.of(range), Optional.of(self)));
    }

    /** How many versions a key has: how often it was written. */
    int versions(Key key) {
        int[] count = {0};
        engine.forEachVersion(Span.of(key), version -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    private static final class InstantDisk implements Disk {
        @Override
        public <V> V volume(String name, Supplier<V> create) {
            return create.get();
        }

        @Override
        public void written(long growthBytes, Runnable undo) {
            // shared by all nodes and never lost
        }

        @Override
        public boolean hasRoomFor(long bytes) {
            return true;
        }

        @Override
        public void sync(SyncListener listener) {
            listener.onSync(SyncOutcome.SYNCED);
        }
    }
}
