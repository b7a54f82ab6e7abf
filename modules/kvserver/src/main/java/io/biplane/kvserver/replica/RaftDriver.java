package io.biplane.kvserver.replica;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.base.invariant.Invariant;
import io.biplane.kernel.host.Disk;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kvserver.apply.AppliedEntry;
import io.biplane.kvserver.apply.Outcome;
import io.biplane.kvserver.apply.RangeMachine;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.apply.SnapshotData;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.command.Outgoing;
import io.biplane.kvserver.command.RangeRecords;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.command.Trigger;
import io.biplane.kvserver.log.LogActor;
import io.biplane.kvserver.log.LogEvent;
import io.biplane.kvserver.member.Members;
import io.biplane.kvserver.member.Peers;
import io.biplane.kvserver.snapshot.SnapshotTransfers;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.core.RaftCore;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.LogWrite;
import io.biplane.raft.port.Ready;
import io.biplane.storage.engine.SpanSnapshot;
import io.biplane.storage.engine.WriteBatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Carries out what the Raft core asks for: writes to the log actor, one at a time; messages to peers; entries to the engine;
 * snapshots in and out. Owned by one {@link Replica}; a hot-path owner object, hence its mutable fields.
 */
final class RaftDriver {
    /** What the rest of the replica hears of the group. */
    interface Listener {
        /** Entries were applied, in order; the machine is behind the last one. */
        void onApplied(List<AppliedEntry> entries);

        /** A snapshot replaced the state: what was proposed may or may not have taken effect. */
        void onSnapshotApplied();

        /** Term, role or leader differ. */
        void onRoleChange(Ready.RoleChange change);
    }

    private final ReplicaContext context;
    private final RaftCore core;
    private final Peers peers;
    private final ActorRef<LogActor.Command> log;
    private final Listener listener;
    private final Later later;

    /** Empty until the first snapshot of a replica that joins. */
    private Optional<RangeMachine> machine;
    /** Precedes the next write: the log must first be brought to where the engine is. */
    private List<LogEvent> prelude;
    /** The write under way; only one is. */
    private Optional<LogWrite> writing = Optional.empty();
    /** Followers that a snapshot is on its way to. */
    private final TreeSet<ReplicaId> snapshotsUnderWay = new TreeSet<>();
    /** Messages that wait for the end of the turn. */
    private List<Outgoing> outgoing = new ArrayList<>();

    RaftDriver(
            ReplicaContext context,
            Start start,
            ActorRef<LogActor.Command> log,
            Listener listener,
            Later later) {
        this.context = context;
        this.core = start.core();
        this.peers = start.peers();
        this.machine = start.machine();
        this.prelude = start.prelude();
        this.log = log;
        this.listener = listener;
        this.later = later;
    }

    /**
     * What comes back as messages to the actor.
     *
     * @param snapshotSynced the engine has synced an installed snapshot
     * @param snapshotEnded a snapshot sent has arrived or not
     */
    record Later(
            Disk.SyncListener snapshotSynced, ActorRef<SnapshotTransfers.Ended> snapshotEnded) {}

    /** What a group begins with. */
    record Start(
            RaftCore core, Peers peers, Optional<RangeMachine> machine, List<LogEvent> prelude) {}

    RaftCore core() {
        return core;
    }

    Optional<RangeState> state() {
        return machine.map(RangeMachine::state);
    }

    Optional<NodeId> leaderNode() {
        return peers.nodeOf(core.leader());
    }

    /** Notes on which node a replica lives that has just spoken. */
    void learn(ReplicaId replica, NodeId node) {
        peers.learn(replica, node);
    }

    /** Asks the other members whether this replica still belongs to the range. */
    void checkMembership() {
        if (state().isEmpty()) {
            return;
        }
        for (ReplicaDescriptor peer : state().get().descriptor().replicas()) {
            if (!peer.node().equals(context.self())) {
                send(new Outgoing.MemberCheck(peer.node(), core.self().value()));
            }
        }
    }

    /**
     * Tells a sender that has left the range that it has.
     *
     * @return whether it has, as the descriptor here proves
     */
    boolean answerCheck(NodeId from, long replicaId) {
        Optional<RangeState> state = state();
        if (state.isEmpty()) {
            return false;
        }
        RangeDescriptor descriptor = state.get().descriptor();
        boolean hasLeft =
                replicaId < descriptor.nextReplicaId() && !Members.contains(descriptor, replicaId);
        if (hasLeft) {
            send(new Outgoing.TooOld(from, descriptor.nextReplicaId()));
        }
        return hasLeft;
    }

    boolean hasLiveLeader() {
        return leaderNode().filter(this::isLive).isPresent();
    }

    private boolean isLive(NodeId node) {
        NodeViews views = context.node().views();
        return views.liveness().current().isLive(node, views.clock().peek());
    }

    /** One of the sleepers stands at once when the leader's node has died; the others keep their random timeouts. */
    boolean isFirstToCampaign() {
        Optional<RangeState> state = state();
        return state.isPresent()
                && !hasLiveLeader()
                && state.get().descriptor().replicas().stream()
                        .filter(replica -> isLive(replica.node()))
                        .findFirst()
                        .filter(replica -> replica.node().equals(context.self()))
                        .isPresent();
    }

    /** Queues something for a peer; it leaves at the end of the turn. */
    void send(Outgoing message) {
        outgoing.add(message);
    }

    boolean hasOutgoing() {
        return !outgoing.isEmpty();
    }

    /** Everything queued for peers since the last call. */
    List<Outgoing> takeOutgoing() {
        if (outgoing.isEmpty()) {
            return List.of();
        }
        List<Outgoing> taken = outgoing;
        outgoing = new ArrayList<>();
        return taken;
    }

    /** Carries out all that the core has ready. */
    void work(long nowNanos) {
        while (core.hasReady()) {
            carryOut(core.takeReady(nowNanos), nowNanos);
        }
        if (writing.isEmpty() && core.hasWrite()) {
            write(core.takeWrite());
        }
    }

    private void carryOut(Ready ready, long nowNanos) {
        for (RaftMessage message : ready.messages()) {
            if (message instanceof RaftMessage.InstallSnapshot install) {
                dispatch(install);
                continue;
            }
            // A member whose node is not known yet is one that joined behind our back: it will
            // speak to us.
            peers.nodeOf(message.to()).ifPresent(node -> send(new Outgoing.Raft(node, message)));
        }
        if (!ready.messages().isEmpty()) {
            context.services().charge(context.costs().appendNanos());
        }
        ready.roleChange().ifPresent(this::onRoleChange);
        if (!ready.toApply().isEmpty()) {
            apply(ready.toApply(), nowNanos);
        }
        for (ReplicaId follower : ready.snapshotsWanted()) {
            sendSnapshot(follower, nowNanos);
        }
    }

    private void onRoleChange(Ready.RoleChange change) {
        cancelSnapshots(); // also those of a former term, if this replica leads again
        listener.onRoleChange(change);
    }

    // ---- writing

    private void write(LogWrite write) {
        writing = Optional.of(write);
        if (write.snapshot().isPresent()) {
            install(write.snapshot().get());
        } else {
            writeLog();
        }
    }

    /** Hands the write under way to the log actor. */
    private void writeLog() {
        LogWrite write = writing.orElseThrow();
        LogEvent written = new LogEvent.LogWritten(
                write.hardState(),
                write.entries().isEmpty() ? 0 : write.entries().firstIndex(),
                write.entries());
        List<LogEvent> events = new ArrayList<>(prelude);
        write.snapshot()
                .ifPresent(snapshot ->
                        events.add(new LogEvent.LogCompacted(snapshot.index(), snapshot.term())));
        events.add(written);
        prelude = List.of();
        context.services().charge(context.costs().appendNanos());
        log.tell(new LogActor.Write(events, write.number()));
    }

    /** The log actor has written. */
    void onWritten(long number, long nowNanos) {
        Invariant.check(
                writing.isPresent() && writing.get().number() == number,
                "the log reports a write that is not under way");
        boolean installed = writing.get().snapshot().isPresent();
        writing = Optional.empty();
        core.persisted(number, nowNanos);
        if (installed) {
            listener.onSnapshotApplied();
        }
    }

    // ---- applying

    private void apply(EntrySlice entries, long nowNanos) {
        RangeMachine rows = machine.orElseThrow();
        context.services().charge(context.costs().applyNanos() * entries.size());
        List<AppliedEntry> applied = rows.apply(entries);
        for (AppliedEntry entry : applied) {
            if (entry.entry().payload() instanceof MembershipChange) {
                changeMembers(entry, nowNanos);
            }
        }
        long last = entries.lastIndex();
        peers.learn(rows.state().descriptor());
        core.applied(last, nowNanos);
        for (AppliedEntry entry : applied) {
            context.observer().applied(context.range(), context.self(), entry);
        }
        listener.onApplied(applied);
    }

    private void changeMembers(AppliedEntry applied, long nowNanos) {
        Entry entry = applied.entry();
        if (applied.outcome() == Outcome.EFFECTIVE) {
            Configuration configuration = core.applyMembership(entry, nowNanos);
            // Of this entry, not the range's present one: a slice may hold several changes.
            RangeDescriptor descriptor = descriptorIn(applied);
            peers.learn(descriptor);
            Invariant.check(
                    configuration.equals(Members.configuration(descriptor)),
                    () -> "Raft has " + configuration + " where the descriptor says " + descriptor);
        } else {
            core.skipMembership(entry);
        }
    }

    private static RangeDescriptor descriptorIn(AppliedEntry applied) {
        Optional<Trigger> trigger = applied.command().map(ReplicatedCommand::trigger);
        Invariant.check(
                trigger.filter(Trigger.NewDescriptor.class::isInstance).isPresent(),
                "a membership change without a descriptor");
        return ((Trigger.NewDescriptor) trigger.get()).descriptor();
    }

    // ---- snapshots

    private void sendSnapshot(ReplicaId follower, long nowNanos) {
        RangeState state = machine.orElseThrow().state();
        Optional<NodeId> node = peers.nodeOf(follower);
        if (node.isEmpty()) {
            core.snapshotFailed(follower);
            return;
        }
        SpanSnapshot content = context.engine()
                .export(
                        List.of(state.descriptor().span()),
                        List.of(RangeRecords.all(context.range())));
        Snapshot snapshot = new Snapshot(
                state.applied().index(),
                state.applied().term(),
                Members.configuration(state.descriptor()),
                new SnapshotData(state, content));
        if (!core.sendSnapshot(follower, snapshot, nowNanos)) {
            core.snapshotFailed(follower);
        }
    }

    /** Hands a snapshot to the node's courier, which tells once how it ended. */
    private void dispatch(RaftMessage.InstallSnapshot install) {
        NodeId node = peers.nodeOf(install.to()).orElseThrow();
        snapshotsUnderWay.add(install.to());
        context.services()
                .emit(new KvServerChange.SnapshotSent(
                        context.range(),
                        node,
                        ((SnapshotData) install.snapshot().data()).content().bytes()));
        context.node()
                .ports()
                .courier()
                .tell(new SnapshotTransfers.Send(
                        context.range(), node, install, later.snapshotEnded()));
    }

    /** A snapshot has arrived, or will not. */
    void onSnapshotEnded(SnapshotTransfers.Ended ended) {
        if (!snapshotsUnderWay.remove(ended.follower())) {
            return; // cancelled, and the courier's word was on its way already
        }
        if (ended.isDelivered()) {
            core.snapshotDelivered(ended.follower());
            context.services()
                    .emit(new KvServerChange.SnapshotDelivered(context.range(), ended.node()));
        } else {
            core.snapshotFailed(ended.follower());
            context.services()
                    .emit(new KvServerChange.SnapshotFailed(
                            context.range(), ended.node(), ended.detail()));
        }
    }

    boolean isSendingSnapshots() {
        return !snapshotsUnderWay.isEmpty();
    }

    /** This replica leads no more, or is gone: its snapshots are of no use. */
    void cancelSnapshots() {
        if (isSendingSnapshots()) {
            snapshotsUnderWay.clear();
            context.node().ports().courier().tell(new SnapshotTransfers.Cancel(context.range()));
        }
    }

    /**
     * Puts a received snapshot into the engine and syncs it. Only then may the log forget what came before: a power loss in
     * between finds the engine at or behind the log, never ahead of a hole.
     */
    private void install(Snapshot snapshot) {
        SnapshotData data = (SnapshotData) snapshot.data();
        machine.ifPresent(rows -> Invariant.check(
                rows.state().applied().index() < snapshot.index(),
                "snapshot behind the applied index"));
        context.engine()
                .apply(WriteBatch.builder().importSnapshot(data.content()).build());
        if (machine.isPresent()) {
            machine.get().reset(data.state());
        } else {
            machine = Optional.of(
                    RangeMachine.at(data.state(), context.engine(), context.checksLeaseSequence()));
        }
        peers.learn(data.state().descriptor());
        context.observer().restored(context.range(), context.self(), data.state());
        context.engine().sync(later.snapshotSynced());
    }

    /** The engine has synced an installed snapshot. */
    void onSnapshotSynced() {
        Invariant.check(
                writing.isPresent() && writing.get().snapshot().isPresent(),
                "no snapshot is being installed");
        writeLog();
    }

    // ---- compaction

    /** Forgets the log up to {@code index}, which the engine has applied and synced. */
    void compact(long index) {
        long term = core.termAt(index);
        if (term < 0) {
            return;
        }
        core.compact(index);
        List<LogEvent> events = new ArrayList<>(prelude);
        events.add(new LogEvent.LogCompacted(index, term));
        prelude = List.copyOf(events);
    }
}
