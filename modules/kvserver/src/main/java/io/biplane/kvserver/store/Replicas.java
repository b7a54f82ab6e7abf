package io.biplane.kvserver.store;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.codec.ByteReader;
import io.biplane.kv.codec.ByteWriter;
import io.biplane.kv.server.KvServerProtocol;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.bootstrap.RangeSeed;
import io.biplane.kvserver.command.RangeRecords;
import io.biplane.kvserver.log.LogActor;
import io.biplane.kvserver.log.LogEraser;
import io.biplane.kvserver.member.Members;
import io.biplane.kvserver.replica.Replica;
import io.biplane.kvserver.replica.ReplicaContext;
import io.biplane.kvserver.replica.ReplicaNode;
import io.biplane.kvserver.replica.ReplicaNotice;
import io.biplane.kvserver.replica.ReplicaStatus;
import io.biplane.kvserver.snapshot.SnapshotTransfers;
import io.biplane.raft.ReplicaId;
import io.biplane.storage.engine.LocalRecord;
import io.biplane.storage.engine.WriteBatch;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The replicas of a store: starts them, knows them, buries them. Part of the store's actor. */
final class Replicas {
    private static final String NAME_PREFIX = "range-";
    private static final String ERASER_PREFIX = "eraser-";
    private static final byte[] PRESENT = {1};

    private final ActorContext<Store.Command> context;
    private final StoreSetup setup;
    private final ReplicaNode node;
    private final TreeMap<RangeId, Hosted> hosted = new TreeMap<>();

    Replicas(
            ActorContext<Store.Command> context,
            StoreSetup setup,
            ActorRef<ReplicaNotice> notices,
            ActorRef<SnapshotTransfers.Command> courier,
            ReplicaNode.Post post) {
        this.context = context;
        this.setup = setup;
        this.node = new ReplicaNode(
                setup.self(),
                setup.services(),
                setup.engine(),
                setup.views(),
                setup.settings(),
                new ReplicaNode.Ports(
                        notices, courier, post, setup.ports().liveness(), setup.observer()));
    }

    Map<RangeId, Hosted> byRange() {
        return hosted;
    }

    Collection<Hosted> all() {
        return hosted.values();
    }

    // ---- starting

    /** Starts what the disk holds, and goes on burying what had left. */
    void startAll() {
        for (LocalRecord record : setup.engine().locals(RangeRecords.allJournals())) {
            RangeId range = RangeRecords.rangeOf(record.key());
            eraseIfSettled(range, RangeRecords.replicaOf(record.key()));
        }
        for (RangeState state : Bootstrap.states(setup.engine())) {
            startOwn(state.descriptor(), false);
        }
        checkMemberships();
    }

    /** Lets the replicas that know no leader ask whether they still belong to their ranges. */
    void checkMemberships() {
        for (Hosted known : hosted.values()) {
            boolean hasLeader = known.status()
                    .filter(status -> status.part().leader().isPresent())
                    .isPresent();
            if (!hasLeader && known.goneBelow().isEmpty()) {
                known.ref().tell(Replica.CheckMembership.INSTANCE);
            }
        }
    }

    /** Starts this node's share of the plan, for the first time; preferred leaseholders campaign. */
    void startPlanned() {
        for (RangeSeed seed : setup.cluster().plan().on(setup.self())) {
            startOwn(seed.descriptor(), seed.preferredLeaseholder().equals(setup.self()));
        }
    }

    private void startOwn(RangeDescriptor descriptor, boolean campaigns) {
        Members.on(descriptor, setup.self())
                .ifPresent(own -> start(descriptor.id(), own.replicaId(), campaigns));
    }

    private void start(RangeId range, long replicaId, boolean campaigns) {
        Key journal = RangeRecords.journal(range, replicaId);
        if (setup.engine().local(journal).isEmpty()) {
            setup.engine().apply(WriteBatch.builder().putLocal(journal, PRESENT).build());
        }
        ActorRef<Replica.Command> ref = context.spawn(
                Replica.create(new ReplicaContext(range, node), ReplicaId.of(replicaId), campaigns),
                NAME_PREFIX + range.value());
        context.watch(ref);
        hosted.put(range, new Hosted(ref, replicaId, Optional.empty(), Optional.empty()));
    }

    /** A leader speaks to a replica that should be here: starts it, unless it is one that has left. */
    Optional<Hosted> startJoining(RangeId range, long replicaId) {
        if (replicaId < settledBelow(range)) {
            return Optional.empty();
        }
        settleFormer(range, replicaId);
        start(range, replicaId, false);
        return Optional.of(hosted.get(range));
    }

    /** One that was called here before and never got its snapshot has left, if the range has given out a later id. */
    private void settleFormer(RangeId range, long replicaId) {
        boolean hadFormer = setup.engine().locals(RangeRecords.journals(range)).stream()
                .anyMatch(record -> RangeRecords.replicaOf(record.key()) < replicaId);
        if (hadFormer) {
            setup.engine().apply(settle(WriteBatch.builder(), range, replicaId).build());
            eraseSettled(range);
        }
    }

    private static WriteBatch.Builder settle(WriteBatch.Builder batch, RangeId range, long below) {
        return batch.putLocal(
                RangeRecords.tombstone(range), new ByteWriter(8).i64(below).toBytes());
    }

    private long settledBelow(RangeId range) {
        return setup.engine()
                .local(RangeRecords.tombstone(range))
                .map(bytes -> new ByteReader(bytes).i64())
                .orElse(0L);
    }

    // ---- knowing

    /** The replica of a range, if there is one that has not left. */
    Optional<Hosted> find(RangeId range) {
        return Optional.ofNullable(hosted.get(range))
                .filter(known -> known.goneBelow().isEmpty());
    }

    /** Whether a replica of the range is on its way out. */
    boolean isGone(RangeId range) {
        return hosted.containsKey(range) && find(range).isEmpty();
    }

    void tell(RangeId range, Replica.Command command) {
        find(range).ifPresent(known -> known.ref().tell(command));
    }

    void onStatus(ReplicaStatus status) {
        hosted.computeIfPresent(status.range(), (range, known) -> known.with(status));
    }

    /** Tells the kv-server how to reach a replica. */
    void announce(RangeDescriptor descriptor) {
        find(descriptor.id())
                .ifPresent(known -> setup.ports()
                        .kvServer()
                        .tell(new KvServerProtocol.ReplicaAvailable(
                                descriptor,
                                (batch, requestId, replyTo) -> known.ref()
                                        .tell(new Replica.Execute(batch, requestId, replyTo)))));
    }

    void setDraining(boolean isDraining) {
        hosted.values().forEach(known -> known.ref().tell(new Replica.SetDraining(isDraining)));
    }

    // ---- burying

    void onGone(RangeId range, long nextReplicaId) {
        hosted.computeIfPresent(range, (id, known) -> known.gone(nextReplicaId));
        setup.ports().kvServer().tell(new KvServerProtocol.ReplicaGone(range));
    }

    /** A replica has stopped: what it held is wiped, and its id is remembered as settled. */
    void onStopped(String actorName) {
        RangeId range = new RangeId(Long.parseLong(actorName.substring(NAME_PREFIX.length())));
        Hosted left = hosted.remove(range);
        WriteBatch.Builder batch = WriteBatch.builder();
        RangeState.load(setup.engine(), range)
                .ifPresent(state -> batch.clear(state.descriptor().span()));
        batch.clearLocals(RangeRecords.all(range));
        settle(batch, range, left.goneBelow().orElseThrow());
        setup.engine().apply(batch.build());
        eraseSettled(range);
    }

    /** Deletes the journals of the range's replicas that have left for good. */
    private void eraseSettled(RangeId range) {
        for (LocalRecord record : setup.engine().locals(RangeRecords.journals(range))) {
            eraseIfSettled(range, RangeRecords.replicaOf(record.key()));
        }
    }

    /**
     * The record of a journal is there from before its first event until after its last is gone, so an erasure that the end of
     * the process cut short is begun again at the next start.
     */
    private void eraseIfSettled(RangeId range, long replicaId) {
        String eraser = ERASER_PREFIX + range.value() + "-" + replicaId;
        // One that is under way already erases all there is; its record goes last.
        if (replicaId < settledBelow(range) && context.getChild(eraser).isEmpty()) {
            context.spawn(
                    LogEraser.create(
                            LogActor.name(range, replicaId),
                            () -> setup.engine()
                                    .apply(WriteBatch.builder()
                                            .removeLocal(RangeRecords.journal(range, replicaId))
                                            .build())),
                    eraser);
        }
    }

    /** How many replicas each node has among the ranges known here: the store's guess of who is full. */
    TreeMap<NodeId, Integer> replicaCounts() {
        TreeMap<NodeId, Integer> counts = new TreeMap<>();
        for (Hosted known : hosted.values()) {
            known.descriptor()
                    .ifPresent(descriptor -> descriptor
                            .replicas()
                            .forEach(replica -> counts.merge(replica.node(), 1, Integer::sum)));
        }
        return counts;
    }
}
