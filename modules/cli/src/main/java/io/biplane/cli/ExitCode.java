package io.biplane.cli;

import io.biplane.testbed.result.Verdict;

import java.util.Comparator;
import java.util.List;

/**
 * How the process ends. Source of the numbers: docs/reference/conventions.md §2.2; usage 2 and 70 as Unix has
 * them.
 */
public enum ExitCode {
    /** Every check and threshold held. */
    OK(0, 0),
    /** The horizon was reached and something could not be decided, such as when no operation was due. */
    INCONCLUSIVE(3, 1),
    /** A check, an invariant or a threshold was broken, or nothing of a load was acknowledged. */
    BROKEN(1, 2),
    /** A scenario file has mistakes. */
    BAD_SCENARIO(4, 3),
    /** A replay took another course than the recorded run. */
    DIVERGED(5, 4),
    /** Wrong usage of the command. */
    USAGE(2, 5),
    /** The simulator failed. */
    INTERNAL(70, 6),
    /** Interrupted; what there was has been reported. */
    INTERRUPTED(130, 7);

    private final int number;

    /** Of several codes the one with the highest severity wins. */
    private final int severity;

    ExitCode(int number, int severity) {
        this.number = number;
        this.severity = severity;
    }

    /** What the process ends with. */
    public int number() {
        return number;
    }

    /** The code of a verdict. */
    public static ExitCode of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> OK;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case FAILED -> BROKEN;
            case INTERRUPTED -> INTERRUPTED;
        };
    }

    /** The worst of several; OK of none. */
    public static ExitCode worst(List<ExitCode> codes) {
        return codes.stream()
                .max(Comparator.comparingInt(code -> code.severity))
                .orElse(OK);
    }
}
