package io.biplane.scenario.language.grammar;

import static io.biplane.scenario.language.schema.Key.defaulted;

import io.biplane.base.random.Latency;
import io.biplane.scenario.language.schema.Drawable;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.SectionShape;
import io.biplane.scenario.language.types.Names;
import io.biplane.scenario.language.types.Quantities;

/** Keys of {@code network}, {@code clocks} and {@code disk}. */
public final class EnvironmentKeys {
    public static final Key<Latency.Uniform> WITHIN_ZONE = defaulted(
            "within_zone",
            Quantities.LATENCY,
            "0.25ms ± 0.05ms",
            "One-way latency between machines of one zone.");
    public static final Key<Latency.Uniform> BETWEEN_ZONES = defaulted(
            "between_zones",
            Quantities.LATENCY,
            "0.5ms ± 0.1ms",
            "One-way latency between zones of one region.");
    public static final Key<Latency.Uniform> BETWEEN_REGIONS = defaulted(
            "between_regions",
            Quantities.LATENCY,
            "30ms ± 3ms",
            "One-way latency between regions.");
    public static final Key<Latency.Uniform> CLIENTS = defaulted(
            "clients",
            Quantities.LATENCY,
            "0.5ms ± 0.1ms",
            "One-way latency between clients and nodes.");
    public static final Key<Double> LOSS = defaulted(
            "loss",
            Quantities.SHARE,
            "0%",
            "Share of packets lost between nodes; a connection sends them again, so that loss "
                    + "shows as latency.");

    /** Links. */
    public static final SectionShape NETWORK = SectionShape.of(
            "network",
            "Latencies of all links, drawn uniformly from middle ± spread for each packet. "
                    + "Defaults: our choice, of the"
                    + " order public clouds show.",
            WITHIN_ZONE,
            BETWEEN_ZONES,
            BETWEEN_REGIONS,
            CLIENTS,
            LOSS);

    public static final Key<Long> OFFSET = defaulted(
            "offset",
            new Drawable<>(Quantities.DURATION),
            "0s",
            "Each machine's clock starts at an offset drawn from plus or minus this.");
    public static final Key<Double> DRIFT = defaulted(
            "drift",
            new Drawable<>(Quantities.PPM),
            "0ppm",
            "Each machine's clock drifts by a rate drawn from plus or minus this.");
    public static final Key<Long> MAX_OFFSET = defaulted(
            "max_offset",
            Quantities.DURATION,
            "500ms",
            "Greatest offset between any two clocks that the cluster promises correctness for "
                    + "(--max-offset). A timestamp further ahead is refused; a node whose clock is "
                    + "more than 80 % of it away from at least half of its peers ends itself. In "
                    + "a cluster of three one bad clock may take the good ones along.");
    public static final Key<Boolean> MAX_OFFSET_CHECK = defaulted(
            "max_offset_check",
            Names.BOOLEAN,
            "true",
            "Whether a node whose clock is too far away ends itself (false: "
                    + "--disable-max-offset-check).");

    /** Clocks. */
    public static final SectionShape CLOCKS = SectionShape.of(
            "clocks",
            "How far the machines' clocks are apart.",
            OFFSET,
            DRIFT,
            MAX_OFFSET,
            MAX_OFFSET_CHECK);

    public static final Key<Latency.Uniform> SYNC = defaulted(
            "sync",
            Quantities.LATENCY,
            "0.5ms ± 0.1ms",
            "Time until a write is durable. Default: our choice, a network disk of the faster "
                    + "kind.");

    /** Disks. */
    public static final SectionShape DISK = SectionShape.of("disk", "The machines' disks.", SYNC);

    private EnvironmentKeys() {}
}
