package io.biplane.kvserver.member;

import io.biplane.base.id.NodeId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.MembershipChange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A descriptor's replicas read as Raft's configuration, and the descriptors that lead from one membership to the next. */
public final class Members {
    private Members() {}

    /**
     * The Raft configuration a descriptor stands for. Joint while a replica is incoming or outgoing; then the shell leaves it,
     * with the descriptor that follows.
     */
    public static Configuration configuration(RangeDescriptor descriptor) {
        List<ReplicaId> voters = new ArrayList<>();
        List<ReplicaId> outgoing = new ArrayList<>();
        List<ReplicaId> learners = new ArrayList<>();
        boolean joint = false;
        for (ReplicaDescriptor replica : descriptor.replicas()) {
            ReplicaId id = ReplicaId.of(replica.replicaId());
            switch (replica.type()) {
                case VOTER -> {
                    voters.add(id);
                    outgoing.add(id);
                }
                case VOTER_INCOMING -> {
                    voters.add(id);
                    joint = true;
                }
                case VOTER_OUTGOING -> {
                    outgoing.add(id);
                    joint = true;
                }
                case LEARNER -> learners.add(id);
            }
        }
        return new Configuration(voters, joint ? outgoing : List.of(), learners, List.of(), false);
    }

    /** The replica a node has in the range. */
    public static Optional<ReplicaDescriptor> on(RangeDescriptor descriptor, NodeId node) {
        for (ReplicaDescriptor replica : descriptor.replicas()) {
            if (replica.node().equals(node)) {
                return Optional.of(replica);
            }
        }
        return Optional.empty();
    }

    /** Whether the replica id belongs to the range at present. */
    public static boolean contains(RangeDescriptor descriptor, long replicaId) {
        for (ReplicaDescriptor replica : descriptor.replicas()) {
            if (replica.replicaId() == replicaId) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a replica may be handed the lease: a voter that is not about to leave. Source: CockroachDB {@code
     * CheckCanReceiveLease}.
     */
    public static boolean mayBeGivenTheLease(ReplicaDescriptor replica) {
        return replica.type() == ReplicaDescriptor.Type.VOTER
                || replica.type() == ReplicaDescriptor.Type.VOTER_INCOMING;
    }

    /** With a learner on {@code node}. */
    public static RangeDescriptor withLearner(RangeDescriptor descriptor, NodeId node) {
        List<ReplicaDescriptor> replicas = new ArrayList<>(descriptor.replicas());
        replicas.add(new ReplicaDescriptor(
                node, descriptor.nextReplicaId(), ReplicaDescriptor.Type.LEARNER));
        return next(descriptor, replicas, descriptor.nextReplicaId() + 1);
    }

    /** The joint step that makes the learner on {@code incoming} a voter and lets the voter on {@code outgoing} go. */
    public static RangeDescriptor joint(
            RangeDescriptor descriptor, NodeId incoming, NodeId outgoing) {
        List<ReplicaDescriptor> replicas = new ArrayList<>();
        for (ReplicaDescriptor replica : descriptor.replicas()) {
            if (replica.node().equals(incoming)) {
                replicas.add(retyped(replica, ReplicaDescriptor.Type.VOTER_INCOMING));
            } else if (replica.node().equals(outgoing)) {
                replicas.add(retyped(replica, ReplicaDescriptor.Type.VOTER_OUTGOING));
            } else {
                replicas.add(replica);
            }
        }
        return next(descriptor, replicas, descriptor.nextReplicaId());
    }

    /** With the learner on {@code node} a voter. */
    public static RangeDescriptor promoted(RangeDescriptor descriptor, NodeId node) {
        List<ReplicaDescriptor> replicas = new ArrayList<>();
        for (ReplicaDescriptor replica : descriptor.replicas()) {
            boolean isIt = replica.node().equals(node);
            replicas.add(isIt ? retyped(replica, ReplicaDescriptor.Type.VOTER) : replica);
        }
        return next(descriptor, replicas, descriptor.nextReplicaId());
    }

    /** Behind the joint step: incoming replicas are voters, outgoing ones are gone. */
    public static RangeDescriptor left(RangeDescriptor descriptor) {
        List<ReplicaDescriptor> replicas = new ArrayList<>();
        for (ReplicaDescriptor replica : descriptor.replicas()) {
            if (replica.type() == ReplicaDescriptor.Type.VOTER_INCOMING) {
                replicas.add(retyped(replica, ReplicaDescriptor.Type.VOTER));
            } else if (replica.type() != ReplicaDescriptor.Type.VOTER_OUTGOING) {
                replicas.add(replica);
            }
        }
        return next(descriptor, replicas, descriptor.nextReplicaId());
    }

    /** Without the replica on {@code node}. */
    public static RangeDescriptor without(RangeDescriptor descriptor, NodeId node) {
        List<ReplicaDescriptor> replicas = new ArrayList<>(descriptor.replicas());
        replicas.removeIf(replica -> replica.node().equals(node));
        return next(descriptor, replicas, descriptor.nextReplicaId());
    }

    /** The Raft change that leads from one descriptor to the next. */
    public static MembershipChange change(RangeDescriptor from, RangeDescriptor to) {
        if (configuration(from).isJoint()) {
            return MembershipChange.leaveJoint();
        }
        List<MembershipChange.Step> steps = new ArrayList<>();
        boolean joint = configuration(to).isJoint();
        for (ReplicaDescriptor replica : to.replicas()) {
            ReplicaId id = ReplicaId.of(replica.replicaId());
            Optional<ReplicaDescriptor> before = on(from, replica.node());
            if (before.isPresent() && before.get().equals(replica)) {
                continue;
            }
            steps.add(
                    switch (replica.type()) {
                        case LEARNER -> MembershipChange.addLearner(id);
                        case VOTER, VOTER_INCOMING -> MembershipChange.addVoter(id);
                        case VOTER_OUTGOING -> MembershipChange.remove(id);
                    });
        }
        for (ReplicaDescriptor replica : from.replicas()) {
            if (!contains(to, replica.replicaId())) {
                steps.add(MembershipChange.remove(ReplicaId.of(replica.replicaId())));
            }
        }
        MembershipChange change = MembershipChange.of(steps.toArray(new MembershipChange.Step[0]));
        return joint ? change.withTransition(MembershipChange.Transition.JOINT_EXPLICIT) : change;
    }

    private static ReplicaDescriptor retyped(
            ReplicaDescriptor replica, ReplicaDescriptor.Type type) {
        return new ReplicaDescriptor(replica.node(), replica.replicaId(), type);
    }

    private static RangeDescriptor next(
            RangeDescriptor before, List<ReplicaDescriptor> replicas, long nextReplicaId) {
        return new RangeDescriptor(
                before.id(), before.span(), before.generation() + 1, replicas, nextReplicaId);
    }
}
