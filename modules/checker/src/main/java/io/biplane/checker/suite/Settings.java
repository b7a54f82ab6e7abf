package io.biplane.checker.suite;

import io.biplane.checker.domain.LatencyChecker;
import io.biplane.checker.history.Nil;
import io.biplane.checker.isolation.Level;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.order.Guarantee;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters' values; {@link #DEFAULT} says nothing. Changed copies are made by the methods of
 * the fields' names.
 *
 * @param limits where a search gives up
 * @param initial a register's value before the first write
 * @param maxOffsetNanos how far any two clocks may differ; empty if the order of lines counts
 * @param level the isolation level that must hold
 * @param guarantees what is known of each register's versions
 * @param acceptsUndecided whether no anomaly is good enough where orders of versions are open
 * @param total the money there is; empty if the first read says it
 * @param accounts how many there are; empty if the first read says which
 * @param allowsNegative whether balances may be below zero
 * @param longestGapNanos how long a client may wait with nothing acknowledged
 * @param clients how many there are, process p being client p modulo that; empty if each process is
 *     one
 * @param budgets of latency
 */
public record Settings(
        Limits limits,
        Object initial,
        Optional<Long> maxOffsetNanos,
        Level level,
        Set<Guarantee> guarantees,
        boolean acceptsUndecided,
        Optional<BigInteger> total,
        Optional<Integer> accounts,
        boolean allowsNegative,
        Optional<Long> longestGapNanos,
        Optional<Integer> clients,
        List<LatencyChecker.Budget> budgets) {
    /** Strict serializability, the default limits, and nothing else. */
    public static final Settings DEFAULT = new Settings(
            Limits.DEFAULT,
            Nil.NIL,
            Optional.empty(),
            Level.STRICT_SERIALIZABLE,
            Collections.emptySet(),
            false,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of());

    public Settings {
        guarantees = Collections.unmodifiableSet(new TreeSet<>(guarantees));
        budgets = List.copyOf(budgets);
    }

    /** The same with other limits. */
    public Settings limits(Limits changed) {
        return new Settings(
                changed,
                initial,
                maxOffsetNanos,
                level,
                guarantees,
                acceptsUndecided,
                total,
                accounts,
                allowsNegative,
                longestGapNanos,
                clients,
                budgets);
    }

    /** The same with another level. */
    public Settings level(Level changed) {
        return new Settings(
                limits,
                initial,
                maxOffsetNanos,
                changed,
                guarantees,
                acceptsUndecided,
                total,
                accounts,
                allowsNegative,
                longestGapNanos,
                clients,
                budgets);
    }
}
