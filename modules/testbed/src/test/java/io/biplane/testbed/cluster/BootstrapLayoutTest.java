package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.TenantId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.keys.TenantKeys;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.bootstrap.RangeSeed;

import org.junit.jupiter.api.Test;

import java.util.List;

/** How a new cluster is laid out. */
class BootstrapLayoutTest {
    private static final ClusterConfig CONFIG = ClusterConfig.of(5, new ClusterVersion(25, 4))
            .with(VirtualClusterConfig.of("main", 20));

    @Test
    void when_aTableIsSplit_then_itsPartsAreEqualShares() {
        assertThat(BootstrapLayout.splitPoint(1, 2)).isZero();
        assertThat(BootstrapLayout.splitPoint(1, 4)).isEqualTo(Long.MIN_VALUE / 2);
        assertThat(BootstrapLayout.splitPoint(3, 4)).isEqualTo(1L << 62);
        long before = Long.MIN_VALUE;
        for (int i = 1; i < 20; i++) {
            long point = BootstrapLayout.splitPoint(i, 20);
            // 2^64 / 20 in unsigned arithmetic, rounded either way.
            assertThat(point - before)
                    .isBetween(922_337_203_685_477_580L, 922_337_203_685_477_581L);
            before = point;
        }
    }

    @Test
    void when_aClusterIsLaidOut_then_noRangeStraddlesTheBorderOfAVirtualCluster() {
        BootstrapPlan plan = BootstrapLayout.plan(CONFIG);
        for (RangeSeed seed : plan.seeds()) {
            boolean isIn =
                    TenantKeys.span(new TenantId(3)).overlaps(seed.descriptor().span());
            assertThat(!isIn
                            || TenantKeys.span(new TenantId(3))
                                    .contains(seed.descriptor().span()))
                    .isTrue();
        }
        assertThat(BootstrapLayout.tableRanges(CONFIG, plan, "main")).hasSize(20);
    }

    @Test
    void when_nothingIsVirtualized_then_theSameTableLiesInTheSystemVirtualCluster() {
        ClusterConfig plain = CONFIG.unvirtualized();
        List<RangeDescriptor> ranges =
                BootstrapLayout.tableRanges(plain, BootstrapLayout.plan(plain), "main");
        assertThat(ranges).hasSize(20);
        assertThat(ranges.get(0).span().start()).isEqualTo(TenantKeys.table(TenantId.SYSTEM, 104));
    }

    @Test
    void when_replicasAreSpread_then_systemRangesHaveFiveAndTablesThree() {
        BootstrapPlan plan = BootstrapLayout.plan(CONFIG);
        assertThat(plan.seeds().get(0).descriptor().replicas()).hasSize(5);
        assertThat(BootstrapLayout.tableRanges(CONFIG, plan, "main").get(0).replicas())
                .hasSize(3);
    }
}
