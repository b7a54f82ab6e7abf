package io.biplane.checker.linear;

/**
 * Where a search gives up.
 *
 * @param stepsMax transitions tried and slots of pending operations looked at, over all parts
 * @param memoryBytesMax bytes of remembered configurations and search stack, per part
 */
public record Limits(long stepsMax, long memoryBytesMax) {
    /**
     * Our choice: 5 billion steps are about a minute on one core (100 million a second, measured on
     * registers with hundreds of unknown writes), 512 MiB leave half of a heap of 1 GiB to the
     * history.
     */
    public static final Limits DEFAULT = new Limits(5_000_000_000L, 512L << 20);

    public Limits {
        if (stepsMax < 1 || memoryBytesMax < 1) {
            throw new IllegalArgumentException("limits must be positive: " + stepsMax + " steps, "
                    + memoryBytesMax + " bytes");
        }
    }
}
