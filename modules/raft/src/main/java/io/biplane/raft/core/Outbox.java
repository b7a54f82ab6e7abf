package io.biplane.raft.core;

import io.biplane.raft.HardState;
import io.biplane.raft.RaftInvariantViolation;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.LogWrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What leaves: messages that may go now, and messages that wait for a write.
 *
 * <p>A message held back waits for everything that was unwritten when it was made. When nothing new
 * is to be written but a write is under way, it waits for that one.
 */
final class Outbox {
    private final RaftState state;
    /** May go now. */
    private ArrayList<RaftMessage> sendable = new ArrayList<>();
    /** Waits for a write not yet taken. */
    private ArrayList<RaftMessage> held = new ArrayList<>();
    /** Writes taken and not reported, oldest first. */
    private final ArrayDeque<Outstanding> outstanding = new ArrayDeque<>();

    private long lastNumber;

    /** A write under way: where it ends, and what waits for it. */
    private record Outstanding(
            LogWrite write, long lastIndex, long lastTerm, ArrayList<RaftMessage> messages) {}

    Outbox(RaftState state) {
        this.state = state;
    }

    boolean isEmpty() {
        return sendable.isEmpty();
    }

    /** Sends without waiting for anything. */
    void send(RaftMessage message) {
        sendable.add(message);
    }

    /**
     * Sends once all that this replica holds at present is durable. A message to itself is stepped
     * then.
     */
    void sendAfterWrite(RaftMessage message) {
        if (state.hasUnwritten()) {
            if (skipsWrite(message)) {
                sendable.add(message);
                return;
            }
            held.add(message);
        } else if (!outstanding.isEmpty()) {
            outstanding.getLast().messages().add(message);
        } else {
            sendable.add(message);
        }
    }

    /** Whether a planted bug lets this message go before the write. */
    private boolean skipsWrite(RaftMessage message) {
        return (state.has(PlantedBug.ACKNOWLEDGE_BEFORE_DURABLE)
                        && message instanceof RaftMessage.AppendReply)
                || (state.has(PlantedBug.REQUEST_VOTES_BEFORE_WRITE)
                        && message instanceof RaftMessage.VoteRequest);
    }

    /** Hands over the messages that may go. */
    List<RaftMessage> take() {
        if (sendable.isEmpty()) {
            return List.of();
        }
        List<RaftMessage> taken = sendable;
        sendable = new ArrayList<>();
        return taken;
    }

    /** Hands out everything unwritten as one write. */
    LogWrite takeWrite() {
        RaftInvariantViolation.check(state.hasUnwritten(), "no write to take");
        Optional<Snapshot> snapshot = state.log.handOutSnapshot();
        EntrySlice entries = state.log.handOut();
        HardState hardState = state.hardState();
        state.hardStateDirty = false;
        LogWrite write = new LogWrite(++lastNumber, hardState, entries, snapshot);
        outstanding.add(new Outstanding(write, state.log.lastIndex(), state.log.lastTerm(), held));
        held = new ArrayList<>();
        return write;
    }

    /** Whether a write was taken and not reported. */
    boolean isWriteOutstanding() {
        return !outstanding.isEmpty();
    }

    /** All writes up to {@code number} are durable; returns messages of this replica to itself. */
    List<RaftMessage> persisted(long number) {
        RaftInvariantViolation.check(
                number <= lastNumber, "a write was reported that was never taken");
        List<RaftMessage> toSelf = List.of();
        while (!outstanding.isEmpty() && outstanding.getFirst().write().number() <= number) {
            Outstanding done = outstanding.removeFirst();
            done.write()
                    .snapshot()
                    .ifPresent(snapshot -> state.log.snapshotStable(snapshot.index()));
            state.log.stableTo(done.lastIndex(), done.lastTerm());
            state.observer.durable(done.write().hardState(), state.log.stableIndex());
            for (RaftMessage message : done.messages()) {
                if (message.to().is(state.self)) {
                    toSelf = toSelf.isEmpty() ? new ArrayList<>() : toSelf;
                    toSelf.add(message);
                } else {
                    sendable.add(message);
                }
            }
        }
        return toSelf;
    }
}
