package io.biplane.kvserver.apply;

import io.biplane.base.invariant.Invariant;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.kvserver.command.AppliedState;
import io.biplane.kvserver.command.RangeRecords;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.command.Trigger;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.WriteBatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Applies committed entries to the engine. Owned by one replica; keeps the range's state in memory in step with the engine.
 *
 * <p>Mutable: {@code state}, replaced after each slice.
 */
public final class RangeMachine {
    private final Engine engine;
    private final boolean checksLeaseSequence;
    private RangeState state;

    private RangeMachine(Engine engine, RangeState state, boolean checksLeaseSequence) {
        this.engine = engine;
        this.state = state;
        this.checksLeaseSequence = checksLeaseSequence;
    }

    /**
     * A machine at the state found in the engine.
     *
     * @param checksLeaseSequence true in any honest run; false plants the bug that commands of an old lease take effect
     */
    public static RangeMachine at(RangeState state, Engine engine, boolean checksLeaseSequence) {
        return new RangeMachine(engine, state, checksLeaseSequence);
    }

    public RangeState state() {
        return state;
    }

    /** The state after a snapshot has been imported into the engine. */
    public void reset(RangeState imported) {
        Invariant.check(
                imported.applied().index() > state.applied().index(),
                () -> "snapshot at " + imported.applied() + " is behind " + state.applied());
        state = imported;
    }

    /**
     * Applies consecutive entries in one engine batch.
     *
     * @return what became of each, in order
     * @throws io.biplane.storage.engine.StoreFullException when the disk has no room; nothing was applied
     */
    public List<AppliedEntry> apply(EntrySlice entries) {
        WriteBatch.Builder batch = WriteBatch.builder();
        List<AppliedEntry> results = new ArrayList<>(entries.size());
        RangeState before = state;
        RangeState after = state;
        for (Entry entry : entries) {
            Invariant.check(
                    entry.index() == after.applied().index() + 1,
                    "applies an entry that is not the next");
            Optional<ReplicatedCommand> command = commandOf(entry);
            Outcome outcome = command.map(judge(after)).orElse(Outcome.NOTHING);
            if (outcome == Outcome.EFFECTIVE) {
                batch.append(command.get().batch());
            }
            after = next(after, entry, command, outcome);
            results.add(
                    new AppliedEntry(entry, command, outcome, after.applied().digest()));
        }
        store(before, after, batch);
        engine.apply(batch.build());
        state = after;
        return results;
    }

    private static void store(RangeState before, RangeState after, WriteBatch.Builder batch) {
        RangeDescriptor descriptor = after.descriptor();
        batch.putLocal(RangeRecords.applied(descriptor.id()), after.applied().bytes());
        if (!after.lease().equals(before.lease())) {
            batch.putLocal(
                    RangeRecords.lease(descriptor.id()),
                    RangeCodec.bytes(after.lease().orElseThrow()));
        }
        if (descriptor != before.descriptor()) {
            batch.putLocal(RangeRecords.descriptor(descriptor.id()), RangeCodec.bytes(descriptor));
        }
    }

    /** The command an entry carries, also within a membership change. */
    public static Optional<ReplicatedCommand> commandOf(Entry entry) {
        if (entry.payload() instanceof ReplicatedCommand command) {
            return Optional.of(command);
        }
        if (entry.payload() instanceof MembershipChange change
                && change.context() instanceof ReplicatedCommand command) {
            return Optional.of(command);
        }
        return Optional.empty();
    }

    private Function<ReplicatedCommand, Outcome> judge(RangeState at) {
        return command -> {
            if (checksLeaseSequence && command.leaseSequence() != at.leaseSequence()) {
                return Outcome.WRONG_LEASE;
            }
            if (command.trigger().hasLeaseIndex()
                    && command.leaseIndex() <= at.applied().leaseIndex()) {
                return Outcome.STALE_INDEX;
            }
            return command.trigger().isAllowed(at.metadata(), command.id().node())
                    ? Outcome.EFFECTIVE
                    : Outcome.REFUSED;
        };
    }

    private static RangeState next(
            RangeState at, Entry entry, Optional<ReplicatedCommand> command, Outcome outcome) {
        AppliedState applied = at.applied();
        long digest = CommandDigest.fold(applied.digest(), entry.term(), outcome);
        if (outcome != Outcome.EFFECTIVE) {
            return new RangeState(
                    new AppliedState(entry.index(), entry.term(), applied.leaseIndex(), digest),
                    at.descriptor(),
                    at.lease());
        }
        ReplicatedCommand effective = command.orElseThrow();
        long leaseIndex = Math.max(applied.leaseIndex(), effective.leaseIndex());
        AppliedState next = new AppliedState(
                entry.index(), entry.term(), leaseIndex, CommandDigest.fold(digest, effective));
        Trigger.Metadata after = effective.trigger().apply(at.metadata());
        return new RangeState(next, after.descriptor(), after.lease());
    }
}
