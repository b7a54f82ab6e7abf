package io.biplane.raft.membership;

import io.biplane.raft.EmptyPayload;
import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;

import java.util.List;

/**
 * A proposal to change who belongs to the group. Without steps it leaves a joint configuration.
 *
 * @param steps what changes, all at once
 * @param transition how a joint configuration is left, if one is needed
 * @param context what the shell wants carried along in the same entry, such as a new range
 *     descriptor
 */
public record MembershipChange(List<Step> steps, Transition transition, Payload context)
        implements Payload {
    /** What happens to one replica. */
    public enum Kind {
        /** Becomes a voter; a learner is promoted. */
        ADD_VOTER,
        /** Becomes a learner; a voter is demoted. */
        ADD_LEARNER,
        /** Leaves the group. */
        REMOVE
    }

    /** How a joint configuration is entered and left. */
    public enum Transition {
        /**
         * Joint only if more than one voter changes; left by the leader as soon as it is applied.
         */
        AUTOMATIC,
        /** Always joint; left by the leader as soon as it is applied. */
        JOINT_IMPLICIT,
        /** Always joint; the shell proposes leaving. */
        JOINT_EXPLICIT
    }

    /** One replica's part in the change. */
    public record Step(Kind kind, ReplicaId replica) {}

    public MembershipChange {
        steps = List.copyOf(steps);
    }

    /** A change left automatically, with nothing carried along. */
    public static MembershipChange of(Step... steps) {
        return new MembershipChange(List.of(steps), Transition.AUTOMATIC, EmptyPayload.INSTANCE);
    }

    /** Leaves the joint configuration. */
    public static MembershipChange leaveJoint() {
        return of();
    }

    public static Step addVoter(ReplicaId replica) {
        return new Step(Kind.ADD_VOTER, replica);
    }

    public static Step addLearner(ReplicaId replica) {
        return new Step(Kind.ADD_LEARNER, replica);
    }

    public static Step remove(ReplicaId replica) {
        return new Step(Kind.REMOVE, replica);
    }

    /** This change with something carried along. */
    public MembershipChange withContext(Payload newContext) {
        return new MembershipChange(steps, transition, newContext);
    }

    /** This change with another transition. */
    public MembershipChange withTransition(Transition newTransition) {
        return new MembershipChange(steps, newTransition, context);
    }

    /** Whether this leaves a joint configuration. */
    public boolean isLeave() {
        return steps.isEmpty();
    }

    @Override
    public int sizeBytes() {
        return 16 + 16 * steps.size() + context.sizeBytes();
    }

    @Override
    public String toString() {
        if (isLeave()) {
            return "leave-joint";
        }
        StringBuilder text = new StringBuilder("change");
        for (Step step : steps) {
            text.append(
                    switch (step.kind()) {
                        case ADD_VOTER -> " +voter ";
                        case ADD_LEARNER -> " +learner ";
                        case REMOVE -> " -";
                    });
            text.append(step.replica());
        }
        return text.toString();
    }
}
