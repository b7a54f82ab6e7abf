package io.biplane.kv.store;

import akka.actor.typed.ActorRef;

import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.RangeId;
import io.biplane.kv.api.TenantId;
import io.biplane.kv.api.TxnId;
import io.biplane.kv.command.RangeCodec;
import io.biplane.kv.keys.MetaKeys;
import io.biplane.kv.route.KvClient;
import io.biplane.storage.key.Timestamp;

import java.util.List;
import java.util.TreeMap;

/**
 * Keeps the addressing records of the ranges whose lease is here in step with their descriptors. A record may lag: readers are
 * corrected by the replicas they find. Written as an ordinary batch, beside the descriptor's own change and not with it; the
 * modelled system does both in one transaction.
 */
final class Addressing {
    private final StoreSetup setup;
    private final ActorRef<BatchAnswer> answers;
    /** Generation written, or found at the start, of each range. */
    private final TreeMap<RangeId, Long> written = new TreeMap<>();

    private long lastRequest;
    private final long incarnation;

    Addressing(StoreSetup setup, ActorRef<BatchAnswer> answers) {
        this.setup = setup;
        this.answers = answers;
        this.incarnation = setup.services().monotonicNanos();
        setup.cluster()
                .plan()
                .seeds()
                .forEach(seed ->
                        written.put(seed.descriptor().id(), seed.descriptor().generation()));
    }

    /** The lease is here and this is the descriptor: writes the record unless it is known to be there. */
    void update(RangeDescriptor descriptor) {
        Long known = written.get(descriptor.id());
        if (known != null && known >= descriptor.generation()) {
            return;
        }
        written.put(descriptor.id(), descriptor.generation());
        lastRequest++;
        KvRequest put = new KvRequest.Put(
                MetaKeys.record(descriptor.span().end()), RangeCodec.bytes(descriptor));
        BatchRequest batch = new BatchRequest(
                TenantId.SYSTEM,
                new TxnId(setup.self().value(), ADDRESSING_INCARNATIONS + incarnation, lastRequest),
                Timestamp.ZERO,
                Timestamp.ZERO,
                List.of(put));
        setup.ports().client().tell(new KvClient.Send(batch, lastRequest, answers));
    }

    /** Keeps these transactions' ids apart from those of other senders on the node. Our choice. */
    private static final long ADDRESSING_INCARNATIONS = 1L << 61;
}
