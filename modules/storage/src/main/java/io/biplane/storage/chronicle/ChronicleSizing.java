package io.biplane.storage.chronicle;

/**
 * How large a Chronicle Map is laid out. Space for entries is reserved, not used: a page counts when it is first written (measured:
 * 1 M entries reserve 157 MB and touch 0.1 MB). The tables that find entries are cleared when the map is made, which takes time in
 * proportion to the entries expected (measured: 80 ms of CPU for 1 M, a tenth of a run of a minute). What counts besides is the
 * product, the bytes.
 *
 * @param entries entries expected, at least 1,000
 * @param averageKeyBytes average length of a key, at least 1
 * @param averageValueBytes average length of a value, at least 1
 * @param bloatFactor how many times the expected size may be exceeded before the map is full, at least 1; inserts get slower on the
 *     way (1.5 µs at 10 times, measured)
 */
public record ChronicleSizing(
        long entries, int averageKeyBytes, int averageValueBytes, double bloatFactor) {
    /** Our choice for a node's engine: about 200 MB expected, 2 GB before it is full. */
    public static final ChronicleSizing ENGINE = new ChronicleSizing(1_000_000, 48, 128, 10);

    /** Our choice for a simulated node's engine: the same bytes before it is full, made in a tenth of the time. */
    public static final ChronicleSizing SIMULATED_ENGINE =
            new ChronicleSizing(100_000, 48, 128, 100);

    /** Our choice for a node's journal: batches of some entries, soon deleted by log compaction. */
    public static final ChronicleSizing JOURNAL = new ChronicleSizing(200_000, 24, 512, 10);

    /** Our choice for a node's snapshots: few, and large ones are cut into pieces. */
    public static final ChronicleSizing SNAPSHOTS = new ChronicleSizing(20_000, 32, 4_096, 10);

    public ChronicleSizing {
        if (entries < 1_000 || averageKeyBytes < 1 || averageValueBytes < 1 || bloatFactor < 1) {
            throw new IllegalArgumentException("too small: " + entries + " entries of "
                    + averageKeyBytes + "+" + averageValueBytes + " bytes, bloat " + bloatFactor);
        }
    }
}
