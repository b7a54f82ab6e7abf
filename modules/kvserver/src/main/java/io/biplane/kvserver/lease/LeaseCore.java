package io.biplane.kvserver.lease;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kvserver.liveness.LivenessRecord;

import java.util.Optional;

/** The rules of leases. Pure functions. */
public final class LeaseCore {
    private LeaseCore() {}

    /**
     * The kind of lease a range should have. Source: docs/reference/operations.md §1: expiration for the
     * ranges the other mechanisms stand on; for tables, epoch up to 25.1 and leader from 25.2.
     */
    public static LeaseKind kindFor(Span span, ClusterVersion active) {
        if (Keyspace.needsExpirationLease(span)) {
            return LeaseKind.EXPIRATION;
        }
        return active.isAtLeast(ClusterVersion.LEADER_LEASES) ? LeaseKind.LEADER : LeaseKind.EPOCH;
    }

    /** How the lease stands; no lease has expired. */
    public static LeaseStatus status(Optional<Lease> lease, LeaseContext context) {
        if (lease.isEmpty()) {
            return LeaseStatus.EXPIRED;
        }
        return switch (lease.get().kind()) {
            case EXPIRATION -> within(lease.get().expiration(), context);
            case EPOCH -> epochStatus(lease.get(), context);
            case LEADER -> leaderStatus(lease.get(), context);
        };
    }

    /** Whether {@code self} holds the lease and may serve now. */
    public static boolean maySatisfy(Optional<Lease> lease, LeaseContext context) {
        return lease.isPresent()
                && lease.get().holder().equals(context.self())
                && status(lease, context) == LeaseStatus.VALID;
    }

    private static LeaseStatus within(Timestamp end, LeaseContext context) {
        if (!end.isAfter(context.now())) {
            return LeaseStatus.EXPIRED;
        }
        Timestamp surelyAlive = context.now().plusNanos(context.config().maxOffsetNanos());
        return end.isAfter(surelyAlive) ? LeaseStatus.VALID : LeaseStatus.STASIS;
    }

    private static LeaseStatus epochStatus(Lease lease, LeaseContext context) {
        Optional<LivenessRecord> record = context.liveness().record(lease.holder());
        if (record.isEmpty() || record.get().epoch() < lease.epoch()) {
            return LeaseStatus.STASIS; // this node's view is behind the lease: it cannot tell
        }
        if (record.get().epoch() > lease.epoch()) {
            return LeaseStatus.EXPIRED;
        }
        return within(record.get().expiration(), context);
    }

    private static LeaseStatus leaderStatus(Lease lease, LeaseContext context) {
        RaftStanding raft = context.raft();
        if (raft.term() > lease.epoch()) {
            // A later term's leader was elected by a quorum that had withdrawn its support.
            return raft.leads() ? LeaseStatus.EXPIRED : LeaseStatus.STASIS;
        }
        if (!lease.holder().equals(context.self())) {
            return LeaseStatus.VALID;
        }
        boolean supported = raft.leads() && raft.supportedUntil().isAfter(context.now());
        return supported ? LeaseStatus.VALID : LeaseStatus.STASIS;
    }

    /** What the replica does about the lease. */
    public static LeaseAdvice advise(Optional<Lease> lease, LeaseContext context) {
        LeaseStatus status = status(lease, context);
        boolean mine = lease.isPresent() && lease.get().holder().equals(context.self());
        return switch (status) {
            case VALID ->
                mine ? serve(lease.get(), context) : refuse(lease.get().holder());
            case STASIS -> mine ? revive(lease.get(), context) : wait(lease.get(), context);
            case EXPIRED -> takeOver(lease, context);
        };
    }

    private static LeaseAdvice refuse(NodeId holder) {
        return new LeaseAdvice.Refuse(Optional.of(holder), "the lease is held by " + holder);
    }

    private static LeaseAdvice wait(Lease lease, LeaseContext context) {
        Optional<NodeId> leader = context.raft().leader();
        if (lease.kind() == LeaseKind.LEADER
                && leader.isPresent()
                && !leader.get().equals(context.self())) {
            return new LeaseAdvice.Refuse(leader, "the leader has to take the lease");
        }
        return new LeaseAdvice.Refuse(
                Optional.empty(), "the lease of " + lease.holder() + " lapses");
    }

    private static LeaseAdvice serve(Lease lease, LeaseContext context) {
        if (lease.kind() != context.wanted() && canHold(context)) {
            return new LeaseAdvice.Serve(Optional.of(successor(Optional.of(lease), context)));
        }
        if (lease.kind() == LeaseKind.EXPIRATION && context.raft().leads()) {
            long left = lease.expiration().wallNanos() - context.now().wallNanos();
            long durationNanos = context.config().leases().durationNanos();
            if (left <= durationNanos - context.config().leases().renewalNanos()) {
                return new LeaseAdvice.Serve(Optional.of(extension(lease, context)));
            }
        }
        return new LeaseAdvice.Serve(Optional.empty());
    }

    /** The holder's way out of stasis. */
    private static LeaseAdvice revive(Lease lease, LeaseContext context) {
        return switch (lease.kind()) {
            case EXPIRATION ->
                context.raft().leads()
                        ? new LeaseAdvice.Acquire(extension(lease, context))
                        : leaderInstead(context);
            case EPOCH -> new LeaseAdvice.HeartbeatFirst();
            case LEADER -> leaderInstead(context);
        };
    }

    private static LeaseAdvice takeOver(Optional<Lease> lease, LeaseContext context) {
        if (!context.raft().leads()) {
            return leaderInstead(context);
        }
        if (lease.isPresent() && lease.get().kind() == LeaseKind.EPOCH) {
            Lease last = lease.get();
            long epoch = context.liveness()
                    .record(last.holder())
                    .map(LivenessRecord::epoch)
                    .orElse(0L);
            if (epoch == last.epoch()) {
                return last.holder().equals(context.self())
                        ? new LeaseAdvice.HeartbeatFirst()
                        : new LeaseAdvice.BumpEpoch(last.holder(), last.epoch());
            }
        }
        if (!canHold(context)) {
            return context.wanted() == LeaseKind.EPOCH
                    ? new LeaseAdvice.HeartbeatFirst()
                    : new LeaseAdvice.Refuse(
                            Optional.empty(), "no quorum supports this leader yet");
        }
        return new LeaseAdvice.Acquire(successor(lease, context));
    }

    /**
     * Only the Raft leader takes a lease, so that leader and leaseholder stay one. Source:
     * CockroachDB {@code leases/build.go}.
     */
    private static LeaseAdvice leaderInstead(LeaseContext context) {
        Optional<NodeId> leader =
                context.raft().leader().filter(node -> !node.equals(context.self()));
        return new LeaseAdvice.Refuse(
                leader,
                leader.map(node -> "the Raft leader " + node + " has to take the lease")
                        .orElse("no Raft leader is known"));
    }

    /** Whether a lease of the wanted kind would be valid at once if this leader took it. */
    private static boolean canHold(LeaseContext context) {
        if (!context.raft().leads()) {
            return false;
        }
        return switch (context.wanted()) {
            case EXPIRATION -> true;
            case EPOCH -> ownRecordSurelyLive(context);
            case LEADER -> context.raft().supportedUntil().isAfter(context.now());
        };
    }

    private static boolean ownRecordSurelyLive(LeaseContext context) {
        Optional<LivenessRecord> own = context.liveness().record(context.self());
        return own.isPresent() && within(own.get().expiration(), context) == LeaseStatus.VALID;
    }

    /**
     * The next lease, held by {@code self}. It starts now, when the one before is over by this
     * clock.
     */
    private static Lease successor(Optional<Lease> lease, LeaseContext context) {
        return grant(lease, context, context.self(), context.wanted());
    }

    private static Lease grant(
            Optional<Lease> lease, LeaseContext context, NodeId holder, LeaseKind kind) {
        Timestamp start = context.now();
        long sequence = lease.map(Lease::sequence).orElse(0L) + 1;
        Timestamp expiration = kind == LeaseKind.EXPIRATION ? fullTerm(context) : Timestamp.ZERO;
        long epoch = switch (kind) {
            case EXPIRATION -> 0;
            case EPOCH -> epochOf(holder, context);
            case LEADER -> context.raft().term();
        };
        return new Lease(kind, holder, sequence, start, expiration, epoch);
    }

    private static long epochOf(NodeId holder, LeaseContext context) {
        return context.liveness()
                .record(holder)
                .map(LivenessRecord::epoch)
                .orElseThrow(() -> new InvariantViolation(
                        "an epoch lease for " + holder + ", whose liveness is unknown"));
    }

    private static Lease extension(Lease lease, LeaseContext context) {
        return new Lease(
                lease.kind(),
                lease.holder(),
                lease.sequence(),
                lease.start(),
                fullTerm(context).max(lease.expiration()),
                lease.epoch());
    }

    private static Timestamp fullTerm(LeaseContext context) {
        return context.now().plusNanos(context.config().leases().durationNanos());
    }

    /**
     * The lease the holder proposes to hand over to {@code target}; it stops serving before it
     * proposes. A leader lease cannot be given to a follower, so the target gets an expiration
     * lease and switches once it leads. Source: CockroachDB {@code leases/build.go}, transfers.
     *
     * @return empty when this replica does not hold a valid lease or the target is not surely alive
     */
    public static Optional<Lease> transfer(
            Optional<Lease> lease, LeaseContext context, NodeId target) {
        if (!maySatisfy(lease, context) || target.equals(context.self())) {
            return Optional.empty();
        }
        if (!context.liveness().isLive(target, context.now())) {
            return Optional.empty();
        }
        LeaseKind kind =
                context.wanted() == LeaseKind.LEADER ? LeaseKind.EXPIRATION : context.wanted();
        return Optional.of(grant(lease, context, target, kind));
    }
}
