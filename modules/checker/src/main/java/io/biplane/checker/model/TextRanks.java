package io.biplane.checker.model;

import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The order in which pieces of a text were first seen: read by read, what each shows more than the
 * one before, taken apart into pieces that somebody put or appended, the longest that fits first.
 */
final class TextRanks {
    private final long[] ranks;
    /** By piece the operations that brought it and have no rank yet, by invocation. */
    private final Map<String, List<Integer>> open = new LinkedHashMap<>();
    /** Of pieces, the longest first. */
    private final TreeSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());

    private long next;

    private TextRanks(int operations) {
        this.ranks = new long[operations];
        Arrays.fill(ranks, Long.MAX_VALUE);
    }

    /** Ranks of puts and appends; the others have none. */
    static long[] of(List<Operation> operations, AppendModel model) {
        TextRanks order = new TextRanks(operations.size());
        try {
            order.rank(operations, model);
        } catch (ModelMismatchException refusedWhenBound) {
            return new long[0];
        }
        return order.ranks;
    }

    private void rank(List<Operation> operations, AppendModel model) throws ModelMismatchException {
        List<Operation> reads = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            String piece = model.piece(operation);
            if (!piece.isEmpty()) {
                open.computeIfAbsent(piece, text -> new ArrayList<>()).add(i);
                lengths.add(piece.length());
            }
            if (model.seen(operation).isPresent()) {
                reads.add(operation);
            }
        }
        reads.sort(Comparator.comparingLong(read -> read.span().returnIndex()));
        String before = "";
        for (Operation read : reads) {
            String text = model.seen(read).orElse("");
            take(text, common(before, text));
            before = text;
        }
    }

    private static int common(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int at = 0;
        while (at < most && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private void take(String text, int from) {
        int at = from;
        while (at < text.length()) {
            at += Math.max(1, takeOne(text, at));
        }
    }

    /** Gives the next rank to the piece that stands at a place; its length, 0 if there is none. */
    private int takeOne(String text, int at) {
        for (int length : lengths) {
            if (at + length <= text.length()) {
                List<Integer> found = open.get(text.substring(at, at + length));
                if (found != null && !found.isEmpty()) {
                    ranks[found.remove(0)] = next++;
                    return length;
                }
            }
        }
        return 0;
    }
}
