package io.biplane.checker.direct;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.BankModel;
import io.biplane.checker.model.ModelMismatchException;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Signs that a bank is wrong: reads of all accounts that show different totals, or a wrong one. */
public final class Totals {
    private Totals() {}

    /** Why there is no order; that it is empty says nothing. */
    public static Optional<Conflict> conflict(BankModel model, List<Operation> operations)
            throws ModelMismatchException {
        List<Operation> reads = operations.stream()
                .filter(operation -> operation.isOk()
                        && !operation.f().equals("transfer")
                        && model.isWhole(operation))
                .sorted(Comparator.comparingLong(read -> read.span().returnIndex()))
                .toList();
        Optional<BigInteger> told = model.rules().first().isEmpty()
                ? model.rules().total()
                : Optional.of(BankModel.sum(model.rules().first()));
        for (Operation read : reads) {
            BigInteger sum = BankModel.sum(model.seen(read));
            BigInteger expected =
                    told.isPresent() ? told.get() : BankModel.sum(model.seen(reads.get(0)));
            if (!sum.equals(expected)) {
                List<Operation> both =
                        told.isPresent() ? List.of(read) : List.of(read, reads.get(0));
                return Optional.of(new Conflict(
                        both,
                        "no transfer changes the total, which was " + expected + ", not " + sum));
            }
        }
        return Optional.empty();
    }
}
