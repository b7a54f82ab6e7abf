package io.biplane.testbed.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** The load balancer's picks and states, after HAProxy's fall and rise. */
class BackendPoolTest {
    private final BackendPool pool = new BackendPool(List.of("n1", "n2", "n3"));

    private List<String> picks(int count) {
        List<String> picks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            picks.add(pool.pick("").orElse("none"));
        }
        return picks;
    }

    @Test
    void when_allAreUp_then_picksGoRound() {
        assertThat(picks(4)).containsExactly("n1", "n2", "n3", "n1");
    }

    @Test
    void when_threeChecksFailInARow_then_theBackendIsOut_and_twoGoodOnesBringItBack() {
        assertThat(pool.checked("n2", false)).isFalse();
        assertThat(pool.checked("n2", false)).isFalse();
        assertThat(pool.isUp("n2")).isTrue();
        assertThat(pool.checked("n2", false)).isTrue();
        assertThat(pool.isUp("n2")).isFalse();
        assertThat(picks(3)).containsExactly("n1", "n3", "n1");
        assertThat(pool.checked("n2", true)).isFalse();
        assertThat(pool.checked("n2", true)).isTrue();
        assertThat(pool.isUp("n2")).isTrue();
    }

    @Test
    void when_aGoodCheckComesBetween_then_theCountBeginsAnew() {
        pool.checked("n2", false);
        pool.checked("n2", false);
        pool.checked("n2", true);
        pool.checked("n2", false);
        assertThat(pool.isUp("n2")).isTrue();
    }

    @Test
    void when_onlyTheAvoidedIsUp_then_itIsPicked_and_whenNoneIsUp_then_nothingIs() {
        for (int i = 0; i < BackendPool.FALL; i++) {
            pool.checked("n2", false);
            pool.checked("n3", false);
        }
        assertThat(pool.pick("n1")).contains("n1");
        for (int i = 0; i < BackendPool.FALL; i++) {
            pool.checked("n1", false);
        }
        assertThat(pool.pick("")).isEmpty();
    }
}
