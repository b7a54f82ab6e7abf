package io.biplane.kvserver.replica;

import io.biplane.kv.api.Lease;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.command.Outgoing;

import java.util.List;
import java.util.Optional;

/** Tells the store what it has to know of a replica, and no more often than it changes. */
final class Reporter {
    private final ReplicaContext context;
    private final RaftDriver group;
    private final Leasing leasing;

    /** What was told last; empty before the first report. */
    private Optional<ReplicaStatus> told = Optional.empty();
    /** The deadline the store holds for this replica. It never is too late; too early costs an idle tick. */
    private long toldDeadlineNanos = Long.MAX_VALUE;

    private boolean wasLeader;

    Reporter(ReplicaContext context, RaftDriver group, Leasing leasing) {
        this.context = context;
        this.group = group;
        this.leasing = leasing;
    }

    boolean wasLeader() {
        return wasLeader;
    }

    void onRole(boolean isLeader) {
        wasLeader = isLeader;
    }

    /** The store's deadline has fired and is gone. */
    void onTick() {
        toldDeadlineNanos = Long.MAX_VALUE;
    }

    boolean isDue(long deadlineNanos) {
        return deadlineNanos < toldDeadlineNanos || hasChanged();
    }

    /** Sends what left this turn, and the deadline and status if they are news. */
    void report(long deadlineNanos) {
        List<Outgoing> outgoing = group.takeOutgoing();
        if (!outgoing.isEmpty()) {
            context.node().ports().post().take(context.range(), outgoing);
        }
        if (deadlineNanos < toldDeadlineNanos) {
            toldDeadlineNanos = deadlineNanos;
            tell(new ReplicaNotice.DeadlineSet(context.range(), deadlineNanos));
        }
        if (hasChanged()) {
            ReplicaStatus status = status();
            told = Optional.of(status);
            tell(new ReplicaNotice.StatusChanged(status));
        }
    }

    private boolean hasChanged() {
        if (told.isEmpty()) {
            return true;
        }
        ReplicaStatus last = told.get();
        ReplicaStatus.Part part = last.part();
        return part.isLeader() != group.core().isLeader()
                || part.isQuiesced() != group.core().isQuiesced()
                || part.holdsLease() != leasing.holds()
                || !part.leader().equals(group.leaderNode())
                || sequence(last.lease()) != sequence(leasing.lease())
                || last.descriptor().isPresent() != group.state().isPresent()
                || last.descriptor().isPresent()
                        && last.descriptor().get().generation()
                                != group.state().get().descriptor().generation();
    }

    private static long sequence(Optional<Lease> lease) {
        return lease.isPresent() ? lease.get().sequence() : 0;
    }

    private ReplicaStatus status() {
        return new ReplicaStatus(
                context.range(),
                group.core().self().value(),
                group.state().map(RangeState::descriptor),
                leasing.lease(),
                new ReplicaStatus.Part(
                        group.core().term(),
                        group.leaderNode(),
                        group.core().isLeader(),
                        leasing.holds(),
                        group.core().isQuiesced()));
    }

    void available(RangeDescriptor descriptor) {
        tell(new ReplicaNotice.Available(descriptor));
    }

    void gone(long nextReplicaId) {
        tell(new ReplicaNotice.Gone(context.range(), nextReplicaId));
    }

    private void tell(ReplicaNotice notice) {
        context.node().ports().store().tell(notice);
    }
}
