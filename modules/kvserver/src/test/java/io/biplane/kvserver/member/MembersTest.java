package io.biplane.kvserver.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.ConfigurationChanger;
import io.biplane.raft.membership.MembershipChange;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Each step's Raft change leads exactly to the configuration that the next descriptor stands for. */
class MembersTest {
    private static final RangeDescriptor THREE = new RangeDescriptor(
            new RangeId(4),
            new Span(Key.MIN, Key.MAX),
            1,
            List.of(voter(1, 1), voter(2, 2), voter(3, 3)),
            4);

    private static ReplicaDescriptor voter(int node, long id) {
        return new ReplicaDescriptor(new NodeId(node), id, ReplicaDescriptor.Type.VOTER);
    }

    private static RangeDescriptor step(RangeDescriptor from, RangeDescriptor to) {
        assertThat(to.generation()).isEqualTo(from.generation() + 1);
        MembershipChange change = Members.change(from, to);
        ConfigurationChanger.Outcome outcome =
                ConfigurationChanger.apply(Members.configuration(from), change);
        Configuration reached = ((ConfigurationChanger.Changed) outcome).configuration();
        assertThat(reached).isEqualTo(Members.configuration(to));
        return to;
    }

    @Test
    void when_aReplicaIsReplaced_then_eachStepIsTheOneRaftTakes() {
        NodeId four = new NodeId(4);
        NodeId two = new NodeId(2);
        RangeDescriptor learner = step(THREE, Members.withLearner(THREE, four));
        RangeDescriptor joint = step(learner, Members.joint(learner, four, two));
        RangeDescriptor left = step(joint, Members.left(joint));
        assertThat(left.replicas()).containsExactly(voter(1, 1), voter(3, 3), voter(4, 4));
        assertThat(left.nextReplicaId()).isEqualTo(5);
    }

    @Test
    void when_aReplicaIsAddedOrRemoved_then_oneSimpleStepDoes() {
        NodeId four = new NodeId(4);
        RangeDescriptor learner = step(THREE, Members.withLearner(THREE, four));
        RangeDescriptor promoted = step(learner, Members.promoted(learner, four));
        assertThat(Members.configuration(promoted).voters()).hasSize(4);
        RangeDescriptor removed = step(promoted, Members.without(promoted, new NodeId(1)));
        assertThat(removed.isOn(new NodeId(1))).isFalse();
        step(learner, Members.without(learner, four));
    }
}
