package io.biplane.checker.direct;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.AppendModel;
import io.biplane.checker.model.ModelMismatchException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs that a text that is only appended to is wrong: two reads of which neither begins with the
 * other, a later read that is shorter, one that is shorter than all that had surely been appended,
 * or longer than all that anybody had asked to append. A text that somebody puts is left alone.
 */
public final class TextOrder {
    private TextOrder() {}

    /** A read with what it gave. */
    private record Read(Operation operation, String text) {}

    /** Why there is no order; that it is empty says nothing. */
    public static Optional<Conflict> conflict(AppendModel model, List<Operation> operations)
            throws ModelMismatchException {
        List<Read> reads = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.f().equals("put")) {
                return Optional.empty();
            }
            model.seen(operation).ifPresent(text -> reads.add(new Read(operation, text)));
        }
        reads.sort(Comparator.comparingLong(read -> read.operation.span().returnIndex()));
        Optional<Conflict> length = length(model, operations);
        return length.isPresent() ? length : order(reads).or(() -> shorter(reads));
    }

    private static Optional<Conflict> length(AppendModel model, List<Operation> operations)
            throws ModelMismatchException {
        long surely = 0;
        long possibly = 0;
        Map<Integer, Long> before = new LinkedHashMap<>();
        for (Moments.Moment moment : Moments.of(operations)) {
            Operation operation = moment.operation();
            int piece = model.piece(operation).length();
            if (!moment.isReturn()) {
                before.put(operation.id(), surely);
                possibly += piece;
                continue;
            }
            Optional<String> seen = model.seen(operation);
            long least = before.get(operation.id());
            long most = possibly - piece;
            if (seen.isPresent() && (seen.get().length() < least || seen.get().length() > most)) {
                return Optional.of(new Conflict(
                        Moments.withAllBefore(operation, operations),
                        "the text had at least " + least + " and at most " + most
                                + " characters then, not " + seen.get().length()));
            }
            surely += piece;
        }
        return Optional.empty();
    }

    /** Each read, in the order of lengths, begins with the one before. */
    private static Optional<Conflict> order(List<Read> reads) {
        List<Read> byLength = new ArrayList<>(reads);
        byLength.sort(Comparator.comparingInt(read -> read.text.length()));
        for (int i = 1; i < byLength.size(); i++) {
            if (!byLength.get(i).text.startsWith(byLength.get(i - 1).text)) {
                return pair(
                        byLength.get(i - 1),
                        byLength.get(i),
                        "neither read begins with the other, though nobody asked to put anything");
            }
        }
        return Optional.empty();
    }

    /** A read that shows less than one that had returned before it began. */
    private static Optional<Conflict> shorter(List<Read> byReturn) {
        List<Read> byInvocation = new ArrayList<>(byReturn);
        byInvocation.sort(Comparator.comparingLong(read -> read.operation.span().invokeIndex()));
        Optional<Read> longest = Optional.empty();
        int next = 0;
        for (Read read : byInvocation) {
            while (next < byReturn.size()
                    && byReturn.get(next).operation.isBefore(read.operation)) {
                Read earlier = byReturn.get(next++);
                boolean isLonger =
                        longest.isEmpty() || longest.get().text.length() < earlier.text.length();
                longest = isLonger ? Optional.of(earlier) : longest;
            }
            if (longest.isPresent() && read.text.length() < longest.get().text.length()) {
                return pair(
                        longest.get(),
                        read,
                        "the later read has less, though nobody asked to put" + " anything");
            }
        }
        return Optional.empty();
    }

    private static Optional<Conflict> pair(Read one, Read other, String text) {
        return Optional.of(new Conflict(List.of(one.operation, other.operation), text));
    }
}
