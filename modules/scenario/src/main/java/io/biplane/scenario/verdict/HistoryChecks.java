package io.biplane.scenario.verdict;

import io.biplane.scenario.history.HistoryEvent;
import io.biplane.scenario.result.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

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
     * Every acknowledged write of a kv load is still there at the end: each key's final value comes from a write that no other
     * acknowledged write of the key began after.
     */
    public static Finding noLostKvWrites(List<HistoryEvent> events) {
        Map<Long, List<Write>> writes = kvWrites(events);
        Map<Long, String> finals = new TreeMap<>();
        boolean sawFinal = false;
        for (HistoryEvent event : events) {
            if (event.f().equals("read-final") && event.type() == HistoryEvent.Type.OK) {
                sawFinal = true;
                for (Object pair : (List<?>) event.value()) {
                    finals.put((Long) ((List<?>) pair).get(0), (String) ((List<?>) pair).get(1));
                }
            }
        }
        if (!sawFinal) {
            return Finding.unknown("the final state could not be read");
        }
        long acknowledged = 0;
        for (Map.Entry<Long, List<Write>> entry : writes.entrySet()) {
            acknowledged += entry.getValue().stream()
                    .filter(write -> write.endNanos < Long.MAX_VALUE)
                    .count();
            String problem = lost(entry.getKey(), entry.getValue(), finals.get(entry.getKey()));
            if (!problem.isEmpty()) {
                return Finding.broken(problem, entry.getValue().get(0).beginNanos);
            }
        }
        return acknowledged == 0
                ? Finding.unknown("no write was acknowledged")
                : Finding.held(acknowledged + " acknowledged writes read back");
    }

    private static String lost(long key, List<Write> writes, String seen) {
        long acknowledged =
                writes.stream().filter(write -> write.endNanos < Long.MAX_VALUE).count();
        if (seen == null) {
            return acknowledged == 0
                    ? ""
                    : "key " + key + ": " + acknowledged
                            + " acknowledged writes, and no value at the end";
        }
        for (Write write : writes) {
            if (write.value.equals(seen)) {
                for (Write later : writes) {
                    if (later.endNanos < Long.MAX_VALUE && later.beginNanos > write.endNanos) {
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

    /** The final balances are those of all acknowledged transfers, and of some of those with unknown outcome. */
    public static Finding noLostTransfers(
            List<HistoryEvent> events, int accounts, long initialBalance) {
        long[] balances = new long[accounts];
        java.util.Arrays.fill(balances, initialBalance);
        List<Map<?, ?>> doubtful = new ArrayList<>();
        Map<Long, HistoryEvent> open = new TreeMap<>();
        long acknowledged = 0;
        List<?> last = List.of();
        for (HistoryEvent event : events) {
            if (event.f().equals("read-final") && event.type() == HistoryEvent.Type.OK) {
                last = (List<?>) event.value();
            } else if (event.f().equals("transfer")) {
                switch (event.type()) {
                    case INVOKE -> open.put(event.process(), event);
                    case FAIL -> open.remove(event.process());
                    case INFO ->
                        doubtful.add((Map<?, ?>) open.remove(event.process()).value());
                    case OK -> {
                        acknowledged++;
                        move(balances, (Map<?, ?>) open.remove(event.process()).value(), 1);
                    }
                }
            }
        }
        open.values().forEach(event -> doubtful.add((Map<?, ?>) event.value()));
        if (last.isEmpty()) {
            return Finding.unknown("the final state could not be read");
        }
        for (Object row : last) {
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
