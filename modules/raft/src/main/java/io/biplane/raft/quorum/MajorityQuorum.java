package io.biplane.raft.quorum;

/** Decisions by more than half of a set of voters. */
public final class MajorityQuorum {
    private MajorityQuorum() {}

    /** Votes needed among {@code voterCount} voters. */
    public static int size(int voterCount) {
        return voterCount / 2 + 1;
    }

    /**
     * The highest value that a majority has reached or passed.
     *
     * @param values the voters' values in {@code [0, voterCount)}; sorted in place, so pass a
     *     scratch array
     * @param voterCount number of voters; with 0 the answer is {@code Long.MAX_VALUE} (neutral in a
     *     joint decision)
     */
    public static long reachedByMajority(long[] values, int voterCount) {
        if (voterCount == 0) {
            return Long.MAX_VALUE;
        }
        // Insertion sort: voters are few (3 to 7), and this allocates nothing.
        for (int i = 1; i < voterCount; i++) {
            long value = values[i];
            int j = i - 1;
            while (j >= 0 && values[j] > value) {
                values[j + 1] = values[j];
                j--;
            }
            values[j + 1] = value;
        }
        return values[voterCount - size(voterCount)];
    }

    /**
     * How a vote stands with {@code yesCount} and {@code noCount} answers among {@code voterCount}
     * voters.
     */
    public static VoteResult vote(int voterCount, int yesCount, int noCount) {
        if (voterCount == 0 || yesCount >= size(voterCount)) {
            return VoteResult.WON;
        }
        return voterCount - noCount >= size(voterCount) ? VoteResult.PENDING : VoteResult.LOST;
    }
}
