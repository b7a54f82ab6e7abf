package io.biplane.report.picture;

import java.util.Arrays;

/**
 * Virtual time downwards, where it is worth its room: a busy stretch is drawn at a fixed scale, a quiet one is shortened. The order
 * of instants is kept.
 */
final class StretchedTime {
    /** Room of a millisecond: a round trip within a zone takes this much. Our choice. */
    private static final double PER_MILLI = 14;
    /** Room of the longest quiet stretch. */
    private static final double QUIET = 30;

    /** Instants at which something is drawn, sorted. */
    private final long[] instants;
    /** Where each of them is, from the top. */
    private final double[] places;

    StretchedTime(long[] unsorted) {
        this.instants = Arrays.stream(unsorted).sorted().distinct().toArray();
        this.places = new double[instants.length];
        for (int i = 1; i < instants.length; i++) {
            double exact = (instants[i] - instants[i - 1]) / 1e6 * PER_MILLI;
            places[i] = places[i - 1] + Math.min(QUIET, exact);
        }
    }

    long[] instants() {
        return instants;
    }

    double height() {
        return places.length == 0 ? 0 : places[places.length - 1];
    }

    /** Whether the stretch that ends at the instant with this index is drawn shorter than it is. */
    boolean isShortened(int index) {
        return index > 0 && (instants[index] - instants[index - 1]) / 1e6 * PER_MILLI > QUIET;
    }

    /** Where an instant is, from the top; outside all instants, the nearest end. */
    double y(long atNanos) {
        int found = Arrays.binarySearch(instants, atNanos);
        if (found >= 0) {
            return places[found];
        }
        int next = -found - 1;
        if (next == 0) {
            return 0;
        }
        if (next == instants.length) {
            return height();
        }
        double share =
                (double) (atNanos - instants[next - 1]) / (instants[next] - instants[next - 1]);
        return places[next - 1] + share * (places[next] - places[next - 1]);
    }
}
