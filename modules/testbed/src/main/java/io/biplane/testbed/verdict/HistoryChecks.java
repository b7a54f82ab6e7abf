package io.biplane.testbed.verdict;

import io.biplane.testbed.history.HistoryEvent;
import io.biplane.testbed.result.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Safety checks over one load's history that need no search. */
public final class HistoryChecks {
    /** Transfers of unknown outcome up to which all combinations are tried. 2^16 sums are quick; beyond it the answer is unknown. */
    private static final int UNKNOWN_TRANSFERS_MAX = 16;

    private HistoryChecks() {}

    /** What a check found. */
    public record Finding(Outcome outcome, String detail, OptionalLong atNanos) {
        static Finding held(String detail) {
            return new Finding(Outcome.HELD, detail, OptionalLong.empty());
        }

        static Finding unknown(String detail) {
            return new Finding(Outcome.UNKNOWN, detail, OptionalLong.empty());
        }

        static Finding broken(String detail, long atNanos) {
            return new Finding(Outcome.BROKEN, detail, OptionalLong.of(atNanos));
        }
    }

    /** A write of the kv load: acknowledged at {@code endNanos}, or never if that is {@link Long#MAX_VALUE}. */
    private record Write(String value, long beginNanos, long endNanos) {}

    /**
     * Every acknowledged write of a kv load is still there at the end: each key's final value comes from a write that no other write
     * began after and was acknowledged before the final read was asked for. What was acknowledged later, or begun later, is left out:
     * the read need not have seen it.
     */
    public static Finding noLostKvWrites(List<HistoryEvent> events) {
        List<FinalRead> reads = FinalRead.of(events);
        Map<Long, List<Write>> writes = kvWrites(events);
        TreeSet<Long> seen = new TreeSet<>();
        for (FinalRead read : reads) {
            for (Object row : read.rows().orElse(List.of())) {
                Long key = (Long) ((List<?>) row).get(0);
                seen.add(key);
                List<Write> ofKey = writes.getOrDefault(key, List.of());
                String problem = lost(key, ofKey, (String) ((List<?>) row).get(1), read);
                if (!problem.isEmpty()) {
                    return Finding.broken(problem, read.askedAtNanos());
                }
            }
        }
        long unread = reads.stream().filter(read -> read.rows().isEmpty()).count();
        if (unread > 0 || reads.isEmpty()) {
            return Finding.unknown("the final state could not be read"
                    + (unread < reads.size() ? ", " + unread + " of its parts" : ""));
        }
        FinalRead first = reads.get(0);
        long readBack = writes.values().stream()
                .mapToLong(ofKey -> acknowledged(ofKey, first))
                .sum();
        writes.keySet().removeAll(seen);
        for (Map.Entry<Long, List<Write>> unseen : writes.entrySet()) {
            long acknowledged = acknowledged(unseen.getValue(), first);
            if (acknowledged > 0) {
                return Finding.broken(
                        "key " + unseen.getKey() + ": " + acknowledged
                                + " acknowledged writes, and no value at the end",
                        first.askedAtNanos());
            }
        }
        return readBack == 0
                ? Finding.unknown("no write was acknowledged")
                : Finding.held(readBack + " acknowledged writes read back");
    }

    private static long acknowledged(List<Write> writes, FinalRead before) {
        return writes.stream()
                .filter(write -> write.endNanos < before.askedAtNanos())
                .count();
    }

    private static String lost(long key, List<Write> writes, String seen, FinalRead read) {
        for (Write write : writes) {
            if (write.value.equals(seen)) {
                for (Write later : writes) {
                    boolean mustShow = later.endNanos < read.askedAtNanos();
                    if (mustShow && later.beginNanos > write.endNanos) {
                        return "key " + key + ": acknowledged write " + later.value
                                + " is lost, the end shows " + seen;
                    }
                }
                return "";
            }
        }
        return "key " + key + ": the end shows " + seen + ", which nobody wrote";
    }

    private static Map<Long, List<Write>> kvWrites(List<HistoryEvent> events) {
        Map<Long, List<Write>> writes = new TreeMap<>();
        Map<Long, HistoryEvent> open = new TreeMap<>();
        for (HistoryEvent event : events) {
            if (!event.f().equals("write")) {
                continue;
            }
            if (event.type() == HistoryEvent.Type.INVOKE) {
                open.put(event.process(), event);
                continue;
            }
            HistoryEvent begin = open.remove(event.process());
            if (event.type() != HistoryEvent.Type.FAIL) {
                boolean acknowledged = event.type() == HistoryEvent.Type.OK;
                add(writes, begin, acknowledged ? event.atNanos() : Long.MAX_VALUE);
            }
        }
        open.values().forEach(begin -> add(writes, begin, Long.MAX_VALUE));
        return writes;
    }

    private static void add(Map<Long, List<Write>> writes, HistoryEvent begin, long endNanos) {
        List<?> pair = (List<?>) begin.value();
        writes.computeIfAbsent((Long) pair.get(0), key -> new ArrayList<>())
                .add(new Write((String) pair.get(1), begin.atNanos(), endNanos));
    }

    /** Every read of all accounts shows all of them with the same total. */
    public static Finding bankTotal(List<HistoryEvent> events, int accounts, long total) {
        long reads = 0;
        for (HistoryEvent event : events) {
            boolean readsAll = event.f().equals("balance") || event.f().equals("read-final");
            if (!readsAll || event.type() != HistoryEvent.Type.OK) {
                continue;
            }
            reads++;
            List<?> rows = (List<?>) event.value();
            long sum = 0;
            for (Object row : rows) {
                sum += (Long) ((List<?>) row).get(1);
            }
            if (sum != total || rows.size() != accounts) {
                return Finding.broken(
                        "a read saw " + rows.size() + " accounts with " + sum + ", expected "
                                + accounts + " with " + total,
                        event.atNanos());
            }
        }
        return reads == 0
                ? Finding.unknown("no read of all accounts succeeded")
                : Finding.held(reads + " reads of all accounts");
    }

    /**
     * The final balances are those of all transfers acknowledged before they were asked for, and of some of those with unknown outcome
     * or under way meanwhile. What was begun after the answer is left out.
     */
    public static Finding noLostTransfers(
            List<HistoryEvent> events, int accounts, long initialBalance) {
        Optional<FinalRead> found = FinalRead.of(events).stream()
                .filter(read -> read.rows().isPresent())
                .reduce((earlier, later) -> later);
        if (found.isEmpty()) {
            return Finding.unknown("the final state could not be read");
        }
        FinalRead read = found.get();
        long[] balances = new long[accounts];
        java.util.Arrays.fill(balances, initialBalance);
        List<Map<?, ?>> doubtful = new ArrayList<>();
        Map<Long, HistoryEvent> open = new TreeMap<>();
        long acknowledged = 0;
        for (HistoryEvent event : events) {
            if (!event.f().equals("transfer")) {
                continue;
            }
            if (event.type() == HistoryEvent.Type.INVOKE) {
                if (event.atNanos() <= read.answeredAtNanos()) {
                    open.put(event.process(), event);
                }
                continue;
            }
            Optional<HistoryEvent> begin = Optional.ofNullable(open.remove(event.process()));
            if (begin.isEmpty() || event.type() == HistoryEvent.Type.FAIL) {
                continue;
            }
            Map<?, ?> transfer = (Map<?, ?>) begin.get().value();
            if (event.type() == HistoryEvent.Type.OK && event.atNanos() < read.askedAtNanos()) {
                acknowledged++;
                move(balances, transfer, 1);
            } else {
                doubtful.add(transfer);
            }
        }
        open.values().forEach(event -> doubtful.add((Map<?, ?>) event.value()));
        for (Object row : read.rows().get()) {
            List<?> pair = (List<?>) row;
            balances[(int) (long) (Long) pair.get(0)] -= (Long) pair.get(1);
        }
        return explain(balances, doubtful, acknowledged);
    }

    private static Finding explain(long[] missing, List<Map<?, ?>> doubtful, long acknowledged) {
        if (doubtful.size() > UNKNOWN_TRANSFERS_MAX) {
            return Finding.unknown(
                    doubtful.size() + " transfers of unknown outcome are too many to try");
        }
        if (explainable(missing, doubtful, 0)) {
            return Finding.held(acknowledged + " acknowledged transfers in the final balances");
        }
        for (int account = 0; account < missing.length; account++) {
            if (missing[account] != 0) {
                return Finding.broken("account " + account + " is off by " + -missing[account], 0);
            }
        }
        return Finding.broken("the final balances fit no combination of the unknown transfers", 0);
    }

    private static boolean explainable(long[] missing, List<Map<?, ?>> doubtful, int from) {
        if (java.util.Arrays.stream(missing).allMatch(value -> value == 0)) {
            return true;
        }
        if (from == doubtful.size()) {
            return false;
        }
        if (explainable(missing, doubtful, from + 1)) {
            return true;
        }
        move(missing, doubtful.get(from), 1);
        boolean fits = explainable(missing, doubtful, from + 1);
        move(missing, doubtful.get(from), -1);
        return fits;
    }

    private static void move(long[] balances, Map<?, ?> transfer, int sign) {
        long amount = sign * (Long) transfer.get("amount");
        balances[(int) (long) (Long) transfer.get("from")] -= amount;
        balances[(int) (long) (Long) transfer.get("to")] += amount;
    }
}
