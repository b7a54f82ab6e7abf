package io.biplane.checker.verdict;

import java.util.List;
import java.util.Locale;

/** The three answers, best first. */
public enum Validity {
    /** The history is consistent. */
    VALID(0),
    /** Whether it is could not be found out within the limits, or the history says too little. */
    UNKNOWN(3),
    /** It is not, and here is why. */
    INVALID(1);

    private final int exitCode;

    Validity(int exitCode) {
        this.exitCode = exitCode;
    }

    /** What a process that says so exits with. */
    public int exitCode() {
        return exitCode;
    }

    /** The word in results. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The worst of several; valid if there are none. */
    public static Validity worst(List<Validity> all) {
        return all.stream().max(Enum::compareTo).orElse(VALID);
    }
}
