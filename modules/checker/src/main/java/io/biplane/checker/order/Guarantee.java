package io.biplane.checker.order;

import java.util.Locale;

/**
 * What whoever made a history guarantees of each key taken alone, and what its versions' order then
 * follows from. Source: the options of Elle's rw-register.
 */
public enum Guarantee {
    /** Each session sees the versions of a key in their order. */
    SEQUENTIAL_KEYS,
    /** What had returned before another began touched no later version. */
    LINEARIZABLE_KEYS,
    /** A transaction's write of a key comes after what it had read from it. */
    WFR_KEYS;

    /** Its flag: {@code --sequential-keys}. */
    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of its edges in a graph of versions. */
    int kind() {
        return 2 << ordinal();
    }

    static String reason(int kind) {
        for (Guarantee guarantee : values()) {
            if (guarantee.kind() == kind) {
                return "by " + guarantee.flag();
            }
        }
        return "since nothing was there at first";
    }
}
