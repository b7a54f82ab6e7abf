package io.biplane.storage.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

final class ReadCacheTest {
    private static final int BYTES_MAX = 10_000;

    private final ReadCache<byte[]> cache = new ReadCache<>(BYTES_MAX);

    @Test
    void neverHoldsMoreThanItsBytesAndForgetsTheOldest() {
        List<ReadCache.Holder<byte[]>> holders = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            holders.add(kept(1_000));
            assertThat(count(holders) * 1_000).isLessThanOrEqualTo(BYTES_MAX);
        }
        // Nine values and what is reckoned for each fit into 10,000 bytes, ten do not.
        assertThat(IntStream.range(0, 100).filter(i -> holders.get(i).held() != null))
                .containsExactly(91, 92, 93, 94, 95, 96, 97, 98, 99);
    }

    @Test
    void aValueLargerThanTheCacheDrivesNothingOut() {
        ReadCache.Holder<byte[]> small = kept(1_000);
        ReadCache.Holder<byte[]> huge = kept(BYTES_MAX);
        assertThat(huge.held()).isNull();
        assertThat(small.held()).isNotNull();
    }

    @Test
    void manyEmptyValuesAreBoundedToo() {
        List<ReadCache.Holder<byte[]>> holders =
                IntStream.range(0, BYTES_MAX).mapToObj(i -> kept(0)).toList();
        assertThat(count(holders)).isBetween(1L, 1_000L);
    }

    private static long count(List<ReadCache.Holder<byte[]>> holders) {
        return holders.stream().filter(holder -> holder.held() != null).count();
    }

    private ReadCache.Holder<byte[]> kept(int bytes) {
        ReadCache.Holder<byte[]> holder = new ReadCache.Holder<>();
        cache.keep(holder, new byte[bytes], bytes);
        return holder;
    }
}
