package io.biplane.kvserver.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.kvserver.clock.RemoteClocks.Offset;
import io.biplane.kvserver.clock.RemoteClocks.Standing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of CockroachDB {@code rpc.RemoteClockMonitor}. */
class RemoteClocksTest {
    private static final long MILLIS = 1_000_000L;
    private static final long SECOND = 1_000 * MILLIS;
    private static final long TOLERATED = 400 * MILLIS;
    private static final long WALL = 1_000_000 * SECOND;

    private final RemoteClocks clocks = new RemoteClocks(TOLERATED, 6 * SECOND);
    private long nowNanos = 100 * SECOND;
    /** This machine's wall clock less its monotonic clock. */
    private long own = WALL;

    private static NodeId node(int number) {
        return new NodeId(number);
    }

    /** A round trip to a peer whose clock is ahead of a true one by {@code offset}. */
    private void measure(int peer, long offset, long roundTrip) {
        long ping = clocks.ping(node(peer));
        long sentAt = nowNanos;
        long peerWall = WALL + sentAt + roundTrip / 2 + offset;
        nowNanos += roundTrip;
        clocks.answered(node(peer), ping, sentAt, peerWall, nowNanos);
    }

    private Offset offset(int peer) {
        return clocks.offset(node(peer), own + nowNanos, nowNanos).orElseThrow();
    }

    private Standing standing() {
        return clocks.standing(own + nowNanos, nowNanos);
    }

    @Test
    void when_aPingComesBack_then_theOffsetIsKnownToHalfARoundTrip() {
        measure(2, 30 * MILLIS, 8 * MILLIS);
        assertThat(offset(2)).isEqualTo(new Offset(30 * MILLIS, 4 * MILLIS));
    }

    @Test
    void when_pingsDiffer_then_theLeastUncertainOfTheLastTenCounts() {
        measure(2, 10 * MILLIS, 2 * MILLIS);
        for (int i = 0; i < 9; i++) {
            measure(2, 50 * MILLIS, 20 * MILLIS);
            assertThat(offset(2)).isEqualTo(new Offset(10 * MILLIS, MILLIS));
        }
        measure(2, 50 * MILLIS, 20 * MILLIS);
        assertThat(offset(2)).isEqualTo(new Offset(50 * MILLIS, 10 * MILLIS));
    }

    @Test
    void when_aRoundTripIsLong_then_itTellsNothing() {
        measure(2, 0, 2 * TOLERATED + 2);
        assertThat(standing()).isEqualTo(new Standing(0, 0));
        assertThat(standing().isUnreliable()).isFalse();
        measure(2, 0, 2 * TOLERATED);
        assertThat(standing()).isEqualTo(new Standing(1, 1));
    }

    @Test
    void when_aPeerIsGoneOrSilent_then_itIsNoPeer() {
        measure(2, 10 * SECOND, MILLIS);
        measure(3, 10 * SECOND, MILLIS);
        assertThat(standing()).isEqualTo(new Standing(0, 2));
        clocks.lost(node(2));
        assertThat(standing()).isEqualTo(new Standing(0, 1));
        nowNanos += 6 * SECOND;
        assertThat(standing()).isEqualTo(new Standing(0, 0));
    }

    /** Whoever may be within the tolerated offset counts as within: nobody is killed on a doubt. */
    @ParameterizedTest
    @CsvSource({
        "399, 2, 1",
        "400, 2, 1",
        "401, 2, 1",
        "402, 2, 0",
        "-401, 2, 1",
        "-402, 2, 0",
        "500, 220, 1",
        "511, 220, 0",
        "10000, 2, 0",
        "-10000, 2, 0",
    })
    void when_aPeerIsAway_then_itIsWithinAsLongAsItMayBe(long millis, long roundTrip, int within) {
        measure(2, millis * MILLIS, roundTrip * MILLIS);
        assertThat(standing()).isEqualTo(new Standing(within, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, true",
        "1, 1, false",
        "1, 2, true",
        "2, 2, false",
        "1, 3, true",
        "2, 3, false",
        "2, 4, true",
        "3, 4, false",
        "3, 6, true",
        "4, 6, false",
        "0, 0, false",
    })
    void when_notMoreThanHalfAreWithin_then_theClockIsUnreliable(
            int within, int measured, boolean unreliable) {
        for (int i = 0; i < measured; i++) {
            measure(i + 2, i < within ? 0 : 10 * SECOND, MILLIS);
        }
        assertThat(standing()).isEqualTo(new Standing(within, measured));
        assertThat(standing().isUnreliable()).isEqualTo(unreliable);
    }

    /** Decision 0028: else a clock that jumps back serves under leases that are over, for ten pings. */
    @Test
    void when_theOwnClockJumps_then_itShowsAtTheNextLook() {
        measure(2, 0, MILLIS);
        measure(3, 0, MILLIS);
        own -= 10 * SECOND;
        assertThat(offset(2).nanos()).isEqualTo(10 * SECOND);
        assertThat(standing()).isEqualTo(new Standing(0, 2));
        own += 10 * SECOND;
        assertThat(standing()).isEqualTo(new Standing(2, 2));
    }

    @Test
    void when_anAnswerBelongsToTheProcessBefore_then_itIsNotTaken() {
        clocks.answered(node(2), 7, nowNanos - MILLIS, WALL + nowNanos, nowNanos);
        long first = clocks.ping(node(2));
        clocks.answered(node(2), first + 7, nowNanos - MILLIS, WALL + nowNanos, nowNanos);
        assertThat(standing()).isEqualTo(new Standing(0, 0));
    }
}
