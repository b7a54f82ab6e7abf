package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.keys.MetaKeys;
import io.biplane.kv.keys.TenantKeys;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.bootstrap.RangeSeed;
import io.biplane.sql.types.KeyEncoding;

import org.junit.jupiter.api.Test;

import java.util.TreeSet;

/**
 * Borders of virtual clusters, above all where the encoding of the id gets longer: 109 to 110, 255
 * to 256, 65535 to 65536 and so on. There the first key behind one prefix is not the next prefix.
 */
class TenantBordersTest {
    private static final int LAST_SMALL_ID = 300;

    /** Ids 2 to 300, and both sides of each longer prefix. */
    private static TreeSet<Long> ids() {
        TreeSet<Long> ids = new TreeSet<>();
        for (long id = 2; id <= LAST_SMALL_ID; id++) {
            ids.add(id);
        }
        for (int bits = 16; bits < 63; bits += 8) {
            ids.add((1L << bits) - 1);
            ids.add(1L << bits);
        }
        ids.add(Long.MAX_VALUE - 1);
        ids.add(Long.MAX_VALUE);
        return ids;
    }

    @Test
    void when_anIdIsEncoded_then_keyValueAndSqlLayerAgreeAndSpansTouch() {
        for (long id : ids()) {
            Span span = TenantKeys.span(new TenantId(id));
            assertThat(span.start()).as("T%s", id).isEqualTo(KeyEncoding.tenantPrefix(id));
            Key next = id == Long.MAX_VALUE ? Key.MAX : KeyEncoding.tenantPrefix(id + 1);
            assertThat(span.end()).as("T%s", id).isEqualTo(next);
        }
    }

    @Test
    void when_anyKeyOfATenantIsLookedUp_then_theRecordOfItsRangeIsAmongWhatItMaySee() {
        BootstrapPlan.Builder builder = BootstrapPlan.over(
                BootstrapLayout.plan(TestCluster.standard(TestCluster.V25_4)).seeds().stream()
                        .flatMap(seed -> seed.descriptor().replicas().stream())
                        .map(replica -> new BootstrapPlan.Candidate(replica.node(), "z"))
                        .distinct()
                        .toList());
        for (long id : ids()) {
            builder.range(KeyEncoding.tenantPrefix(id), 3);
            builder.range(KeyEncoding.tablePrefix(KeyEncoding.tenantPrefix(id), 104), 3);
            if (id < Long.MAX_VALUE) {
                builder.range(KeyEncoding.tenantPrefix(id + 1), 3);
            }
        }
        BootstrapPlan plan = builder.build();
        for (long id : ids()) {
            TenantId tenant = new TenantId(id);
            int own = 0;
            for (RangeSeed seed : plan.seeds()) {
                RangeDescriptor range = seed.descriptor();
                if (TenantKeys.span(tenant).contains(range.span())) {
                    Key record = MetaKeys.record(range.span().end());
                    assertThat(MetaKeys.lookup(tenant, range.span().start()).contains(record))
                            .as("%s of %s", range.span(), tenant)
                            .isTrue();
                    assertThat(MetaKeys.records(tenant).contains(record)).isTrue();
                    own++;
                }
            }
            assertThat(own).as("ranges of %s", tenant).isEqualTo(2);
        }
    }

    @Test
    void when_thereAreManyVirtualClusters_then_those109And110AreReached() {
        ClusterConfig config = ClusterConfig.of(1, TestCluster.V25_4);
        for (long id = BootstrapLayout.FIRST_APPLICATION_TENANT; id <= 110; id++) {
            config = config.with(VirtualClusterConfig.of("v" + id, 1));
        }
        try (TestCluster test = TestCluster.up(config)) {
            for (String name : new String[] {"v108", "v109", "v110"}) {
                assertThat(test.sql(name, "CREATE TABLE t (k INT8 PRIMARY KEY)").error())
                        .isEmpty();
                assertThat(test.sql(name, "INSERT INTO t VALUES (1)").error()).isEmpty();
                assertThat(test.rows(name, "SELECT k FROM t")).containsExactly("[1]");
            }
        }
    }
}
