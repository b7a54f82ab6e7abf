package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.List;

/**
 * Money is moved, never made or lost: every read of all accounts, a list of {@code [account,
 * balance]}, shows all accounts with the same total.
 */
public final class BankChecker {
    private BankChecker() {}

    /**
     * What must hold.
     *
     * @param accounts how many there are
     * @param total of all balances
     * @param allowsNegative whether a balance may be below zero
     */
    public record Rules(int accounts, long total, boolean allowsNegative) {}

    /** Checks the ok operations of the names given, such as {@code balance}. */
    public static Verdict check(List<Operation> operations, List<String> reads, Rules rules) {
        Report report = new Report("bank");
        for (Operation read : operations) {
            if (read.isOk() && reads.contains(read.f())) {
                report.judged();
                judge(read, rules, report);
            }
        }
        return report.verdict("reads of all accounts");
    }

    private static void judge(Operation read, Rules rules, Report report) {
        long sum = 0;
        long lowest = 0;
        int accounts = 0;
        for (Object item : read.output() instanceof List<?> rows ? rows : List.of()) {
            if (item instanceof List<?> row
                    && row.size() == 2
                    && row.get(1) instanceof Long balance) {
                sum += balance;
                lowest = Math.min(lowest, balance);
                accounts++;
            }
        }
        if (accounts != rules.accounts || sum != rules.total) {
            report.broken(
                    "wrong-total",
                    "",
                    read.describe() + "\nshows " + accounts + " accounts with " + sum
                            + ", expected " + rules.accounts + " with " + rules.total,
                    List.of(read));
        } else if (lowest < 0 && !rules.allowsNegative) {
            report.broken(
                    "negative-balance",
                    "",
                    read.describe() + "\nshows a balance of " + lowest,
                    List.of(read));
        }
    }
}
