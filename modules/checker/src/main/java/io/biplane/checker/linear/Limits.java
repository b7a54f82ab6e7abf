package io.biplane.checker.linear;

/**
 * Where a search gives up.
 *
 * @param stepsMax transitions tried, over all parts of the history
 * @param memoryBytesMax bytes of remembered configurations and search stack, per part
 */
public record Limits(long stepsMax, long memoryBytesMax) {
    /**
     * Our choice: 200 million steps are about a minute on one core, 512 MiB leave half of a default
     * heap of 1 GiB to the history.
     */
    public static final Limits DEFAULT = new Limits(200_000_000L, 512L << 20);

    public Limits {
        if (stepsMax < 1 || memoryBytesMax < 1) {
            throw new IllegalArgumentException("limits must be positive: " + stepsMax + " steps, "
                    + memoryBytesMax + " bytes");
        }
    }
}
