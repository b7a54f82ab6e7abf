package io.biplane.settings.version;

import io.biplane.base.id.ClusterVersion;

import java.util.List;

/**
 * The releases in order, and how far one can jump. Up to 24.1 every release is a step that cannot be skipped; from 24.2 on Innovation
 * releases can: a Regular release is reached from the Innovation release before it or from the Regular one before that.
 * Source: docs/reference/operations.md §4, row "Skipping".
 */
public final class Releases {
    private record Release(ClusterVersion version, boolean isInnovation) {}

    private static final List<Release> IN_ORDER = List.of(
            regular(22, 1),
            regular(22, 2),
            regular(23, 1),
            regular(23, 2),
            regular(24, 1),
            innovation(24, 2),
            regular(24, 3),
            innovation(25, 1),
            regular(25, 2),
            innovation(25, 3),
            regular(25, 4),
            innovation(26, 1),
            regular(26, 2));

    private Releases() {}

    private static Release regular(int year, int number) {
        return new Release(new ClusterVersion(year, number), false);
    }

    private static Release innovation(int year, int number) {
        return new Release(new ClusterVersion(year, number), true);
    }

    /** Whether there is such a release. */
    public static boolean isKnown(ClusterVersion version) {
        return index(version) >= 0;
    }

    /** All releases, oldest first. */
    public static List<ClusterVersion> all() {
        return IN_ORDER.stream().map(Release::version).toList();
    }

    /**
     * The oldest active version a binary can run with: the release before it, and if that is an Innovation release the Regular
     * one before that. The first release supports itself only.
     *
     * @throws IllegalArgumentException when there is no such release
     */
    public static ClusterVersion minSupported(ClusterVersion binary) {
        int at = index(binary);
        if (at < 0) {
            throw new IllegalArgumentException("there is no release " + binary);
        }
        if (at == 0) {
            return binary;
        }
        boolean skips = IN_ORDER.get(at - 1).isInnovation() && at >= 2;
        return IN_ORDER.get(skips ? at - 2 : at - 1).version();
    }

    private static int index(ClusterVersion version) {
        for (int i = 0; i < IN_ORDER.size(); i++) {
            if (IN_ORDER.get(i).version().equals(version)) {
                return i;
            }
        }
        return -1;
    }
}
