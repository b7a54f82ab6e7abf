package io.biplane.checker.suite;

import java.util.Locale;

/** What can be told to a checker beside the history; a checker takes some of these. */
public enum Parameter {
    /** Steps after which a search gives up. */
    STEPS("N"),
    /** Bytes that a search may remember. */
    MEMORY("SIZE"),
    /** The value before the first write. */
    INITIAL("VALUE"),
    /** How far any two clocks may differ: then times, not lines, say what came before. */
    MAX_OFFSET("DURATION"),
    /** The isolation level that must hold. */
    LEVEL("LEVEL"),
    /** Each session sees the versions of a key in their order. */
    SEQUENTIAL_KEYS(""),
    /** Each key taken alone is linearizable. */
    LINEARIZABLE_KEYS(""),
    /** A transaction's write of a key comes after what it had read from it. */
    WFR_KEYS(""),
    /** Whether no anomaly is good enough where orders of versions are open. */
    ACCEPT_UNDECIDED(""),
    /** The money there is. */
    TOTAL("N"),
    /** How many accounts there are. */
    ACCOUNTS("N"),
    /** Whether balances may be below zero. */
    ALLOW_NEGATIVE(""),
    /** How long a client may wait with nothing acknowledged. */
    LONGEST_GAP("DURATION"),
    /** How many clients there are: process p is client p modulo that. */
    CLIENTS("N"),
    /** A percentile of latencies and its bound. */
    BUDGET("SPEC");

    private final String value;

    Parameter(String value) {
        this.value = value;
    }

    /** Its flag: {@code --max-offset}. */
    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its flag with what follows: {@code --max-offset DURATION}. */
    public String usage() {
        return value.isEmpty() ? flag() : flag() + " " + value;
    }
}
