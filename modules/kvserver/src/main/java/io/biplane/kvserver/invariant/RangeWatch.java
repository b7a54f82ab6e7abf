package io.biplane.kvserver.invariant;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.replica.ReplicaObserver.ServingProbe;
import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.invariant.GroupInvariants;

import java.util.Optional;
import java.util.TreeMap;

/** What is watched of one range. Owned by {@link SimulationInvariants}. */
final class RangeWatch {
    final GroupInvariants raft = new GroupInvariants(RangeWatch::same);
    final AppliedHistory applied = new AppliedHistory();
    final TreeMap<NodeId, ServingProbe> probes = new TreeMap<>();
    final TreeMap<NodeId, ReplicaId> replicas = new TreeMap<>();
    /** Highest sequence of a lease that any replica has applied. */
    long begunSequence;
    /** Whether clocks were beyond the limit when that lease was first applied, or its start was. */
    boolean begunBeyondLimit;
    /** Highest lease sequence a request was evaluated under. */
    long servedSequence;
    /** Who served under it. */
    NodeId server;
    /** Which of its lives the server was in when it first served under that lease; a lease does not outlive a process. */
    long serverLife;
    /** Highest time of a request that was evaluated, of those that a clock within the limit could have read. */
    Timestamp servedAt = Timestamp.ZERO;
    /** Highest time of those that none could have read; zero if there was none. */
    Timestamp servedBeyondLimit = Timestamp.ZERO;
    /** Starts of each node's replica. */
    final TreeMap<NodeId, Long> lives = new TreeMap<>();
    /** Sequence of the lease in force at the point each replica has applied to. */
    final TreeMap<NodeId, Long> sequences = new TreeMap<>();
    /** The newest that any replica has applied a change to or restored; empty before the first. */
    Optional<RangeDescriptor> descriptor = Optional.empty();
    /** Highest index of a write whose client was told that it took effect. */
    long acknowledgedIndex;

    void sees(RangeDescriptor seen) {
        if (descriptor.isEmpty() || seen.generation() > descriptor.get().generation()) {
            descriptor = Optional.of(seen);
        }
    }

    /** The journal may hand back a copy; a proposal's id and place name it. */
    private static boolean same(Payload one, Payload other) {
        if (one == other) {
            return true;
        }
        if (one instanceof ReplicatedCommand a && other instanceof ReplicatedCommand b) {
            return a.id().equals(b.id()) && a.leaseIndex() == b.leaseIndex();
        }
        return one.getClass() == other.getClass() && one.sizeBytes() == other.sizeBytes();
    }
}
