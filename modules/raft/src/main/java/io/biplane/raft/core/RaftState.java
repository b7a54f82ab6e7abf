package io.biplane.raft.core;

import io.biplane.raft.HardState;
import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.config.Priority;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.RaftLog;
import io.biplane.raft.message.RaftMessage.CommittedEntry;
import io.biplane.raft.port.LeaderSupport;
import io.biplane.raft.port.RaftObserver;
import io.biplane.raft.port.RecoveredState;
import io.biplane.raft.port.Role;
import io.biplane.raft.progress.ProgressTracker;

import java.util.function.LongUnaryOperator;

/**
 * The fields of one replica and the parts that work on them. The owner object of the hot path: many
 * mutable fields in one place, reached without indirection, invisible outside of the package.
 */
final class RaftState {
    final RaftConfig config;
    final ReplicaId self;
    final RaftLog log;
    final ProgressTracker tracker;
    final LongUnaryOperator draw;
    final LeaderSupport support;
    final RaftObserver observer;

    final Outbox outbox = new Outbox(this);
    final Roles roles = new Roles(this);
    final Elections elections = new Elections(this);
    final Replication replication = new Replication(this);
    final Snapshots snapshots = new Snapshots(this);
    final Reads reads = new Reads(this);
    final Transfers transfers = new Transfers(this);
    final Memberships memberships = new Memberships(this);
    final Fortification fortification = new Fortification(this);
    final Quiescence quiescence = new Quiescence(this);

    /** Current term; durable before anything that depends on it leaves. Never falls. */
    long term;
    /** Vote cast in {@link #term}; durable likewise. */
    ReplicaId vote;
    /**
     * Leader of {@link #term} that this replica fortifies, and in which epoch (0: none); durable
     * likewise.
     */
    ReplicaId supportedLeader;

    long supportedEpoch;
    /** Whether one of the fields above changed since the last write was taken. */
    boolean hardStateDirty;

    Role role = Role.FOLLOWER;
    /** Known leader of {@link #term}. */
    ReplicaId leader = ReplicaId.NONE;

    Priority priority = Priority.NORMAL;
    /** Timer stopped because the group is idle. */
    boolean quiesced;
    /** The election timeout drawn last. */
    long electionTimeoutNanos;
    /** When a replica that does not lead campaigns. */
    long electionDeadlineNanos;
    /** When the leader was last heard of; {@code Long.MIN_VALUE} if never. */
    long leaderContactAtNanos = Long.MIN_VALUE;
    /**
     * Before this instant no vote is given, because one life ago a leader may have been promised
     * its lease.
     */
    long votesRefusedUntilNanos = Long.MIN_VALUE;
    /** Leader: when the next heartbeats are due; {@code Long.MAX_VALUE} while nobody needs one. */
    long heartbeatDeadlineNanos = Long.MAX_VALUE;
    /** Leader: when it next makes sure of its quorum. */
    long quorumCheckDeadlineNanos = Long.MAX_VALUE;

    RaftState(
            RaftConfig config,
            RecoveredState recovered,
            LongUnaryOperator draw,
            LeaderSupport support,
            RaftObserver observer) {
        this.config = config;
        this.self = config.self();
        this.draw = draw;
        this.support = support;
        this.observer = observer;
        HardState hardState = recovered.hardState();
        this.term = hardState.term();
        this.vote = hardState.vote();
        this.supportedLeader = hardState.supportedLeader();
        this.supportedEpoch = hardState.supportedEpoch();
        this.log = new RaftLog(
                recovered.compactedIndex(),
                recovered.compactedTerm(),
                recovered.entries(),
                hardState.commitIndex(),
                recovered.appliedIndex());
        this.tracker = new ProgressTracker(
                config.limits().inflightMessagesMax(),
                config.limits().inflightBytesMax(),
                has(PlantedBug.IGNORE_OUTGOING_HALF));
        tracker.configure(recovered.configuration(), log.lastIndex());
    }

    boolean has(PlantedBug bug) {
        return config.plantedBug() == bug;
    }

    boolean isLeader() {
        return role == Role.LEADER;
    }

    HardState hardState() {
        return new HardState(term, vote, log.committedIndex(), supportedLeader, supportedEpoch);
    }

    CommittedEntry knownCommitted() {
        return new CommittedEntry(log.committedIndex(), log.term(log.committedIndex()));
    }

    /** Whether something waits to be handed out for writing. */
    boolean hasUnwritten() {
        return hardStateDirty || log.hasUnhanded();
    }

    /** Appends a leader's own entry. */
    Entry appendOwn(Payload payload) {
        Entry entry = new Entry(term, log.lastIndex() + 1, payload);
        log.append(entry);
        return entry;
    }

    /** Tells the observer of the entries from {@code fromIndex} to the end. */
    void observeAppended(long fromIndex) {
        if (observer != RaftObserver.NONE) {
            observer.appended(log.slice(fromIndex, log.lastIndex(), Long.MAX_VALUE));
        }
    }

    /** Appends a leader's entries received from it. */
    void appendReceived(EntrySlice entries) {
        log.append(entries);
        observer.appended(entries);
    }

    /** Moves the committed index; true if it moved. */
    boolean commitTo(long index) {
        if (!log.commitTo(index)) {
            return false;
        }
        observer.committed(index, isLeader());
        return true;
    }
}
