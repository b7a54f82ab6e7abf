package io.biplane.kvserver.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampCacheTest {
    /**
     * Against an array of the highest read of each of 64 keys: exact while nothing is forgotten,
     * never below it after.
     */
    @ParameterizedTest
    @CsvSource({"1, 100000", "2, 100000", "3, 8", "4, 8", "5, 2"})
    void answers_are_exact_within_memory_and_never_too_low_beyond(long seed, int pageSegments) {
        SimRandom random = new SimRandom(seed, "cache");
        TimestampCache cache = new TimestampCache(Timestamp.of(5), pageSegments);
        long[] model = new long[64];
        java.util.Arrays.fill(model, 5);
        for (int i = 0; i < 2000; i++) {
            int from = random.nextInt(64);
            int to = from + 1 + random.nextInt(Math.min(8, 64 - from));
            Span span = new Span(key(from), key(to));
            if (random.chance(0.5)) {
                long at = random.nextLong(1000);
                cache.add(span, Timestamp.of(at));
                for (int k = from; k < to; k++) {
                    model[k] = Math.max(model[k], at);
                }
                continue;
            }
            long expected = 0;
            for (int k = from; k < to; k++) {
                expected = Math.max(expected, model[k]);
            }
            if (pageSegments > 1000) {
                assertThat(cache.highest(span)).isEqualTo(Timestamp.of(expected));
            } else {
                assertThat(cache.highest(span)).isGreaterThanOrEqualTo(Timestamp.of(expected));
            }
            assertThat(cache.summary()).isGreaterThanOrEqualTo(cache.highest(span));
        }
    }

    private static Key key(int number) {
        return Key.wrap(new byte[] {(byte) number});
    }
}
