package io.biplane.base.id;

/**
 * A release, such as 25.2; also the active version of a cluster.
 *
 * @param year two digits
 * @param release 1 and up within the year
 */
public record ClusterVersion(int year, int release) implements Comparable<ClusterVersion> {
    /** From here on table ranges use leader leases. Source: docs/reference/operations.md §1. */
    public static final ClusterVersion LEADER_LEASES = new ClusterVersion(25, 2);

    /**
     * Reads {@code 25.2}; a leading {@code v} and a patch part ({@code 25.2.3}) are allowed and
     * dropped.
     *
     * @throws IllegalArgumentException when the text is no version
     */
    public static ClusterVersion parse(String text) {
        String[] parts = (text.startsWith("v") ? text.substring(1) : text).split("\\.", -1);
        try {
            if (parts.length == 2 || parts.length == 3) {
                return new ClusterVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "not a version: '" + text + "' (write it like 25.2)", notANumber);
        }
        throw new IllegalArgumentException("not a version: '" + text + "' (write it like 25.2)");
    }

    public boolean isAtLeast(ClusterVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(ClusterVersion other) {
        return year != other.year
                ? Integer.compare(year, other.year)
                : Integer.compare(release, other.release);
    }

    @Override
    public String toString() {
        return year + "." + release;
    }
}
