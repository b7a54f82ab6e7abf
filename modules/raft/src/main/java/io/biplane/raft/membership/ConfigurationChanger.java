package io.biplane.raft.membership;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.membership.MembershipChange.Step;
import io.biplane.raft.membership.MembershipChange.Transition;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The pure step from one configuration to the next. Refusals are values: a user can ask for
 * anything.
 */
public final class ConfigurationChanger {
    private ConfigurationChanger() {}

    /** What came of a change. */
    public sealed interface Outcome {}

    /** The change is legal and leads here. */
    public record Changed(Configuration configuration) implements Outcome {}

    /** The change is not possible now. */
    public record Impossible(String reason) implements Outcome {}

    /** The configuration after {@code change}, or why there is none. */
    public static Outcome apply(Configuration from, MembershipChange change) {
        if (change.isLeave()) {
            return leave(from);
        }
        if (from.isJoint()) {
            return new Impossible("the configuration is joint already; leave it first");
        }
        Sets sets = new Sets(from);
        for (Step step : change.steps()) {
            if (step.replica().isNone()) {
                return new Impossible("a step names no replica");
            }
            sets.apply(step);
        }
        if (sets.voters.isEmpty()) {
            return new Impossible("no voter would remain");
        }
        boolean joint = change.transition() != Transition.AUTOMATIC || sets.changedVoters() > 1;
        return new Changed(
                joint
                        ? sets.joint(change.transition() != Transition.JOINT_EXPLICIT)
                        : sets.plain());
    }

    private static Outcome leave(Configuration from) {
        if (!from.isJoint()) {
            return new Impossible("the configuration is not joint");
        }
        List<ReplicaId> learners = new ArrayList<>(from.learners());
        learners.addAll(from.learnersNext());
        return new Changed(Configuration.of(from.voters(), learners));
    }

    /** The sets while steps are applied to them one after the other. */
    private static final class Sets {
        final List<ReplicaId> before;
        final TreeSet<ReplicaId> voters;
        final TreeSet<ReplicaId> learners;

        Sets(Configuration from) {
            before = from.voters();
            voters = new TreeSet<>(from.voters());
            learners = new TreeSet<>(from.learners());
        }

        void apply(Step step) {
            voters.remove(step.replica());
            learners.remove(step.replica());
            switch (step.kind()) {
                case ADD_VOTER -> voters.add(step.replica());
                case ADD_LEARNER -> learners.add(step.replica());
                case REMOVE -> {}
            }
        }

        /** Size of the symmetric difference between the voters before and after. */
        int changedVoters() {
            int kept = 0;
            for (ReplicaId replica : before) {
                kept += voters.contains(replica) ? 1 : 0;
            }
            return before.size() - kept + voters.size() - kept;
        }

        Configuration plain() {
            return Configuration.of(List.copyOf(voters), List.copyOf(learners));
        }

        /**
         * Demoted voters vote in the outgoing half until the end, so they become learners only
         * then.
         */
        Configuration joint(boolean autoLeave) {
            List<ReplicaId> next = new ArrayList<>();
            List<ReplicaId> now = new ArrayList<>();
            for (ReplicaId learner : learners) {
                (before.contains(learner) ? next : now).add(learner);
            }
            return new Configuration(List.copyOf(voters), before, now, next, autoLeave);
        }
    }
}
