package io.biplane.kvserver.invariant;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kvserver.apply.AppliedEntry;
import io.biplane.kvserver.apply.Outcome;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.command.Trigger;
import io.biplane.kvserver.replica.ReplicaObserver;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.port.RaftObserver;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Watches all replicas of one simulation; throws {@link InvariantViolation} at the event that breaks a property. */
public final class SimulationInvariants implements ReplicaObserver {
    private final Predicate<NodeId> isRunning;
    private final RunningClocks clocks;
    private final TreeMap<RangeId, RangeWatch> ranges = new TreeMap<>();
    private long checkCount;

    /** Times at which two replicas would have served while clocks were too far apart. */
    private long beyondLimitCount;

    /** What the first of them was; empty while there is none. */
    private String beyondLimit = "";

    /**
     * A watch that has seen nothing yet.
     *
     * @param isRunning whether a node's process runs: the last words of a dead one do not count
     * @param clocks what the running nodes' clocks are worth: while they do not keep the limit, the
     *     modelled system does not promise that one replica serves at a time, and such a break is
     *     counted instead of ending the run
     */
    public SimulationInvariants(Predicate<NodeId> isRunning, RunningClocks clocks) {
        this.isRunning = isRunning;
        this.clocks = clocks;
    }

    /** A watch over nodes whose clocks are always within the limit. */
    public SimulationInvariants(Predicate<NodeId> isRunning) {
        this(isRunning, RunningClocks.alwaysAlike());
    }

    /** How often more than one replica served or would have, while clocks were beyond the limit. */
    public long beyondLimitCount() {
        return beyondLimitCount;
    }

    /** The first such break; empty when there was none. */
    public String beyondLimit() {
        return beyondLimit;
    }

    /** Who serves when depends on clocks: a break of that is a bug only while they keep the limit. */
    private void breaksServing(String text) {
        if (clocks.keepLimit()) {
            throw new InvariantViolation(text);
        }
        breaksBeyondLimit(text);
    }

    private void breaksBeyondLimit(String text) {
        beyondLimitCount++;
        beyondLimit = beyondLimit.isEmpty() ? text : beyondLimit;
    }

    private RangeWatch watch(RangeId range) {
        return ranges.computeIfAbsent(range, id -> new RangeWatch());
    }

    /** Checks made so far; a run that checked nothing proves nothing. */
    public long checkCount() {
        return checkCount;
    }

    /** Highest index of an acknowledged write of a range, 0 if there was none. */
    public long acknowledgedIndex(RangeId range) {
        return watch(range).acknowledgedIndex;
    }

    /** The range as it is now, wherever that was applied first; empty while it is as it was when the cluster began. */
    public Optional<RangeDescriptor> changedDescriptor(RangeId range) {
        return Optional.ofNullable(ranges.get(range)).flatMap(watch -> watch.descriptor);
    }

    /** A disk fault may have lost what the node held durably: its replicas' next recovery is believed. */
    public void forgive(NodeId node) {
        ranges.values().forEach(range -> {
            ReplicaId replica = range.replicas.get(node);
            if (replica != null) {
                range.raft.forgive(replica);
            }
        });
    }

    @Override
    public RaftObserver raft(RangeId range, NodeId node, ReplicaId replica) {
        RangeWatch watch = watch(range);
        watch.raft.crashed(replica);
        watch.replicas.put(node, replica);
        return watch.raft.observerFor(replica);
    }

    @Override
    public void started(RangeId range, NodeId node, ServingProbe probe) {
        RangeWatch watch = watch(range);
        watch.probes.put(node, probe);
        watch.lives.merge(node, 1L, Long::sum);
        // Where it stands is known again with the first lease it applies.
        watch.sequences.remove(node);
    }

    @Override
    public void gone(RangeId range, NodeId node) {
        RangeWatch watch = watch(range);
        watch.probes.remove(node);
        watch.replicas.remove(node);
        watch.sequences.remove(node);
    }

    @Override
    public void applied(RangeId range, NodeId node, AppliedEntry entry) {
        RangeWatch watch = watch(range);
        checkDigest(range, watch, node, entry.entry().index(), entry.digest());
        if (entry.outcome() != Outcome.EFFECTIVE) {
            return;
        }
        ReplicatedCommand command = entry.command().orElseThrow();
        Long inForce = watch.sequences.get(node);
        if (inForce != null && command.leaseSequence() != inForce) {
            throw new InvariantViolation(node + " applies " + command + " to " + range + " at "
                    + entry.entry().index() + ", where lease " + inForce
                    + " is in force");
        }
        if (command.trigger() instanceof Trigger.NewDescriptor change) {
            watch.sees(change.descriptor());
        }
        if (command.trigger() instanceof Trigger.NewLease change) {
            watch.sequences.put(node, change.lease().sequence());
            beginsLease(range, watch, change.lease());
        }
    }

    /** A lease may be served under from its first application on, requests or not: nobody else may serve then. */
    private void beginsLease(RangeId range, RangeWatch watch, Lease lease) {
        if (lease.sequence() > watch.begunSequence) {
            watch.begunSequence = lease.sequence();
            watch.begunBeyondLimit = !clocks.keepLimit() || clocks.isBeyond(lease.start());
            checkCount++;
            checkAlone(range, watch, lease.holder(), " may serve ", lease.sequence());
        }
    }

    @Override
    public void restored(RangeId range, NodeId node, RangeState state) {
        RangeWatch watch = watch(range);
        checkDigest(range, watch, node, state.applied().index(), state.applied().digest());
        watch.sequences.put(node, state.leaseSequence());
        watch.sees(state.descriptor());
    }

    private void checkDigest(
            RangeId range, RangeWatch watch, NodeId node, long index, long digest) {
        checkCount++;
        if (!watch.applied.agrees(index, digest)) {
            throw new InvariantViolation(
                    node + " has applied another history of " + range + " up to " + index);
        }
    }

    @Override
    public void serves(NodeId node, RangeState state, Timestamp at) {
        checkCount++;
        RangeId range = state.descriptor().id();
        RangeWatch watch = watch(range);
        Lease lease = state.lease().orElseThrow();
        if (state.applied().index() < watch.acknowledgedIndex) {
            breaksServing(node + " serves " + range + " at " + state.applied() + ", but a write at "
                    + watch.acknowledgedIndex + " was acknowledged");
            return;
        }
        if (lease.sequence() > watch.servedSequence) {
            beginsToServe(range, watch, node, lease);
        } else if (lease.sequence() < watch.servedSequence || !node.equals(watch.server)) {
            breaksServing(node + " serves " + range + " under lease " + lease.sequence() + " after "
                    + watch.server + " served under " + watch.servedSequence);
            return;
        } else if (watch.lives.get(node) != watch.serverLife) {
            throw new InvariantViolation(node + " serves " + range + " under lease "
                    + lease.sequence() + " of its former life");
        }
        if (clocks.isBeyond(at)) {
            watch.servedBeyondLimit = watch.servedBeyondLimit.max(at);
        } else {
            watch.servedAt = watch.servedAt.max(at);
        }
    }

    private void beginsToServe(RangeId range, RangeWatch watch, NodeId node, Lease lease) {
        if (!node.equals(watch.server)) {
            checkStart(range, watch, node, lease);
        }
        watch.servedSequence = lease.sequence();
        watch.server = node;
        watch.serverLife = watch.lives.get(node);
        checkAlone(range, watch, node, " begins to serve ", lease.sequence());
    }

    /**
     * A lease begins after all that was served before it. Times of a wrong clock stay with the range when the clock is
     * right again: what was served at one, or a lease that was begun by one, is no bug of who serves now.
     */
    private void checkStart(RangeId range, RangeWatch watch, NodeId node, Lease lease) {
        Timestamp highest = watch.servedAt.max(watch.servedBeyondLimit);
        if (lease.start().isAfter(highest)) {
            return;
        }
        String text = node + " serves " + range + " under a lease from " + lease.start() + ", but "
                + watch.server + " has served up to " + highest;
        boolean ofWrongClock = lease.start().isAfter(watch.servedAt)
                || watch.begunBeyondLimit && lease.sequence() == watch.begunSequence;
        if (ofWrongClock) {
            breaksBeyondLimit(text);
        } else {
            breaksServing(text);
        }
    }

    private void checkAlone(
            RangeId range, RangeWatch watch, NodeId server, String does, long lease) {
        for (Map.Entry<NodeId, ServingProbe> other : watch.probes.entrySet()) {
            if (other.getKey().equals(server) || !isRunning.test(other.getKey())) {
                continue;
            }
            long sequence = other.getValue().servesUnderSequence();
            if (sequence != 0) {
                breaksServing(server + does + range + " under lease " + lease + " while "
                        + other.getKey() + " would serve under " + sequence);
            }
        }
    }

    @Override
    public void acknowledges(RangeId range, NodeId node, long index) {
        RangeWatch watch = watch(range);
        watch.acknowledgedIndex = Math.max(watch.acknowledgedIndex, index);
    }

    /** Looks at all ranges at this instant: at most one replica of each would serve. Linear in the replicas. */
    public void sweep() {
        for (Map.Entry<RangeId, RangeWatch> entry : ranges.entrySet()) {
            checkCount++;
            NodeId found = null;
            for (Map.Entry<NodeId, ServingProbe> probe : entry.getValue().probes.entrySet()) {
                if (!isRunning.test(probe.getKey())
                        || probe.getValue().servesUnderSequence() == 0) {
                    continue;
                }
                if (found != null) {
                    breaksServing(found + " and " + probe.getKey() + " would both serve "
                            + entry.getKey());
                }
                found = probe.getKey();
            }
        }
    }
}
