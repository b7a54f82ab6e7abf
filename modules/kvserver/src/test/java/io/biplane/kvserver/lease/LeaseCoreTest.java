package io.biplane.kvserver.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.keys.TenantKeys;
import io.biplane.kvserver.liveness.LivenessRecord;
import io.biplane.kvserver.liveness.LivenessView;
import io.biplane.kvserver.liveness.Membership;
import io.biplane.settings.kv.KvConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

/**
 * Seconds in the tables; the max offset is 0.5 s, an expiration lease lasts 6 s. The lease is n1's,
 * sequence 7.
 */
class LeaseCoreTest {
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);

    private static Timestamp at(double seconds) {
        return Timestamp.of((long) (seconds * 1e9));
    }

    private static LivenessView liveness(NodeId node, long epoch, double expires) {
        LivenessRecord record =
                new LivenessRecord(node, epoch, at(expires), false, Membership.ACTIVE);
        return LivenessView.EMPTY.with(record, at(0));
    }

    private static LeaseContext context(
            NodeId self, LeaseKind wanted, double now, LivenessView liveness, RaftStanding raft) {
        return new LeaseContext(self, wanted, at(now), KvConfig.defaults(), liveness, raft);
    }

    private static RaftStanding raft(NodeId self, NodeId leader, long term, double supported) {
        return self.equals(leader)
                ? RaftStanding.leads(self, term, at(supported))
                : RaftStanding.follows(Optional.of(leader), term);
    }

    private static Lease lease(LeaseKind kind, double expires, long epoch) {
        return new Lease(kind, ONE, 7, at(1), at(expires), epoch);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # version | meta       | liveness   | system table | table
            24.1      | EXPIRATION | EXPIRATION | EPOCH        | EPOCH
            25.1      | EXPIRATION | EXPIRATION | EPOCH        | EPOCH
            25.2      | EXPIRATION | EXPIRATION | LEADER       | LEADER
            26.1      | EXPIRATION | EXPIRATION | LEADER       | LEADER
            """)
    void the_kind_follows_range_and_version(
            String version, LeaseKind meta, LeaseKind liveness, LeaseKind system, LeaseKind table) {
        ClusterVersion active = ClusterVersion.parse(version);
        Span rows = TenantKeys.span(new TenantId(3));
        assertThat(LeaseCore.kindFor(Keyspace.META, active)).isEqualTo(meta);
        assertThat(LeaseCore.kindFor(Keyspace.LIVENESS, active)).isEqualTo(liveness);
        assertThat(LeaseCore.kindFor(Keyspace.SYSTEM_TABLES, active)).isEqualTo(system);
        assertThat(LeaseCore.kindFor(rows, active)).isEqualTo(table);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # asks | leads | now  | status  | advice
            1      | 1     | 2.0  | VALID   | serve
            1      | 1     | 5.0  | VALID   | serve and renew to 11.0
            1      | 2     | 5.0  | VALID   | serve
            2      | 2     | 5.0  | VALID   | refuse, ask n1
            1      | 1     | 7.49 | VALID   | serve and renew to 13.49
            1      | 1     | 7.5  | STASIS  | acquire n1 #7 to 13.5
            1      | 2     | 7.5  | STASIS  | refuse, ask n2
            2      | 2     | 7.9  | STASIS  | refuse
            2      | 2     | 8.0  | EXPIRED | acquire n2 #8 to 14.0
            2      | 1     | 8.0  | EXPIRED | refuse, ask n1
            1      | 1     | 8.0  | EXPIRED | acquire n1 #8 to 14.0
            """)
    void an_expiration_lease_that_ends_at_8(
            int asks, int leads, double now, LeaseStatus status, String advice) {
        NodeId self = new NodeId(asks);
        LeaseContext context = context(
                self,
                LeaseKind.EXPIRATION,
                now,
                LivenessView.EMPTY,
                raft(self, new NodeId(leads), 5, 0));
        check(lease(LeaseKind.EXPIRATION, 8, 0), context, status, advice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # asks | leads | now  | n1's epoch | expires | status  | advice
            1      | 1     | 2.0  | 4          | 8       | VALID   | serve
            1      | 2     | 2.0  | 4          | 8       | VALID   | serve
            2      | 2     | 2.0  | 4          | 8       | VALID   | refuse, ask n1
            1      | 1     | 7.6  | 4          | 8       | STASIS  | heartbeat first
            2      | 2     | 7.6  | 4          | 8       | STASIS  | refuse
            2      | 2     | 8.0  | 4          | 8       | EXPIRED | bump n1 above 4
            2      | 1     | 8.0  | 4          | 8       | EXPIRED | refuse, ask n1
            1      | 1     | 8.0  | 4          | 8       | EXPIRED | heartbeat first
            2      | 2     | 8.0  | 5          | 8       | EXPIRED | acquire n2 #8 epoch 9
            1      | 1     | 8.0  | 5          | 14      | EXPIRED | acquire n1 #8 epoch 5
            1      | 1     | 2.0  | 3          | 8       | STASIS  | heartbeat first
            """)
    void an_epoch_lease_of_epoch_4(
            int asks,
            int leads,
            double now,
            long epoch,
            double expires,
            LeaseStatus status,
            String advice) {
        NodeId self = new NodeId(asks);
        LivenessView view = liveness(ONE, epoch, expires)
                .with(new LivenessRecord(TWO, 9, at(20), false, Membership.ACTIVE), at(0));
        LeaseContext context =
                context(self, LeaseKind.EPOCH, now, view, raft(self, new NodeId(leads), 5, 0));
        check(lease(LeaseKind.EPOCH, 0, 4), context, status, advice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # asks | leads | term | supported | status  | advice
            1      | 1     | 5    | 3.0       | VALID   | serve
            1      | 1     | 5    | 2.0       | STASIS  | refuse
            1      | 1     | 5    | 0.0       | STASIS  | refuse
            2      | 1     | 5    | 0.0       | VALID   | refuse, ask n1
            2      | 2     | 6    | 3.0       | EXPIRED | acquire n2 #8 term 6
            2      | 2     | 6    | 0.0       | EXPIRED | refuse
            1      | 2     | 6    | 0.0       | STASIS  | refuse, ask n2
            1      | 1     | 6    | 3.0       | EXPIRED | acquire n1 #8 term 6
            """)
    void a_leader_lease_of_term_5_at_2(
            int asks, int leads, long term, double supported, LeaseStatus status, String advice) {
        NodeId self = new NodeId(asks);
        LeaseContext context = context(
                self,
                LeaseKind.LEADER,
                2,
                LivenessView.EMPTY,
                raft(self, new NodeId(leads), term, supported));
        check(lease(LeaseKind.LEADER, 0, 5), context, status, advice);
    }

    private static void check(
            Lease lease, LeaseContext context, LeaseStatus status, String advice) {
        assertThat(LeaseCore.status(Optional.of(lease), context)).isEqualTo(status);
        LeaseAdvice given = LeaseCore.advise(Optional.of(lease), context);
        assertThat(text(given)).isEqualTo(advice);
        boolean serves = given instanceof LeaseAdvice.Serve;
        assertThat(LeaseCore.maySatisfy(Optional.of(lease), context)).isEqualTo(serves);
    }

    private static String text(LeaseAdvice advice) {
        if (advice instanceof LeaseAdvice.Serve serve) {
            return "serve"
                    + serve.renewal()
                            .map(next -> " and renew to " + seconds(next))
                            .orElse("");
        }
        if (advice instanceof LeaseAdvice.Acquire acquire) {
            Lease next = acquire.next();
            String life = switch (next.kind()) {
                case EXPIRATION -> " to " + seconds(next);
                case EPOCH -> " epoch " + next.epoch();
                case LEADER -> " term " + next.epoch();
            };
            return "acquire " + next.holder() + " #" + next.sequence() + life;
        }
        if (advice instanceof LeaseAdvice.BumpEpoch bump) {
            return "bump " + bump.node() + " above " + bump.epoch();
        }
        if (advice instanceof LeaseAdvice.Refuse refuse) {
            return "refuse" + refuse.holder().map(node -> ", ask " + node).orElse("");
        }
        return "heartbeat first";
    }

    private static String seconds(Lease lease) {
        return String.valueOf(lease.expiration().wallNanos() / 1e9);
    }

    @Test
    void a_new_range_is_taken_by_its_leader_under_the_first_sequence() {
        LeaseContext leader =
                context(ONE, LeaseKind.EPOCH, 2, liveness(ONE, 1, 8), raft(ONE, ONE, 5, 0));
        Lease first = ((LeaseAdvice.Acquire) LeaseCore.advise(Optional.empty(), leader)).next();
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(first.start()).isEqualTo(at(2));
        LeaseContext notLive =
                context(ONE, LeaseKind.EPOCH, 9, liveness(ONE, 1, 8), raft(ONE, ONE, 5, 0));
        assertThat(LeaseCore.advise(Optional.empty(), notLive))
                .isInstanceOf(LeaseAdvice.HeartbeatFirst.class);
    }

    @Test
    void when_leader_leases_are_wanted_then_a_supported_leader_switches_while_serving() {
        Lease epoch = lease(LeaseKind.EPOCH, 0, 4);
        LivenessView view = liveness(ONE, 4, 20);
        LeaseContext supported = context(ONE, LeaseKind.LEADER, 2, view, raft(ONE, ONE, 5, 4));
        LeaseAdvice.Serve serve =
                (LeaseAdvice.Serve) LeaseCore.advise(Optional.of(epoch), supported);
        assertThat(serve.renewal()).hasValueSatisfying(next -> {
            assertThat(next.kind()).isEqualTo(LeaseKind.LEADER);
            assertThat(next.sequence()).isEqualTo(8);
            assertThat(next.epoch()).isEqualTo(5);
        });
        LeaseContext unsupported = context(ONE, LeaseKind.LEADER, 2, view, raft(ONE, ONE, 5, 0));
        assertThat(LeaseCore.advise(Optional.of(epoch), unsupported))
                .isEqualTo(new LeaseAdvice.Serve(Optional.empty()));
    }

    @Test
    void a_lease_is_handed_only_to_a_live_node_and_by_its_holder() {
        Lease epoch = lease(LeaseKind.EPOCH, 0, 4);
        LivenessView view = liveness(ONE, 4, 20)
                .with(new LivenessRecord(TWO, 9, at(20), false, Membership.ACTIVE), at(0));
        LeaseContext holder = context(ONE, LeaseKind.EPOCH, 2, view, raft(ONE, ONE, 5, 0));
        assertThat(LeaseCore.transfer(Optional.of(epoch), holder, TWO))
                .contains(new Lease(LeaseKind.EPOCH, TWO, 8, at(2), Timestamp.ZERO, 9));
        assertThat(LeaseCore.transfer(Optional.of(epoch), holder, new NodeId(3)))
                .isEmpty();
        LeaseContext other = context(TWO, LeaseKind.EPOCH, 2, view, raft(TWO, TWO, 5, 0));
        assertThat(LeaseCore.transfer(Optional.of(epoch), other, TWO)).isEmpty();
        LeaseContext leases25 = context(ONE, LeaseKind.LEADER, 2, view, raft(ONE, ONE, 5, 4));
        assertThat(LeaseCore.transfer(Optional.of(epoch), leases25, TWO))
                .hasValueSatisfying(
                        next -> assertThat(next.kind()).isEqualTo(LeaseKind.EXPIRATION));
    }
}
