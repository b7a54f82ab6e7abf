package io.biplane.raft.invariant;

import java.util.Arrays;

/**
 * The terms along a log, as runs of equal terms: index to term in logarithmic time, appending in
 * constant time.
 */
final class TermRuns {
    /** {@link #termAt} of an index that is not held. */
    static final long UNKNOWN = -1;

    private long[] starts = new long[4];
    private long[] terms = new long[4];
    private int count;
    /** Last index not held; its term is {@link #baseTerm}. */
    private long baseIndex;

    private long baseTerm;
    private long lastIndex;

    TermRuns(long baseIndex, long baseTerm) {
        reset(baseIndex, baseTerm);
    }

    void reset(long newBaseIndex, long newBaseTerm) {
        baseIndex = newBaseIndex;
        baseTerm = newBaseTerm;
        lastIndex = newBaseIndex;
        count = 0;
    }

    long baseIndex() {
        return baseIndex;
    }

    long lastIndex() {
        return lastIndex;
    }

    long lastTerm() {
        return count == 0 ? baseTerm : terms[count - 1];
    }

    void append(long term) {
        lastIndex++;
        if (count == 0 || terms[count - 1] != term) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                terms = Arrays.copyOf(terms, count * 2);
            }
            starts[count] = lastIndex;
            terms[count] = term;
            count++;
        }
    }

    void truncate(long fromIndex) {
        lastIndex = Math.min(lastIndex, fromIndex - 1);
        while (count > 0 && starts[count - 1] > lastIndex) {
            count--;
        }
    }

    /** The term at {@code index}, or {@link #UNKNOWN}. */
    long termAt(long index) {
        if (index == baseIndex) {
            return baseTerm;
        }
        if (index < baseIndex || index > lastIndex) {
            return UNKNOWN;
        }
        int run = count - 1;
        if (starts[run] > index) {
            int found = Arrays.binarySearch(starts, 0, count, index);
            run = found >= 0 ? found : -found - 2;
        }
        return terms[run];
    }
}
