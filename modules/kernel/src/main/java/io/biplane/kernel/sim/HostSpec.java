package io.biplane.kernel.sim;

import io.biplane.base.random.Latency;
import io.biplane.kernel.cpu.CostModel;

/**
 * What a machine is made of.
 *
 * @param cores tasks it runs at once in virtual time
 * @param region where it stands
 * @param zone where in the region
 * @param costs CPU work the kernel itself charges
 * @param syncLatency how long a disk sync takes
 * @param diskBytes capacity of the disk
 */
public record HostSpec(
        int cores,
        String region,
        String zone,
        CostModel costs,
        Latency syncLatency,
        long diskBytes) {
    private static final long MICROS = 1_000;

    /**
     * Four cores, a free kernel, a disk of 1 TiB that syncs in 1 ms ± 0.2 ms (our choice: between
     * an NVMe drive with a
     * capacitor, 0.1 ms, and a cloud volume, 1 to 3 ms).
     */
    public static HostSpec defaults() {
        return new HostSpec(
                4,
                "us-east",
                "us-east-a",
                CostModel.free(),
                Latency.normal(1_000 * MICROS, 200 * MICROS),
                1L << 40);
    }

    public HostSpec cores(int count) {
        return new HostSpec(count, region, zone, costs, syncLatency, diskBytes);
    }

    public HostSpec region(String name) {
        return new HostSpec(cores, name, zone, costs, syncLatency, diskBytes);
    }

    public HostSpec zone(String name) {
        return new HostSpec(cores, region, name, costs, syncLatency, diskBytes);
    }

    public HostSpec costs(CostModel model) {
        return new HostSpec(cores, region, zone, model, syncLatency, diskBytes);
    }

    public HostSpec syncLatency(Latency latency) {
        return new HostSpec(cores, region, zone, costs, latency, diskBytes);
    }

    public HostSpec diskBytes(long bytes) {
        return new HostSpec(cores, region, zone, costs, syncLatency, bytes);
    }
}
