package io.biplane.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.storage.key.Key;
import io.biplane.storage.key.Timestamp;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

final class ReadCacheTest {
    private static final int VALUE_BYTES = 1_000;
    private static final Timestamp AT = new Timestamp(1, 0);

    @Test
    void neverHoldsMoreThanItsBytesAndForgetsTheOldest() {
        ReadCache cache = new ReadCache(10_000);
        List<ReadCache.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            entries.add(kept(cache, VALUE_BYTES));
            long held = entries.stream().filter(entry -> entry.cached() != null).count();
            assertThat(held * VALUE_BYTES).isLessThanOrEqualTo(10_000);
        }
        // Nine values and what is reckoned for each fit into 10,000 bytes, ten do not.
        assertThat(IntStream.range(0, 100).filter(i -> entries.get(i).cached() != null))
                .containsExactly(91, 92, 93, 94, 95, 96, 97, 98, 99);
    }

    @Test
    void aValueLargerThanTheCacheDrivesNothingOut() {
        ReadCache cache = new ReadCache(10_000);
        ReadCache.Entry small = kept(cache, VALUE_BYTES);
        ReadCache.Entry huge = kept(cache, 10_000);
        assertThat(huge.cached()).isNull();
        assertThat(small.cached()).isNotNull();
    }

    @Test
    void manyEmptyValuesAreBoundedToo() {
        ReadCache cache = new ReadCache(10_000);
        List<ReadCache.Entry> entries =
                IntStream.range(0, 10_000).mapToObj(i -> kept(cache, 0)).toList();
        assertThat(entries.stream().filter(entry -> entry.cached() != null).count())
                .isBetween(1L, 1_000L);
    }

    private static ReadCache.Entry kept(ReadCache cache, int valueBytes) {
        ReadCache.Entry entry = new ReadCache.Entry(AT, valueBytes, false);
        cache.keep(entry, Version.of(Key.MIN, AT, new byte[valueBytes]));
        return entry;
    }
}
