package io.biplane.kvserver.proposal;

import io.biplane.kvserver.apply.AppliedEntry;
import io.biplane.kvserver.apply.Outcome;
import io.biplane.kvserver.command.ProposalId;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.command.Trigger;
import io.biplane.storage.engine.WriteBatch;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Commands of this replica on their way through the log. A command may be proposed again at any time at the same lease index:
 * the first to be applied takes effect and the rest are behind it. Pure bookkeeping; the caller proposes.
 */
public final class Proposals {
    /** Who waits for a command. Exactly one of its methods is called, once. */
    public interface Waiter {
        /** It took effect at this index. */
        void onEffect(long index);

        /** It had no effect and never will have. */
        void onNoEffect(Outcome outcome);

        /** Nobody will ever tell: a snapshot jumped over it. */
        void onUnknown();
    }

    private record Pending(ReplicatedCommand command, Waiter waiter, long dueAtNanos) {}

    private final int node;
    private final long startedAtNanos;
    private final long reproposalNanos;
    private final TreeMap<Long, Pending> pending = new TreeMap<>();
    private long lastNumber;
    /** Highest lease index given out or applied. */
    private long lastLeaseIndex;

    public Proposals(int node, long startedAtNanos, long reproposalNanos) {
        this.node = node;
        this.startedAtNanos = startedAtNanos;
        this.reproposalNanos = reproposalNanos;
    }

    /**
     * Registers a command evaluated under the lease with {@code leaseSequence}.
     *
     * @param appliedLeaseIndex the range's lease index as applied here
     */
    public ReplicatedCommand add(
            long leaseSequence,
            long appliedLeaseIndex,
            WriteBatch batch,
            Trigger trigger,
            Proposing proposing) {
        lastLeaseIndex = Math.max(lastLeaseIndex, appliedLeaseIndex);
        long leaseIndex = trigger.hasLeaseIndex() ? ++lastLeaseIndex : 0;
        long number = ++lastNumber;
        ReplicatedCommand command = new ReplicatedCommand(
                new ProposalId(node, startedAtNanos, number),
                leaseSequence,
                leaseIndex,
                batch,
                trigger);
        pending.put(
                number,
                new Pending(command, proposing.waiter(), proposing.nowNanos() + reproposalNanos));
        return command;
    }

    /** Who waits, and since when. */
    public record Proposing(Waiter waiter, long nowNanos) {}

    /**
     * An entry was applied. Tells the waiter if it was one of ours.
     *
     * @return the command to propose again, at a new place, because it came too late at its old one
     */
    public List<ReplicatedCommand> onApplied(AppliedEntry applied, long nowNanos) {
        if (applied.command().isEmpty()) {
            return List.of();
        }
        ReplicatedCommand command = applied.command().get();
        ProposalId id = command.id();
        lastLeaseIndex = Math.max(lastLeaseIndex, command.leaseIndex());
        if (id.node() != node || id.startedAtNanos() != startedAtNanos) {
            return List.of();
        }
        Pending mine = pending.get(id.number());
        if (mine == null) {
            return List.of();
        }
        if (applied.outcome() == Outcome.STALE_INDEX) {
            return mine.command().leaseIndex() == command.leaseIndex()
                    ? List.of(move(id.number(), mine, nowNanos))
                    : List.of();
        }
        pending.remove(id.number());
        if (applied.outcome() == Outcome.EFFECTIVE) {
            mine.waiter().onEffect(applied.entry().index());
        } else {
            mine.waiter().onNoEffect(applied.outcome());
        }
        return List.of();
    }

    /** Nothing of the old place can take effect any more, so the command may have a new one. */
    private ReplicatedCommand move(long number, Pending mine, long nowNanos) {
        ReplicatedCommand moved = mine.command().at(++lastLeaseIndex);
        pending.put(number, new Pending(moved, mine.waiter(), nowNanos + reproposalNanos));
        return moved;
    }

    /** Another lease is in force: nothing proposed under a lower sequence can take effect any more. */
    public void onLease(long sequence) {
        List<Pending> over = new ArrayList<>();
        pending.values().removeIf(each -> {
            boolean isOver = each.command().leaseSequence() < sequence;
            if (isOver) {
                over.add(each);
            }
            return isOver;
        });
        for (Pending each : over) {
            each.waiter().onNoEffect(Outcome.WRONG_LEASE);
        }
    }

    /** Forgets everything; nobody can tell what becomes of it. */
    public void abandon() {
        List<Pending> lost = new ArrayList<>(pending.values());
        pending.clear();
        for (Pending each : lost) {
            each.waiter().onUnknown();
        }
    }

    /** All that is pending, in order of proposal: to be proposed to a new leader. */
    public List<ReplicatedCommand> all(long nowNanos) {
        return due(Long.MAX_VALUE, nowNanos);
    }

    /** What has not been seen in the log for too long, in order of proposal. */
    public List<ReplicatedCommand> overdue(long nowNanos) {
        return due(nowNanos, nowNanos);
    }

    private List<ReplicatedCommand> due(long limitNanos, long nowNanos) {
        List<ReplicatedCommand> due = new ArrayList<>();
        pending.replaceAll((number, each) -> {
            if (each.dueAtNanos() > limitNanos) {
                return each;
            }
            due.add(each.command());
            return new Pending(each.command(), each.waiter(), nowNanos + reproposalNanos);
        });
        return due;
    }

    public boolean isEmpty() {
        return pending.isEmpty();
    }

    /** When {@link #overdue} next gives something. */
    public long deadlineNanos() {
        long deadline = Long.MAX_VALUE;
        for (Pending each : pending.values()) {
            deadline = Math.min(deadline, each.dueAtNanos());
        }
        return deadline;
    }
}
