package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Whole;
import io.biplane.checker.verdict.Verdict;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Money is moved, never made or lost: every read of all accounts, a list of {@code [account,
 * balance]} or an object, shows the same accounts with the same total. Balances are whole numbers:
 * sums of anything else may be rounded, which is no fault of the bank.
 */
public final class BankChecker {
    private BankChecker() {}

    /**
     * What must hold.
     *
     * @param accounts how many there are; empty if the first read says which
     * @param total of all balances; empty if the first read says it
     * @param allowsNegative whether a balance may be below zero
     */
    public record Rules(
            Optional<Integer> accounts, Optional<BigInteger> total, boolean allowsNegative) {}

    /** What the reads so far have in common. */
    private static final class Expected {
        private Optional<BigInteger> total;
        /** Who says so. */
        private String totalBy = "expected";

        private Optional<Set<Object>> accounts = Optional.empty();
        private String accountsBy = "";
    }

    /** Checks the ok operations of the names given, such as {@code balance}. */
    public static Verdict check(List<Operation> operations, List<String> reads, Rules rules) {
        Report report = new Report("bank");
        Expected expected = new Expected();
        expected.total = rules.total;
        for (Operation read : operations) {
            if (!read.isOk() || !reads.contains(read.f())) {
                continue;
            }
            Optional<List<Row>> rows = Row.allOf(read.output());
            if (rows.isEmpty()) {
                report.undecided(read.describe() + " is no list of [account, balance]");
                continue;
            }
            Optional<Row> odd = rows.get().stream()
                    .filter(row -> row.isThere() && !Whole.isOne(row.value()))
                    .findFirst();
            if (odd.isPresent()) {
                report.undecided(read.describe() + " shows " + odd.get().value() + " of "
                        + odd.get().key() + "; balances must be whole numbers");
                continue;
            }
            report.judged();
            judge(read, rows.get(), rules, expected, report);
        }
        expected.total.ifPresent(total -> report.fact("total", total));
        return report.verdict("reads of all accounts");
    }

    private static void judge(
            Operation read, List<Row> rows, Rules rules, Expected expected, Report report) {
        BigInteger sum = BigInteger.ZERO;
        for (Row row : rows) {
            Optional<BigInteger> balance = Whole.big(row.value());
            if (balance.isEmpty()) {
                broken(report, "no-balance", read, "shows no balance of " + row.key());
                return;
            }
            sum = sum.add(balance.get());
            if (balance.get().signum() < 0 && !rules.allowsNegative) {
                broken(
                        report,
                        "negative-balance",
                        read,
                        "shows a balance of " + balance.get() + " of " + row.key());
                return;
            }
        }
        Set<Object> accounts = new LinkedHashSet<>(rows.stream().map(Row::key).toList());
        boolean isCounted =
                rules.accounts.map(count -> count == accounts.size()).orElse(true);
        if (!isCounted || !expected.accounts.map(accounts::equals).orElse(true)) {
            String others = isCounted
                    ? "the accounts " + expected.accounts.get() + " of " + expected.accountsBy
                    : rules.accounts.get() + " accounts";
            broken(report, "wrong-accounts", read, "shows " + accounts + ", not " + others);
            return;
        }
        if (!expected.total.map(sum::equals).orElse(true)) {
            broken(
                    report,
                    "wrong-total",
                    read,
                    "shows a total of " + sum + ", " + expected.totalBy + " "
                            + expected.total.get());
            return;
        }
        if (expected.total.isEmpty()) {
            expected.total = Optional.of(sum);
            expected.totalBy = "but " + read.describe() + " one of";
        }
        if (expected.accounts.isEmpty()) {
            expected.accounts = Optional.of(accounts);
            expected.accountsBy = read.describe();
        }
    }

    private static void broken(Report report, String kind, Operation read, String what) {
        report.broken(kind, "", read.describe() + "\n" + what, List.of(read));
    }
}
