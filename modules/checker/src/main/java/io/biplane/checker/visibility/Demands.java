package io.biplane.checker.visibility;

import java.util.LinkedHashSet;
import java.util.Set;

/** Takes what has to come before what. */
interface Demands {
    /** Nobody reads: two writes of a session, or a write that follows a read. */
    int NOBODY = -1;

    /** Several transactions that all have to come before another; mutable. */
    final class Several {
        final Set<Integer> members = new LinkedHashSet<>();
        /** For {@link Forced}: how many are in its chain, and the last helper of that. */
        int chained;

        int helper = -1;

        /** Only one is left, since the others come before it. */
        void reduceTo(int one) {
            members.clear();
            members.add(one);
            chained = 0;
            helper = -1;
        }
    }

    /** One transaction's version of a key is not above another's, which a reader found there. */
    void before(int one, int other, int reader, int key);

    /** As {@link #before} for each of several, of which the other is none. */
    void allBefore(Several several, int other, int reader, int key);

    /** A reader found nothing, though a transaction's version of a key had to be there. */
    void missed(int writer, int reader, int key);
}
