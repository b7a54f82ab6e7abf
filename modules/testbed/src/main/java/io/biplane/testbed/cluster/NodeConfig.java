package io.biplane.testbed.cluster;

/**
 * One machine and its place.
 *
 * @param number 1 and up; the host is called {@code n} and the number
 * @param region such as {@code us-east}
 * @param zone such as {@code us-east-a}
 * @param cores CPUs, at least 1
 * @param diskSyncMicros mean time of one sync of the log
 */
public record NodeConfig(int number, String region, String zone, int cores, long diskSyncMicros) {
    /** Cores of a node unless said otherwise. Our choice: the smallest production size the modelled system's docs name. */
    public static final int CORES_DEFAULT = 4;
    /** A cloud SSD's sync. Source: docs/reference/ground-truth.md T3, LogCabin's disk at about 0.25 ms. */
    public static final long DISK_SYNC_MICROS_DEFAULT = 250;

    public NodeConfig {
        if (number < 1 || cores < 1 || diskSyncMicros < 0) {
            throw new IllegalArgumentException(
                    "node " + number + " with " + cores + " cores, sync " + diskSyncMicros + " µs");
        }
    }

    /** A default machine in one zone. */
    public static NodeConfig of(int number) {
        return new NodeConfig(number, "local", "local-a", CORES_DEFAULT, DISK_SYNC_MICROS_DEFAULT);
    }

    public NodeConfig at(String newRegion, String newZone) {
        return new NodeConfig(number, newRegion, newZone, cores, diskSyncMicros);
    }

    public NodeConfig withCores(int newCores) {
        return new NodeConfig(number, region, zone, newCores, diskSyncMicros);
    }

    public String hostName() {
        return "n" + number;
    }
}
