package io.biplane.checker.suite;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Whole;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which checker a history is plainly meant for, by the names and values of its operations. */
public final class Detection {
    private Detection() {}

    /**
     * The checker's name; empty if several would do, or none. Only what every operation agrees with
     * is plain: a guess that is wrong would be a wrong verdict.
     */
    public static Optional<String> of(List<Operation> operations) {
        TreeSet<String> names = new TreeSet<>();
        operations.forEach(operation -> names.add(operation.f()));
        if (names.isEmpty()) {
            return Optional.empty();
        }
        // A name says nothing where there is only one kind of operation.
        if (isAmong(names, "txn", "")) {
            return transactions(operations);
        }
        if (isAmong(names, "read", "write") && areWrittenTogether(operations)) {
            return Optional.of("multi-register");
        }
        if (isAmong(names, "read", "write", "cas") && !names.equals(set("read"))) {
            return registers(operations);
        }
        if (isAmong(names, "add", "read") && names.contains("add")) {
            return added(operations);
        }
        if (names.contains("transfer") && isAmong(names, "transfer", "read", "balance")) {
            return Optional.of("bank");
        }
        if (isAmong(names, "read", "balance") && areObjects(operations)) {
            return Optional.of("bank");
        }
        boolean isLog = names.contains("send") || names.contains("poll");
        if (isLog && isAmong(names, "send", "poll", "txn", "assign", "subscribe", "crash")) {
            return Optional.of("kafka");
        }
        boolean appends = names.contains("append") || names.contains("get-and-append");
        if (appends && isAmong(names, "get", "put", "append", "get-and-append")) {
            return Optional.of("kv-append");
        }
        for (Map.Entry<String, List<String>> known : List.of(
                Map.entry("mutex", List.of("acquire", "release")),
                Map.entry("map", List.of("get", "put", "remove", "put-if-absent")),
                Map.entry("counter", List.of("add", "increment", "read", "add-and-get")),
                Map.entry("linear-set", List.of("add", "remove", "contains", "read")),
                Map.entry("queue", List.of("enqueue", "dequeue")),
                Map.entry("unique-ids", List.of("generate")))) {
            boolean isReadOnly = names.equals(set("read"));
            if (known.getValue().containsAll(names) && !isReadOnly) {
                return Optional.of(known.getKey());
            }
        }
        return Optional.empty();
    }

    /** Whether each answer names what it has, as only balances do. */
    private static boolean areObjects(List<Operation> operations) {
        List<Operation> answered = operations.stream().filter(Operation::isOk).toList();
        return !answered.isEmpty()
                && answered.stream().allMatch(read -> read.output() instanceof Map<?, ?>);
    }

    /** Whether each write names the registers it writes, and there is one. */
    private static boolean areWrittenTogether(List<Operation> operations) {
        List<Operation> writes = operations.stream()
                .filter(operation -> operation.f().equals("write"))
                .toList();
        return !writes.isEmpty()
                && writes.stream().allMatch(write -> write.input() instanceof Map<?, ?>)
                && operations.stream()
                        .filter(operation -> operation.isOk() && operation.f().equals("read"))
                        .allMatch(read -> read.output() instanceof Map<?, ?>);
    }

    private static TreeSet<String> set(String name) {
        return new TreeSet<>(List.of(name));
    }

    private static boolean isAmong(TreeSet<String> names, String... known) {
        return List.of(known).containsAll(names);
    }

    /** By the words of the steps that write. */
    private static Optional<String> transactions(List<Operation> operations) {
        TreeSet<String> words = new TreeSet<>();
        for (Operation operation : operations) {
            if (operation.input() instanceof List<?> steps) {
                for (Object step : steps) {
                    if (step instanceof List<?> parts && !parts.isEmpty()) {
                        words.add(String.valueOf(parts.get(0)));
                    }
                }
            }
        }
        if (words.contains("send") || words.contains("poll")) {
            return isAmong(words, "send", "poll") ? Optional.of("kafka") : Optional.empty();
        }
        if (words.contains("read") || words.contains("write")) {
            return isAmong(words, "r", "w", "read", "write")
                    ? Optional.of("multi-register")
                    : Optional.empty();
        }
        words.remove("r");
        if (words.equals(set("append"))) {
            return Optional.of("list-append");
        }
        return words.equals(set("w")) ? Optional.of("rw-register") : Optional.empty();
    }

    /** Keyed if every input begins with a key; single if no read names one. */
    private static Optional<String> registers(List<Operation> operations) {
        boolean isKeyed = true;
        boolean isSingle = true;
        boolean hasReads = false;
        for (Operation operation : operations) {
            boolean isRead = operation.f().equals("read");
            boolean hasKey = operation.input() instanceof List<?> list
                    && (isRead ? !list.isEmpty() : list.size() >= 2);
            isKeyed &= hasKey;
            hasReads |= isRead;
            isSingle &= !isRead || operation.input() instanceof Nil || !hasKey;
            isSingle &= !operation.f().equals("write") || !hasKey;
        }
        if (isKeyed && hasReads) {
            return Optional.of("registers");
        }
        return isSingle && hasReads ? Optional.of("register") : Optional.empty();
    }

    /** Sets are read as lists, counters as numbers. */
    private static Optional<String> added(List<Operation> operations) {
        List<Operation> reads = operations.stream()
                .filter(operation -> operation.isOk() && operation.f().equals("read"))
                .toList();
        if (reads.isEmpty()) {
            return Optional.empty();
        }
        if (reads.stream().allMatch(read -> read.output() instanceof Collection<?>)) {
            return Optional.of("set");
        }
        return reads.stream().allMatch(read -> Whole.isOne(read.output()))
                ? Optional.of("counter")
                : Optional.empty();
    }
}
