package io.biplane.checker.visibility;

import java.util.List;

/**
 * A transaction that took effect.
 *
 * @param id its node in the graph
 * @param session whose it is
 * @param isFirst whether what its session does later comes after it: it was acknowledged
 * @param steps what it did, in order
 */
public record Access(int id, long session, boolean isFirst, List<Step> steps) {
    /** The version that was there before anybody wrote. */
    public static final int FIRST_VERSION = -1;

    /**
     * A read or a write.
     *
     * @param isRead whether it reads
     * @param key number of a key
     * @param writer whose version it read, as a node or {@link #FIRST_VERSION}; of a write its own
     */
    public record Step(boolean isRead, int key, int writer) {}

    public Access {
        steps = List.copyOf(steps);
    }

    /** Whether it writes a key. */
    boolean writes(int key) {
        for (Step step : steps) {
            if (!step.isRead && step.key == key) {
                return true;
            }
        }
        return false;
    }
}
