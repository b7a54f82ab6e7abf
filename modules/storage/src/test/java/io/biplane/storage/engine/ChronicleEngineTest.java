package io.biplane.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.kernel.host.Disk;
import io.biplane.storage.chronicle.ChronicleSizing;
import io.biplane.storage.fake.FakeDisk;

import org.junit.jupiter.api.Test;

/** The engine on a Chronicle Map in memory keeps the contract, and says so when the map is full. */
class ChronicleEngineTest extends EngineContract {
    @Override
    Engine open(Disk disk) {
        return ChronicleEngine.open(disk, new ChronicleSizing(20_000, 32, 128, 10));
    }

    @Test
    void when_theMapIsFull_then_theBatchIsRefusedWholeAndTheStoreStaysUsable() {
        Engine small = ChronicleEngine.open(new FakeDisk(), new ChronicleSizing(1_000, 16, 64, 1));
        byte[] value = new byte[1_000];
        int stored = 0;
        StoreFullException full = null;
        while (full == null) {
            WriteBatch batch = WriteBatch.builder()
                    .put(key("a" + stored), at(1), value)
                    .put(key("b" + stored), at(1), value)
                    .build();
            try {
                small.apply(batch);
                stored++;
            } catch (StoreFullException e) {
                full = e;
            }
        }
        assertThat(stored).isBetween(10, 10_000);
        assertThat(full).hasMessageContaining("full");
        // both keys of the refused batch are absent, all others present
        assertThat(small.statistics(ALL, at(1)).keys()).isEqualTo(2L * stored);
        assertThat(small.newest(key("a" + stored))).isEmpty();
        assertThat(small.newest(key("b" + (stored - 1)))).isPresent();
        small.apply(WriteBatch.builder().clear(span("a", "b")).build());
        small.apply(WriteBatch.builder().put(key("c"), at(1), value).build());
        assertThat(small.statistics(ALL, at(1)).keys()).isEqualTo(stored + 1L);
        assertThatThrownBy(() -> small.apply(WriteBatch.builder()
                        .put(key("d"), at(1), new byte[9_000_000])
                        .build()))
                .isInstanceOf(StoreFullException.class);
        assertThat(small.newest(key("d"))).isEmpty();
    }
}
