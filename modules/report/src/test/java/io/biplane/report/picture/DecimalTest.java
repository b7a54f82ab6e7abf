package io.biplane.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Locale;
import java.util.SplittableRandom;

/** Numbers written by hand are those of the format string. */
class DecimalTest {
    @Test
    void when_instantsOfAnySizeAreWritten_then_theyAreWhatTheFormatStringWrites() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            long nanos = random.nextLong(1L << random.nextInt(1, 47));
            same(nanos);
            same(-nanos);
            same(nanos / 500 * 500); // halves of a microsecond
        }
        same(0);
    }

    private static void same(long nanos) {
        assertThat(Decimal.seconds(nanos, 6)).isEqualTo(format("%.6f", nanos / 1e9));
        assertThat(Decimal.seconds(nanos, 4)).isEqualTo(format("%.4f", nanos / 1e9));
        assertThat(Decimal.seconds(nanos, 3)).isEqualTo(format("%.3f", nanos / 1e9));
        assertThat(Decimal.millis(nanos, 3)).isEqualTo(format("%.3f", nanos / 1e6));
        assertThat(Decimal.millis(nanos, 1)).isEqualTo(format("%.1f", nanos / 1e6));
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
