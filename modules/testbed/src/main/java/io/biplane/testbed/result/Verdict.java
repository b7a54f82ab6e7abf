package io.biplane.testbed.result;

import java.util.Comparator;
import java.util.List;

/** How a run ended. */
public enum Verdict {
    /** Every check and threshold held. */
    PASSED,
    /**
     * Nothing was broken, but something could not be decided: no operation was due, a step never
     * fired, a checker gave up.
     */
    INCONCLUSIVE,
    /**
     * A check, an invariant or a threshold was broken, or something that had to happen never did: a
     * load was due and none of it acknowledged, though the file expects no errors of it.
     */
    FAILED,
    /** The user stopped it; what was seen until then is reported. */
    INTERRUPTED;

    /** The verdict of several runs together: the worst. */
    public static Verdict worst(List<Verdict> verdicts) {
        return verdicts.stream().max(Comparator.naturalOrder()).orElse(INCONCLUSIVE);
    }
}
