package io.biplane.kv.store;

import io.biplane.kv.fixture.KvCluster;

import org.junit.jupiter.api.Test;

class IdleCostTest {
    @Test
    void when_aThousandRangesAreIdle_then_timeFlies() {
        try (KvCluster cluster = new KvCluster(KvCluster.Spec.of(9).ranges(1000))) {
            long t0 = java.lang.management.ManagementFactory.getThreadMXBean()
                    .getCurrentThreadCpuTime();
            cluster.bootAll();
            long t1 = java.lang.management.ManagementFactory.getThreadMXBean()
                    .getCurrentThreadCpuTime();
            cluster.run(20 * KvCluster.SECONDS);
            long t2 = java.lang.management.ManagementFactory.getThreadMXBean()
                    .getCurrentThreadCpuTime();
            if (false) {}
            java.util.TreeMap<String, Integer> kinds = new java.util.TreeMap<>();
            if (Boolean.getBoolean("kinds"))
                cluster.sim
                        .trace()
                        .onEvent(ev -> kinds.merge(
                                ev instanceof io.biplane.kernel.trace.TraceEvent.Delivery d
                                        ? d.actor().replaceAll("range-\\d+", "range") + " "
                                                + d.message().getClass().getSimpleName()
                                        : ev.getClass().getSimpleName(),
                                1,
                                Integer::sum));
            long e0 = cluster.sim.eventCount();
            cluster.run(500 * KvCluster.SECONDS);
            long t3 = java.lang.management.ManagementFactory.getThreadMXBean()
                    .getCurrentThreadCpuTime();
            long e1 = cluster.sim.eventCount();
            System.out.printf(
                    "boot %d ms, settle %d ms, 500 s in %d ms, %d events%n",
                    (t1 - t0) / 1000000, (t2 - t1) / 1000000, (t3 - t2) / 1000000, e1 - e0);
            kinds.entrySet().stream()
                    .filter(x -> x.getValue() > 300)
                    .forEach(x -> System.out.println(x));
            for (int i = 1; i <= 9; i++) {
                var s = cluster.status(i);
                System.out.println(
                        i + " leases " + s.leases() + " leaders " + s.leaderships() + " quiesced "
                                + s.replicas().stream()
                                        .filter(r -> r.part().isQuiesced())
                                        .count() + " of " + s.replicas().size());
            }
        }
    }
}
