package io.biplane.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Time downwards keeps the order of instants, draws busy stretches to scale and shortens quiet ones. */
final class StretchedTimeTest {
    private final StretchedTime time =
            new StretchedTime(new long[] {5_000_000, 0, 1_000_000, 0, 1_000_000_000});

    @Test
    void busy_time_is_to_scale_and_quiet_time_is_shortened() {
        assertThat(time.instants()).containsExactly(0, 1_000_000, 5_000_000, 1_000_000_000);
        assertThat(time.y(1_000_000)).isEqualTo(14);
        assertThat(time.y(500_000)).isEqualTo(7);
        assertThat(time.isShortened(1)).isFalse();
        assertThat(time.isShortened(2)).isTrue();
        assertThat(time.isShortened(3)).isTrue();
        assertThat(time.height()).isEqualTo(14 + 30 + 30);
    }

    @Test
    void instants_outside_are_at_the_ends() {
        assertThat(time.y(-1)).isZero();
        assertThat(time.y(2_000_000_000)).isEqualTo(time.height());
        assertThat(new StretchedTime(new long[0]).height()).isZero();
    }
}
