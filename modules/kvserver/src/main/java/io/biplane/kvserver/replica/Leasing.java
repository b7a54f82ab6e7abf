package io.biplane.kvserver.replica;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.lease.LeaseAdvice;
import io.biplane.kvserver.lease.LeaseContext;
import io.biplane.kvserver.lease.LeaseCore;
import io.biplane.kvserver.lease.LeaseStatus;
import io.biplane.kvserver.lease.RaftStanding;
import io.biplane.raft.core.RaftCore;
import io.biplane.settings.kv.KvConfig;

import java.util.Optional;

/**
 * One replica's view of its range's lease: feeds {@link LeaseCore} and remembers which leases of its own it has given up. A
 * given-up lease is never served under again, even if it looks valid: a transfer under way may take effect at any time, and
 * after a restart the record of what was read under it is gone. Source: CockroachDB's minimum lease proposal timestamp.
 */
final class Leasing {
    private final ReplicaContext context;
    private final RaftDriver group;
    /** Leases of this node up to this sequence are given up. */
    private long givenUpSequence;
    /** To whom the lease with {@link #givenUpSequence} is being handed over. */
    private Optional<NodeId> transferTarget = Optional.empty();
    /** When to look at the lease again though nothing happens; hybrid wall time is the machine's own. */
    private long lookAtNanos = Long.MAX_VALUE;

    Leasing(ReplicaContext context, RaftDriver group, long givenUpSequence) {
        this.context = context;
        this.group = group;
        boolean keeps =
                context.node().settings().plantedBug() == PlantedKvBug.KEEP_LEASE_OVER_RESTART;
        this.givenUpSequence = keeps ? 0 : givenUpSequence;
    }

    Optional<Lease> lease() {
        return group.state().flatMap(RangeState::lease);
    }

    /** Whether the lease names this node and was not given up. */
    boolean holds() {
        Optional<Lease> lease = lease();
        return lease.isPresent() && isMine(lease.get()) && !isGivenUp(lease.get());
    }

    private boolean isMine(Lease lease) {
        return lease.holder().equals(context.self());
    }

    private boolean isGivenUp(Lease lease) {
        return lease.sequence() <= givenUpSequence;
    }

    /** Whether this node may serve at this instant. */
    boolean maySatisfy() {
        if (!holds()) {
            return false;
        }
        return context.node().settings().plantedBug() == PlantedKvBug.SERVE_EXPIRED_LEASE
                || LeaseCore.maySatisfy(lease(), view());
    }

    /** How the lease stands at this instant; what was given up has expired for its holder. */
    LeaseStatus status() {
        return LeaseCore.status(effective(), view());
    }

    /** What to do about the lease at this instant. */
    LeaseAdvice advise() {
        if (maySatisfy()
                && context.node().settings().plantedBug() == PlantedKvBug.SERVE_EXPIRED_LEASE) {
            return new LeaseAdvice.Serve(Optional.empty());
        }
        return LeaseCore.advise(effective(), view());
    }

    /** The lease as the rules should see it: one of our own that was given up counts as run out. */
    private Optional<Lease> effective() {
        Optional<Lease> lease = lease();
        if (lease.isPresent() && isMine(lease.get()) && isGivenUp(lease.get())) {
            Lease held = lease.get();
            return Optional.of(new Lease(
                    held.kind(), held.holder(), held.sequence(), held.start(), Timestamp.ZERO, -1));
        }
        return lease;
    }

    private LeaseContext view() {
        NodeViews views = context.node().views();
        return new LeaseContext(
                context.self(),
                wanted(),
                views.clock().peek(),
                config(),
                views.liveness().current(),
                standing());
    }

    private KvConfig config() {
        return context.node().settings().config();
    }

    /** The kind of lease this range should have at the active version. */
    LeaseKind wanted() {
        return LeaseCore.kindFor(
                group.state().orElseThrow().descriptor().span(),
                context.node().views().version().current());
    }

    private RaftStanding standing() {
        RaftCore core = group.core();
        if (!core.isLeader()) {
            return RaftStanding.follows(group.leaderNode(), core.term());
        }
        return RaftStanding.leads(context.self(), core.term(), supportedUntil(core));
    }

    /**
     * A leader's support in hybrid time, less the max offset: a supporter's clock may run ahead of ours by so much, and may
     * withdraw by its own clock (our choice; it makes leases disjoint in real time, not only in hybrid time).
     */
    private Timestamp supportedUntil(RaftCore core) {
        Timestamp until =
                StoreSupport.hybrid(context, core.leadSupportedUntilNanos(context.nowNanos()));
        return until.equals(Timestamp.MAX) || until.wallNanos() <= config().maxOffsetNanos()
                ? until
                : until.plusNanos(-config().maxOffsetNanos());
    }

    // ---- handing over

    boolean isHandingOver() {
        return transferTarget.isPresent();
    }

    Optional<NodeId> transferTarget() {
        return transferTarget;
    }

    /**
     * Gives the lease up in favour of {@code target}: from now on nothing is served under it.
     *
     * @param readSummary no read was served above this
     * @return the lease to propose; empty when it cannot be handed over now
     */
    Optional<Lease> handOver(NodeId target, Timestamp readSummary) {
        if (!holds() || isHandingOver()) {
            return Optional.empty();
        }
        Optional<Lease> next = LeaseCore.transfer(lease(), view(), target);
        if (next.isEmpty()) {
            return next;
        }
        transferTarget = Optional.of(target);
        if (context.node().settings().plantedBug() == PlantedKvBug.SERVE_DURING_TRANSFER) {
            return next;
        }
        givenUpSequence = lease().orElseThrow().sequence();
        Timestamp start = context.node().views().clock().now().max(readSummary.next());
        return next.map(lease -> startingAt(lease, start));
    }

    /** A lease of a former life of this process: what was read under it is not known any more. */
    void giveUp(long sequence) {
        if (context.node().settings().plantedBug() != PlantedKvBug.KEEP_LEASE_OVER_RESTART) {
            givenUpSequence = Math.max(givenUpSequence, sequence);
        }
    }

    /** The hand-over came to nothing; the lease stays given up, a new one must be taken. */
    void handOverFailed() {
        transferTarget = Optional.empty();
    }

    /** A lease was applied. */
    void onLease() {
        transferTarget = Optional.empty();
    }

    /** A fresh reading for a lease that begins now; an extension keeps its start. */
    Lease stamped(Lease lease) {
        boolean isNew = lease().map(Lease::sequence).orElse(0L) != lease.sequence();
        return isNew
                ? startingAt(lease, context.node().views().clock().now().max(lease.start()))
                : lease;
    }

    private static Lease startingAt(Lease lease, Timestamp start) {
        return new Lease(
                lease.kind(),
                lease.holder(),
                lease.sequence(),
                start,
                lease.expiration(),
                lease.epoch());
    }

    // ---- time

    /** Works out when the lease next needs a look: when ours must be renewed, or when somebody else's may be over. */
    void schedule() {
        lookAtNanos = Long.MAX_VALUE;
        Optional<Lease> lease = lease();
        if (lease.isEmpty() || !group.core().isLeader()) {
            return;
        }
        long nowNanos = context.nowNanos();
        long wallNanos = context.node().views().clock().peek().wallNanos();
        Lease held = lease.get();
        if (isMine(held) && !isGivenUp(held)) {
            if (held.kind() == LeaseKind.EXPIRATION) {
                long renewAt = held.expiration().wallNanos()
                        - config().leases().durationNanos()
                        + config().leases().renewalNanos();
                lookAtNanos = nowNanos + Math.max(RETRY_NANOS, renewAt - wallNanos);
            } else if (held.kind() != wanted()) {
                lookAtNanos = nowNanos + config().leases().renewalNanos();
            }
        } else if (held.kind() == LeaseKind.EXPIRATION) {
            lookAtNanos =
                    nowNanos + Math.max(RETRY_NANOS, held.expiration().wallNanos() + 1 - wallNanos);
        } else {
            lookAtNanos = nowNanos + config().raft().tickNanos();
        }
    }

    /** A leader without a lease looks again so soon. Our choice: a tenth of a Raft tick. */
    private static final long RETRY_NANOS = 50_000_000L;

    long lookAtNanos() {
        return lookAtNanos;
    }
}
