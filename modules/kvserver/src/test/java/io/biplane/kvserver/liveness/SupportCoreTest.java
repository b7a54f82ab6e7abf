package io.biplane.kvserver.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.liveness.SupportView.Support;

import org.junit.jupiter.api.Test;

class SupportCoreTest {
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);

    private static Timestamp at(long nanos) {
        return Timestamp.of(nanos);
    }

    /** Asking a peer for a higher epoch ends its promise for the present one, on which leases may rest. */
    @Test
    void when_one_peer_withdraws_then_the_epoch_asked_of_another_stays() {
        SupportCore core = SupportCore.INITIAL
                .restarted()
                .onAnswer(ONE, new Support(1, at(100)))
                .onAnswer(TWO, new Support(1, at(100)))
                .onAnswer(ONE, new Support(2, Timestamp.ZERO));
        assertThat(core.epochFor(ONE)).isEqualTo(2);
        assertThat(core.epochFor(TWO)).isEqualTo(1);
    }

    @Test
    void a_new_process_asks_for_an_epoch_above_all_that_were_asked_for_before() {
        SupportCore before =
                SupportCore.INITIAL.restarted().onAnswer(ONE, new Support(5, Timestamp.ZERO));
        SupportCore after = before.restarted();
        assertThat(after.epochFor(ONE)).isEqualTo(6);
        assertThat(after.epochFor(TWO)).isEqualTo(6);
        assertThat(after.view().received()).isEmpty();
    }

    @Test
    void a_promise_never_shrinks_within_its_epoch_and_a_late_beat_does_not_bring_it_back() {
        SupportCore core = SupportCore.INITIAL.onBeat(ONE, 1, at(100)).onBeat(ONE, 1, at(60));
        assertThat(core.view().given().get(ONE)).isEqualTo(new Support(1, at(100)));
        assertThat(core.withdrawn(at(99))).isEqualTo(core);
        SupportCore withdrawn = core.withdrawn(at(100));
        assertThat(withdrawn.view().supports(ONE)).isFalse();
        assertThat(withdrawn.onBeat(ONE, 1, at(500)).view().supports(ONE)).isFalse();
        assertThat(withdrawn.onBeat(ONE, 2, at(500)).view().supports(ONE)).isTrue();
    }

    @Test
    void answers_out_of_order_do_not_shorten_what_is_known() {
        SupportCore core = SupportCore.INITIAL
                .onAnswer(ONE, new Support(2, at(100)))
                .onAnswer(ONE, new Support(2, at(60)))
                .onAnswer(ONE, new Support(1, at(500)));
        assertThat(core.view().from(ONE)).contains(new Support(2, at(100)));
    }
}
