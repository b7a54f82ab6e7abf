package io.biplane.raft.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.membership.ConfigurationChanger.Changed;
import io.biplane.raft.membership.ConfigurationChanger.Impossible;
import io.biplane.raft.membership.ConfigurationChanger.Outcome;
import io.biplane.raft.membership.MembershipChange.Step;
import io.biplane.raft.membership.MembershipChange.Transition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Membership changes: + voter, ~ learner, - removed; configurations as voters/learners; A
 * automatic, E explicit, I implicit.
 */
class ConfigurationChangerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // from     | change       | T | expected
                "1          | +2        | A | voters=[r1, r2]",
                "1 2 3      | -3        | A | voters=[r1, r2]",
                "1 2 3      | +3        | A | voters=[r1, r2, r3]",
                "1 2        | ~3        | A | voters=[r1, r2] learners=[r3]",
                "1 2        | ~3 ~4     | A | voters=[r1, r2] learners=[r3, r4]",
                "1 2 /3     | +3        | A | voters=[r1, r2, r3]",
                "1 2 /3     | -3        | A | voters=[r1, r2]",
                "1 2 3      | ~3        | A | voters=[r1, r2] learners=[r3]",
                "1 2 3      | -9        | A | voters=[r1, r2, r3]",
                "1 2 3      | +4 -3     | A | voters=[r1, r2, r4] out=[r1, r2, r3] auto",
                "1 2 3      | +4 -3     | E | voters=[r1, r2, r4] out=[r1, r2, r3]",
                "1 2 3      | +4        | I | voters=[r1, r2, r3, r4] out=[r1, r2, r3] auto",
                "1 2 3      | ~3 +4     | A | voters=[r1, r2, r4] out=[r1, r2, r3] next=[r3] auto",
                "1 2 3 /4 5 | +4 +5 -2 -3  | A | voters=[r1, r4, r5] out=[r1, r2, r3] auto",
                "1          | -1        | A | no voter would remain",
                "1          | ~1        | A | no voter would remain",
                "1          | -1 +2     | A | voters=[r2] out=[r1] auto",
                "1          |           | A | the configuration is not joint",
            })
    void when_stepsAreApplied_then_theConfigurationIs(
            String from, String steps, String how, String expected) {
        Transition transition = switch (how) {
            case "E" -> Transition.JOINT_EXPLICIT;
            case "I" -> Transition.JOINT_IMPLICIT;
            default -> Transition.AUTOMATIC;
        };
        MembershipChange change = MembershipChange.of(parseSteps(steps)).withTransition(transition);
        assertThat(show(ConfigurationChanger.apply(parse(from), change))).isEqualTo(expected);
    }

    @Test
    void when_aJointConfigurationIsChangedAgain_then_itIsRefused() {
        Configuration joint = changed(parse("1 2 3"), parseSteps("+4 -3"));
        Outcome outcome = ConfigurationChanger.apply(joint, MembershipChange.of(parseSteps("+5")));
        assertThat(outcome).isInstanceOf(Impossible.class);
    }

    @Test
    void when_aJointConfigurationIsLeft_then_demotedVotersAreLearners() {
        Configuration joint = changed(parse("1 2 3"), parseSteps("~3 +4"));
        Outcome outcome = ConfigurationChanger.apply(joint, MembershipChange.leaveJoint());
        assertThat(show(outcome)).isEqualTo("voters=[r1, r2, r4] learners=[r3]");
    }

    /**
     * Against a second implementation on sets, over every pair of steps on every start of up to
     * four replicas: entering and leaving a change ends where applying the steps to plain sets
     * ends.
     */
    @Test
    void when_everyPairOfStepsIsTried_then_setsAgree() {
        String[] kinds = {"+", "~", "-"};
        for (String start : List.of("1", "1 2", "1 2 3", "1 2 /3", "1 /2 3")) {
            for (String one : kinds) {
                for (String two : kinds) {
                    for (int a = 1; a <= 4; a++) {
                        for (int b = 1; b <= 4; b++) {
                            compare(start, one + a + " " + two + b);
                        }
                    }
                }
            }
        }
    }

    private static void compare(String start, String steps) {
        TreeSet<ReplicaId> voters = new TreeSet<>(parse(start).voters());
        TreeSet<ReplicaId> learners = new TreeSet<>(parse(start).learners());
        for (Step step : parseSteps(steps)) {
            voters.remove(step.replica());
            learners.remove(step.replica());
            if (step.kind() == MembershipChange.Kind.ADD_VOTER) {
                voters.add(step.replica());
            } else if (step.kind() == MembershipChange.Kind.ADD_LEARNER) {
                learners.add(step.replica());
            }
        }
        Outcome outcome =
                ConfigurationChanger.apply(parse(start), MembershipChange.of(parseSteps(steps)));
        if (voters.isEmpty()) {
            assertThat(outcome).isInstanceOf(Impossible.class);
            return;
        }
        Configuration reached = ((Changed) outcome).configuration();
        if (reached.isJoint()) {
            assertThat(reached.outgoingVoters()).isEqualTo(parse(start).voters());
            reached = ((Changed) ConfigurationChanger.apply(reached, MembershipChange.leaveJoint()))
                    .configuration();
        }
        assertThat(reached)
                .as("%s after %s", start, steps)
                .isEqualTo(Configuration.of(List.copyOf(voters), List.copyOf(learners)));
    }

    private static Configuration changed(Configuration from, Step... steps) {
        return ((Changed) ConfigurationChanger.apply(from, MembershipChange.of(steps)))
                .configuration();
    }

    private static String show(Outcome outcome) {
        return outcome instanceof Changed changed
                ? changed.configuration()
                        .toString()
                        .replace("outgoing=", "out=")
                        .replace("learnersNext=", "next=")
                        .replace("autoLeave", "auto")
                : ((Impossible) outcome).reason();
    }

    private static Configuration parse(String text) {
        String[] parts = text.split("/");
        return Configuration.of(ids(parts[0]), parts.length > 1 ? ids(parts[1]) : List.of());
    }

    private static List<ReplicaId> ids(String text) {
        List<ReplicaId> ids = new ArrayList<>();
        for (String word : text.trim().split("\\s+")) {
            ids.add(ReplicaId.of(Long.parseLong(word)));
        }
        return ids;
    }

    private static Step[] parseSteps(String text) {
        if (text == null || text.isBlank()) {
            return new Step[0];
        }
        String[] words = text.trim().split("\\s+");
        Step[] steps = new Step[words.length];
        for (int i = 0; i < words.length; i++) {
            ReplicaId id = ReplicaId.of(Long.parseLong(words[i].substring(1)));
            steps[i] = switch (words[i].charAt(0)) {
                case '+' -> MembershipChange.addVoter(id);
                case '~' -> MembershipChange.addLearner(id);
                default -> MembershipChange.remove(id);
            };
        }
        return steps;
    }
}
