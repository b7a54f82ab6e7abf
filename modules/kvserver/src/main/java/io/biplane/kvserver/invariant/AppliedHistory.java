package io.biplane.kvserver.invariant;

import java.util.Arrays;

/** The digests of the last applied indexes of one range, as whoever came first had them. A ring. */
final class AppliedHistory {
    /** Indexes remembered. A replica that lags further behind catches up unchecked until it is within. Our choice: 64 KiB. */
    private static final int REMEMBERED = 4_096;

    private final long[] indexes = new long[REMEMBERED];
    private final long[] digests = new long[REMEMBERED];

    AppliedHistory() {
        Arrays.fill(indexes, -1);
    }

    /** Whether {@code digest} agrees with what is remembered at {@code index}; remembers it if nothing newer is there. */
    boolean agrees(long index, long digest) {
        int slot = (int) (index % REMEMBERED);
        if (indexes[slot] == index) {
            return digests[slot] == digest;
        }
        if (indexes[slot] < index) {
            indexes[slot] = index;
            digests[slot] = digest;
        }
        return true;
    }
}
