package io.biplane.kv.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.random.SimRandom;

import org.junit.jupiter.api.Test;

import java.util.List;

class KeyspaceTest {
    @Test
    void the_parts_of_the_keyspace_follow_each_other_without_gap_and_cover_it() {
        List<Span> parts = List.of(
                Keyspace.META,
                Keyspace.LIVENESS,
                Keyspace.SYSTEM_LOCAL,
                Keyspace.SYSTEM_TABLES,
                Keyspace.TENANTS);
        Key covered = Key.MIN;
        for (Span part : parts) {
            assertThat(part.start()).isEqualTo(covered);
            covered = part.end();
        }
        assertThat(covered).isEqualTo(Key.MAX);
    }

    @Test
    void encoded_numbers_sort_as_the_numbers_do_and_read_back() {
        SimRandom random = new SimRandom(7, "numbers");
        for (int i = 0; i < 2000; i++) {
            long a = random.nextLong() >>> (1 + random.nextInt(63));
            long b = random.nextLong() >>> (1 + random.nextInt(63));
            Key keyA = OrderedNumbers.append(Key.MIN, a);
            Key keyB = OrderedNumbers.append(Key.MIN, b);
            assertThat(Integer.signum(keyA.compareTo(keyB))).isEqualTo(Long.compare(a, b));
            assertThat(OrderedNumbers.valueAt(keyA.bytes(), 0)).isEqualTo(a);
            assertThat(OrderedNumbers.lengthAt(keyA.bytes(), 0)).hasValue(keyA.length());
        }
    }

    @Test
    void spans_of_neighbouring_tenants_touch_and_do_not_overlap() {
        for (long tenant = 2; tenant < 400; tenant++) {
            Span one = TenantKeys.span(new TenantId(tenant));
            Span next = TenantKeys.span(new TenantId(tenant + 1));
            assertThat(one.end()).isEqualTo(next.start());
            assertThat(Keyspace.TENANTS.contains(one)).isTrue();
        }
    }

    @Test
    void a_range_is_found_by_the_first_meta_record_above_a_key_of_it() {
        TenantId tenant = new TenantId(3);
        Key table = TenantKeys.table(tenant, 104);
        Key rangeEnd = TenantKeys.table(tenant, 105);
        Span lookup = MetaKeys.lookup(tenant, table.append((byte) 1));
        assertThat(lookup.contains(MetaKeys.record(rangeEnd))).isTrue();
        assertThat(lookup.contains(MetaKeys.record(table))).isFalse();
        // The last range of the tenant ends where the tenant ends.
        assertThat(lookup.contains(MetaKeys.record(TenantKeys.span(tenant).end())))
                .isTrue();
        // The record at the tenant's start is the range of the tenant before.
        assertThat(MetaKeys.records(tenant)
                        .contains(MetaKeys.record(TenantKeys.span(tenant).start())))
                .isFalse();
        assertThat(Keyspace.META.contains(MetaKeys.records(tenant))).isTrue();
        assertThat(Keyspace.META.contains(MetaKeys.records(TenantId.SYSTEM))).isTrue();
    }

    @Test
    void keys_print_as_people_know_them() {
        TenantId three = new TenantId(3);
        Key row = OrderedNumbers.append(TenantKeys.index(three, 104, 1), 17);
        assertThat(KeyPrinter.print(row)).isEqualTo("/Tenant/3/Table/104/1/17");
        assertThat(KeyPrinter.print(TenantKeys.index(TenantId.SYSTEM, 53, 1)))
                .isEqualTo("/Table/53/1");
        assertThat(KeyPrinter.print(TenantKeys.prefix(three))).isEqualTo("/Tenant/3");
        assertThat(KeyPrinter.print(MetaKeys.record(row)))
                .isEqualTo("/Meta/Tenant/3/Table/104/1/17");
        assertThat(KeyPrinter.print(MetaKeys.record(Key.MAX))).isEqualTo("/Meta/Max");
        assertThat(KeyPrinter.print(Keyspace.liveness(new NodeId(4))))
                .isEqualTo("/System/NodeLiveness/4");
        assertThat(KeyPrinter.print(Key.MIN)).isEqualTo("/Min");
        assertThat(KeyPrinter.print(Key.MAX)).isEqualTo("/Max");
        assertThat(KeyPrinter.print(TenantKeys.index(three, 104, 1)
                        .append((byte) 0x12, (byte) 'a', (byte) 'b', (byte) 0, (byte) 1)))
                .isEqualTo("/Tenant/3/Table/104/1/\"ab\"");
    }
}
