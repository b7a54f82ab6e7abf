package io.biplane.raft.membership;

import io.biplane.raft.ReplicaId;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The members of a group. All lists are sorted and without duplicates.
 *
 * @param voters the (incoming) voters
 * @param outgoingVoters the voters being left; non-empty exactly while the configuration is joint
 * @param learners replicas that receive the log and do not vote
 * @param learnersNext outgoing voters that become learners when the joint configuration is left
 * @param autoLeave whether the leader leaves the joint configuration by itself
 */
public record Configuration(
        List<ReplicaId> voters,
        List<ReplicaId> outgoingVoters,
        List<ReplicaId> learners,
        List<ReplicaId> learnersNext,
        boolean autoLeave) {
    public Configuration {
        voters = sorted(voters);
        outgoingVoters = sorted(outgoingVoters);
        learners = sorted(learners);
        learnersNext = sorted(learnersNext);
        for (ReplicaId learner : learners) {
            if (voters.contains(learner) || outgoingVoters.contains(learner)) {
                throw new IllegalArgumentException(learner + " is both voter and learner");
            }
        }
        if (!outgoingVoters.containsAll(learnersNext)) {
            throw new IllegalArgumentException(
                    "learnersNext must be outgoing voters: " + learnersNext);
        }
    }

    private static List<ReplicaId> sorted(List<ReplicaId> replicas) {
        return List.copyOf(new TreeSet<>(replicas));
    }

    /** A plain configuration of voters. */
    public static Configuration ofVoters(List<ReplicaId> voters) {
        return new Configuration(voters, List.of(), List.of(), List.of(), false);
    }

    /** A plain configuration of voters and learners. */
    public static Configuration of(List<ReplicaId> voters, List<ReplicaId> learners) {
        return new Configuration(voters, List.of(), learners, List.of(), false);
    }

    /** No members: a replica that knows nothing yet and waits for a snapshot or for the log. */
    public static Configuration empty() {
        return ofVoters(List.of());
    }

    /** Whether both halves must agree at present. */
    public boolean isJoint() {
        return !outgoingVoters.isEmpty();
    }

    /** Whether {@code replica} votes in either half. */
    public boolean isVoter(ReplicaId replica) {
        return voters.contains(replica) || outgoingVoters.contains(replica);
    }

    /** Whether {@code replica} belongs to the group in any way. */
    public boolean contains(ReplicaId replica) {
        return isVoter(replica) || learners.contains(replica);
    }

    /** Everybody, sorted. */
    public List<ReplicaId> members() {
        TreeSet<ReplicaId> all = new TreeSet<>(voters);
        all.addAll(outgoingVoters);
        all.addAll(learners);
        return new ArrayList<>(all);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("voters=").append(voters);
        if (isJoint()) {
            text.append(" outgoing=").append(outgoingVoters);
        }
        if (!learners.isEmpty()) {
            text.append(" learners=").append(learners);
        }
        if (!learnersNext.isEmpty()) {
            text.append(" learnersNext=").append(learnersNext);
        }
        return autoLeave ? text.append(" autoLeave").toString() : text.toString();
    }
}
