package io.biplane.kv.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.random.SimRandom;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class RangeCacheTest {
    static Key key(int number) {
        return Key.wrap(new byte[] {(byte) (0x90 + number)});
    }

    static RangeDescriptor range(int id, int from, int to, long generation, int... nodes) {
        List<ReplicaDescriptor> replicas = new ArrayList<>();
        for (int node : nodes) {
            replicas.add(
                    new ReplicaDescriptor(new NodeId(node), node, ReplicaDescriptor.Type.VOTER));
        }
        return new RangeDescriptor(
                new RangeId(id), new Span(key(from), key(to)), generation, replicas, 9);
    }

    private final RangeCache cache = new RangeCache();

    @Test
    void a_newer_descriptor_pushes_out_all_it_overlaps_and_an_older_one_is_ignored() {
        assertThat(cache.learn(range(1, 0, 10, 1, 1))).isTrue();
        assertThat(cache.learn(range(1, 0, 5, 2, 1))).isTrue();
        assertThat(cache.find(key(7))).isEmpty();
        assertThat(cache.learn(range(2, 5, 10, 2, 1))).isTrue();
        assertThat(cache.learn(range(1, 0, 10, 1, 1))).isFalse();
        assertThat(cache.find(key(7)).orElseThrow().descriptor().id()).isEqualTo(new RangeId(2));
        assertThat(cache.learn(range(1, 0, 10, 3, 1))).isTrue();
        assertThat(cache.entries()).hasSize(1);
    }

    @Test
    void a_leaseholder_survives_a_change_of_replicas_that_keeps_it_and_no_other() {
        RangeDescriptor first = range(1, 0, 10, 1, 1, 2, 3);
        cache.learn(first);
        cache.learnLeaseholder(first, Optional.of(new NodeId(2)));
        cache.learn(range(1, 0, 10, 2, 2, 3, 4));
        assertThat(cache.find(key(1)).orElseThrow().leaseholder()).contains(new NodeId(2));
        cache.learn(range(1, 0, 10, 3, 3, 4, 5));
        assertThat(cache.find(key(1)).orElseThrow().leaseholder()).isEmpty();
        cache.learnLeaseholder(first, Optional.of(new NodeId(1))); // has no replica any more
        assertThat(cache.find(key(1)).orElseThrow().leaseholder()).isEmpty();
    }

    @Test
    void evicting_by_an_old_descriptor_leaves_a_newer_one() {
        RangeDescriptor old = range(1, 0, 10, 1, 1);
        cache.learn(old);
        cache.learn(range(1, 0, 10, 2, 2));
        cache.evict(old);
        assertThat(cache.find(key(1))).isPresent();
        cache.evict(range(1, 0, 10, 2, 2));
        assertThat(cache.find(key(1))).isEmpty();
    }

    @Test
    void whatever_it_learns_entries_never_overlap_and_find_gives_one_that_holds_the_key() {
        SimRandom random = new SimRandom(11, "cache");
        for (int i = 0; i < 3000; i++) {
            int from = random.nextInt(20);
            cache.learn(range(
                    1 + random.nextInt(5),
                    from,
                    from + 1 + random.nextInt(10),
                    random.nextInt(30),
                    1));
            List<RangeCache.Entry> entries = cache.entries();
            for (int k = 1; k < entries.size(); k++) {
                assertThat(entries.get(k - 1).descriptor().span().end())
                        .isLessThanOrEqualTo(entries.get(k).descriptor().span().start());
            }
            Key wanted = key(random.nextInt(30));
            cache.find(wanted)
                    .ifPresent(found -> assertThat(found.descriptor().span().contains(wanted))
                            .isTrue());
        }
    }
}
