package io.biplane.node.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sqlserver.drain.ServerDrain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.function.ToLongFunction;

/** The phases of a server's drain and the steps of a node's, without any actor. */
class DrainCoresTest {
    /** initial 10, connections 20, transactions and flows 30. */
    private static final ToLongFunction<ServerDrain.Phase> LIMITS = phase -> switch (phase) {
        case UNREADY -> 10;
        case CONNECTIONS -> 20;
        case TRANSACTIONS, FLOWS -> 30;
        case DONE -> 0;
    };

    private static final ToLongFunction<ServerDrain.Phase> DEFAULTS = phase ->
            phase == ServerDrain.Phase.TRANSACTIONS || phase == ServerDrain.Phase.FLOWS ? 10 : 0;

    @ParameterizedTest
    @CsvSource({
        // sessions, flows, now, phase
        "0, 0,   0, UNREADY",
        "5, 0,   9, UNREADY",
        "5, 0,  10, CONNECTIONS",
        "0, 0,  10, FLOWS",
        "0, 2,  10, FLOWS",
    })
    void when_aServerDrainAdvances_then_theInitialWaitIsFixedAndTheOthersEndEarly(
            int sessions, int flows, long now, ServerDrain.Phase phase) {
        ServerDrain drain = ServerDrain.begin(LIMITS, 0);
        assertThat(drain.advance(LIMITS, sessions, flows, now).phase()).isEqualTo(phase);
    }

    @Test
    void when_clientsStay_then_eachPhaseTakesItsLimitAndSessionsAreEndedAtTheLast() {
        ServerDrain at = ServerDrain.begin(LIMITS, 0).advance(LIMITS, 3, 0, 10);
        assertThat(at.refusesConnections()).isTrue();
        at = at.advance(LIMITS, 3, 0, 29);
        assertThat(at.phase()).isEqualTo(ServerDrain.Phase.CONNECTIONS);
        at = at.advance(LIMITS, 3, 0, 30);
        assertThat(at.phase()).isEqualTo(ServerDrain.Phase.TRANSACTIONS);
        assertThat(at.mustEndSessions(59)).isFalse();
        at = at.advance(LIMITS, 3, 0, 60);
        assertThat(at.phase()).isEqualTo(ServerDrain.Phase.TRANSACTIONS);
        assertThat(at.mustEndSessions(60)).isTrue();
        assertThat(at.advance(LIMITS, 0, 0, 61).phase()).isEqualTo(ServerDrain.Phase.FLOWS);
    }

    @Test
    void when_noFlowRuns_then_someAreWaitedForASecondAndWhatComesMeanwhileHasTheWholeLimit() {
        long grace = ServerDrain.FLOWS_GRACE_NANOS;
        ServerDrain idle = ServerDrain.begin(LIMITS, 0).advance(LIMITS, 0, 0, 10);
        assertThat(idle.nextLookAtNanos(10)).isEqualTo(10 + grace);
        assertThat(idle.advance(LIMITS, 0, 0, 9 + grace).isDone()).isFalse();
        assertThat(idle.advance(LIMITS, 0, 0, 10 + grace).isDone()).isTrue();
        ServerDrain busy = idle.advance(LIMITS, 0, 1, 10 + grace);
        assertThat(busy.nextLookAtNanos(10 + grace)).isEqualTo(10 + grace + 30);
        assertThat(busy.advance(LIMITS, 0, 1, 39 + grace).isDone()).isFalse();
        assertThat(busy.advance(LIMITS, 0, 0, 20 + grace).isDone()).isTrue();
        assertThat(busy.advance(LIMITS, 0, 1, 40 + grace).isDone()).isTrue();
    }

    @Test
    void when_flowsRunAlready_then_theyAreWaitedForAndNoLonger() {
        ServerDrain busy = ServerDrain.begin(LIMITS, 0).advance(LIMITS, 0, 2, 10);
        assertThat(busy.nextLookAtNanos(10)).isEqualTo(40);
        assertThat(busy.advance(LIMITS, 0, 1, 11).isDone()).isFalse();
        assertThat(busy.advance(LIMITS, 0, 0, 12).isDone()).isTrue();
    }

    @Test
    void when_theDefaultsApply_then_transactionsAreWaitedForAtOnce() {
        ServerDrain drain = ServerDrain.begin(DEFAULTS, 7).advance(DEFAULTS, 1, 0, 7);
        assertThat(drain.phase()).isEqualTo(ServerDrain.Phase.TRANSACTIONS);
        assertThat(drain.phaseEndsAtNanos()).isEqualTo(17);
    }

    @Test
    void when_aVirtualizedNodeDrains_then_theSystemWaitsForTheTenantsAndLeasesForBoth() {
        NodeDrain drain = NodeDrain.begin(1_000).onServers(2, 1, 9);
        assertThat(drain.step()).isEqualTo(NodeDrain.Step.TENANTS);
        assertThat(drain.remaining()).isEqualTo(12);
        assertThat(drain.onLeases(0).step()).isEqualTo(NodeDrain.Step.TENANTS);
        drain = drain.onServers(0, 1, 1);
        assertThat(drain.step()).isEqualTo(NodeDrain.Step.SYSTEM);
        drain = drain.onServers(0, 0, 0);
        assertThat(drain.step()).isEqualTo(NodeDrain.Step.LEASES);
        drain = drain.onLeases(4);
        assertThat(drain.remaining()).isEqualTo(4);
        assertThat(drain.onLeases(0).isDone()).isTrue();
    }

    @Test
    void when_nothingIsVirtualized_then_theSystemServerComesFirst() {
        assertThat(NodeDrain.begin(1_000).onServers(0, 1, 5).step())
                .isEqualTo(NodeDrain.Step.SYSTEM);
    }

    @Test
    void when_thePatienceIsBelowTheWaits_then_itIsRaised() {
        NodeDrain.ServerLimits limits = new NodeDrain.ServerLimits(1, 2, 10);
        assertThat(NodeDrain.limitNanos(5, limits, 5)).isEqualTo(1 + 2 + 20 + 5);
        assertThat(NodeDrain.limitNanos(600, limits, 5)).isEqualTo(600);
        assertThat(NodeDrain.limitNanos(0, limits, 5)).isGreaterThan(1L << 60);
    }
}
