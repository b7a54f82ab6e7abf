package io.biplane.checker.domain;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The domain checkers a second time: each promise as its sentence says it, by looking at all pairs,
 * with no thought of speed. Each gives what is broken as sorted texts {@code kind subject}.
 */
final class Naive {
    private Naive() {}

    static List<Operation> ok(List<Operation> operations, String f) {
        return operations.stream()
                .filter(operation -> operation.isOk() && operation.f().equals(f))
                .toList();
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }

    static TreeSet<String> set(List<Operation> operations, boolean toleratesStale) {
        TreeSet<String> broken = new TreeSet<>();
        List<Operation> reads = ok(operations, "read");
        for (long element = 0; element < 5; element++) {
            Object name = element;
            List<Operation> adds = operations.stream()
                    .filter(add -> add.f().equals("add") && add.input().equals(name))
                    .toList();
            List<Operation> sightings = new ArrayList<>();
            for (Operation read : reads) {
                long times = list(read.output()).stream().filter(name::equals).count();
                if (times > 1) {
                    broken.add("duplicate element " + name);
                }
                boolean isExplained =
                        adds.stream().anyMatch(add -> add.isPossible() && !read.isBefore(add));
                if (times > 0 && !isExplained) {
                    broken.add("unexpected element " + name);
                } else if (times > 0) {
                    sightings.add(read);
                }
            }
            List<Operation> lacking = new ArrayList<>();
            for (Operation read : reads) {
                boolean isKnown = adds.stream().anyMatch(add -> add.isOk() && add.isBefore(read))
                        || sightings.stream().anyMatch(seen -> seen.isBefore(read));
                if (isKnown && !list(read.output()).contains(name)) {
                    lacking.add(read);
                }
            }
            boolean isLost = lacking.stream()
                    .anyMatch(read -> sightings.stream().allMatch(seen -> seen.isBefore(read)));
            if (isLost) {
                broken.add("lost element " + name);
            } else if (!lacking.isEmpty() && !toleratesStale) {
                broken.add("stale element " + name);
            }
        }
        return broken;
    }

    /**
     * Whether an acknowledged element was seen to stay, as Jepsen's set-full says it: a read shows it
     * that began later than every read that lacks it.
     */
    static boolean hasStayed(List<Operation> operations) {
        List<Operation> reads = ok(operations, "read");
        for (Operation add : ok(operations, "add")) {
            for (Operation seen : reads) {
                boolean isLast = reads.stream()
                        .filter(read -> !list(read.output()).contains(add.input()))
                        .allMatch(
                                read -> read.span().invokeIndex() < seen.span().invokeIndex());
                if (list(seen.output()).contains(add.input()) && isLast) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The longest time until an acknowledged element was shown by a read that had returned. */
    static long untilSeen(List<Operation> operations) {
        long longest = -1;
        for (long element = 0; element < 5; element++) {
            Object name = element;
            long acknowledged = operations.stream()
                    .filter(add ->
                            add.f().equals("add") && add.isOk() && add.input().equals(name))
                    .mapToLong(add -> add.span().returnedAtNanos())
                    .min()
                    .orElse(-1);
            long seen = ok(operations, "read").stream()
                    .filter(read -> list(read.output()).contains(name))
                    .filter(read -> operations.stream()
                            .anyMatch(add -> add.f().equals("add")
                                    && add.isPossible()
                                    && add.input().equals(name)
                                    && !read.isBefore(add)))
                    .mapToLong(read -> read.span().returnedAtNanos())
                    .min()
                    .orElse(-1);
            if (acknowledged >= 0 && seen >= 0) {
                longest = Math.max(longest, Math.max(0, seen - acknowledged));
            }
        }
        return longest;
    }

    static int bank(List<Operation> operations, int accounts, long total) {
        int broken = 0;
        for (Operation read : ok(operations, "balance")) {
            long sum = 0;
            boolean isNegative = false;
            for (Object row : list(read.output())) {
                long balance = (Long) list(row).get(1);
                sum += balance;
                isNegative |= balance < 0;
            }
            boolean isFine = list(read.output()).size() == accounts && sum == total && !isNegative;
            broken += isFine ? 0 : 1;
        }
        return broken;
    }

    private static long number(Operation operation) {
        Object pair = operation.f().equals("write") ? operation.input() : operation.output();
        Object number = list(pair).size() < 2 ? Nil.NIL : list(pair).get(1);
        return number instanceof Long known ? known : Long.MIN_VALUE;
    }

    static int session(List<Operation> operations) {
        int broken = 0;
        List<Operation> known = operations.stream().filter(Operation::isOk).toList();
        for (Operation later : known) {
            broken += known.stream()
                            .anyMatch(earlier -> earlier.id() < later.id()
                                    && earlier.process() == later.process()
                                    && list(earlier.input())
                                            .get(0)
                                            .equals(list(later.input()).get(0))
                                    && number(earlier) > number(later))
                    ? 1
                    : 0;
        }
        return broken;
    }

    static int uniqueIds(List<Operation> operations) {
        int broken = 0;
        List<Operation> given = ok(operations, "generate");
        for (Operation one : given) {
            broken += given.stream()
                            .anyMatch(other ->
                                    other.id() < one.id() && other.output().equals(one.output()))
                    ? 1
                    : 0;
        }
        return broken;
    }

    private static Map<Object, Boolean> there(Operation read) {
        Map<Object, Boolean> there = new TreeMap<>();
        for (Object row : list(read.output())) {
            there.put(list(row).get(0), !(list(row).get(1) instanceof Nil));
        }
        return there;
    }

    static boolean isLongFork(List<Operation> operations) {
        List<Operation> reads = ok(operations, "read");
        for (Operation one : reads) {
            for (Operation other : reads) {
                Map<Object, Boolean> mine = there(one);
                Map<Object, Boolean> theirs = there(other);
                if (!mine.keySet().equals(theirs.keySet())) {
                    continue;
                }
                boolean more =
                        mine.keySet().stream().anyMatch(key -> mine.get(key) && !theirs.get(key));
                boolean less =
                        mine.keySet().stream().anyMatch(key -> !mine.get(key) && theirs.get(key));
                if (more && less) {
                    return true;
                }
            }
        }
        return false;
    }

    static int sequential(List<Operation> operations) {
        int broken = 0;
        for (Operation read : ok(operations, "read")) {
            List<?> rows = list(read.output());
            boolean isOut = false;
            for (int i = 0; i < rows.size(); i++) {
                for (int j = i + 1; j < rows.size(); j++) {
                    isOut |= !(list(rows.get(i)).get(1) instanceof Nil)
                            && list(rows.get(j)).get(1) instanceof Nil;
                }
            }
            broken += isOut ? 1 : 0;
        }
        return broken;
    }

    /**
     * A client's longest wait: from each moment at which a wait can begin, an invocation or an
     * acknowledgement with something else still open, to the next acknowledgement or the client's
     * last moment. All moments of a history differ.
     */
    static long longestWait(List<Operation> operations) {
        long historyEnd = 0;
        for (Operation operation : operations) {
            historyEnd = Math.max(historyEnd, operation.span().invokedAtNanos());
            if (operation.span().returnedAtNanos() != Operation.Span.NEVER) {
                historyEnd = Math.max(historyEnd, operation.span().returnedAtNanos());
            }
        }
        long lastMoment = 0;
        TreeSet<Long> begins = new TreeSet<>();
        for (Operation one : operations) {
            long end = end(one, historyEnd);
            lastMoment = Math.max(lastMoment, end);
            begins.add(one.span().invokedAtNanos());
            boolean othersAreOpen = false;
            for (Operation other : operations) {
                othersAreOpen |= other != one
                        && other.span().invokedAtNanos() < end
                        && end(other, historyEnd) > end;
            }
            if (one.isOk() && othersAreOpen) {
                begins.add(end);
            }
        }
        long longest = 0;
        for (long begin : begins) {
            long until = lastMoment;
            for (Operation one : operations) {
                if (one.isOk() && end(one, historyEnd) > begin) {
                    until = Math.min(until, end(one, historyEnd));
                }
            }
            longest = Math.max(longest, until - begin);
        }
        return longest;
    }

    private static long end(Operation operation, long historyEnd) {
        long end = operation.span().returnedAtNanos();
        return end == Operation.Span.NEVER ? historyEnd : end;
    }

    /** Whether enough operations are quick enough. */
    static boolean keepsBudget(List<Operation> operations, int perMillion, long nanosMax) {
        long counted = 0;
        long quick = 0;
        for (Operation operation : operations) {
            if (!operation.isPossible()) {
                continue;
            }
            counted++;
            long end = operation.span().returnedAtNanos();
            boolean isQuick = end != Operation.Span.NEVER
                    && end - operation.span().invokedAtNanos() <= nanosMax;
            quick += isQuick ? 1 : 0;
        }
        return quick * 1_000_000 >= counted * perMillion;
    }
}
