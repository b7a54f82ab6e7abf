package io.biplane.kernel.network;

import io.biplane.base.random.Latency;

import java.util.Optional;
import java.util.TreeMap;

/**
 * Which link lies between two machines: by host pair, else region pair, else by whether they share
 * zone or region.
 *
 * <p>Defaults (our choice, after the figures cloud providers publish): 0.5 ms ± 0.1 ms within a
 * zone, 1 ms ± 0.2 ms between zones
 * of a region, 30 ms ± 3 ms between regions; nothing is lost, bandwidth is unlimited.
 */
public final class Topology {
    private static final long MICROS = 1_000;

    private final TreeMap<String, LinkSpec> byHosts = new TreeMap<>();
    private final TreeMap<String, LinkSpec> byRegions = new TreeMap<>();
    private LinkSpec withinZone = LinkSpec.of(Latency.normal(500 * MICROS, 100 * MICROS));
    private LinkSpec betweenZones = LinkSpec.of(Latency.normal(1_000 * MICROS, 200 * MICROS));
    private LinkSpec betweenRegions = LinkSpec.of(Latency.normal(30_000 * MICROS, 3_000 * MICROS));

    Topology() {}

    void withinZone(LinkSpec spec) {
        withinZone = spec;
    }

    void betweenZones(LinkSpec spec) {
        betweenZones = spec;
    }

    void betweenRegions(LinkSpec spec) {
        betweenRegions = spec;
    }

    void regions(String one, String other, LinkSpec spec) {
        byRegions.put(key(one, other), spec);
        byRegions.put(key(other, one), spec);
    }

    void link(String from, String to, Optional<LinkSpec> spec) {
        if (spec.isPresent()) {
            byHosts.put(key(from, to), spec.get());
        } else {
            byHosts.remove(key(from, to));
        }
    }

    LinkSpec between(Endpoint from, Endpoint to) {
        LinkSpec direct = byHosts.get(key(from.name(), to.name()));
        if (direct != null) {
            return direct;
        }
        LinkSpec regional = byRegions.get(key(from.region(), to.region()));
        if (regional != null) {
            return regional;
        }
        if (!from.region().equals(to.region())) {
            return betweenRegions;
        }
        return from.zone().equals(to.zone()) ? withinZone : betweenZones;
    }

    private static String key(String from, String to) {
        return from + '\n' + to;
    }
}
