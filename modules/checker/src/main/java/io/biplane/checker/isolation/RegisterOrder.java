package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.order.Guarantee;
import io.biplane.checker.order.KeyOrder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What guarantees say of the order of one register's versions. */
final class RegisterOrder {
    private final RegisterKey register;
    private final KeyOrder order;
    /** Versions by number; nothing is 0. */
    private final List<Object> versions = new ArrayList<>();

    private final List<Txn> writers = new ArrayList<>();

    RegisterOrder(
            RegisterKey register,
            List<Txn> transactions,
            Predicate<Txn> happened,
            Set<Guarantee> guarantees) {
        this.register = register;
        versions.add(Nil.NIL);
        Map<Object, Integer> numbers = new LinkedHashMap<>();
        numbers.put(Nil.NIL, 0);
        register.installed(happened).forEach((value, writer) -> {
            numbers.put(value, versions.size());
            versions.add(value);
            writers.add(writer);
        });
        this.order = new KeyOrder(versions.size(), touches(numbers, transactions), guarantees);
    }

    /** Who touched which versions; what is no version of a committed transaction is left out. */
    private List<KeyOrder.Touch> touches(Map<Object, Integer> numbers, List<Txn> transactions) {
        int[] first = new int[transactions.size()];
        int[] last = new int[transactions.size()];
        Arrays.fill(first, -1);
        Set<Integer> touching = new LinkedHashSet<>();
        for (int i = 0; i < writers.size(); i++) {
            int id = writers.get(i).id();
            first[id] = i + 1;
            last[id] = i + 1;
            touching.add(id);
        }
        for (RegisterKey.Read read : register.reads) {
            int version = numbers.getOrDefault(read.seen(), -1);
            int id = read.txn().id();
            if (version >= 0 && numbers.get(read.seen()) != last[id]) {
                last[id] = first[id] < 0 ? version : last[id];
                first[id] = version;
                touching.add(id);
            }
        }
        return touching.stream()
                .sorted()
                .map(id -> {
                    Operation operation = transactions.get(id).operation();
                    return new KeyOrder.Touch(
                            operation.process(),
                            operation.span().invokeIndex(),
                            operation.span().returnIndex(),
                            first[id],
                            last[id]);
                })
                .toList();
    }

    /** Adds a finding if the guarantees contradict one another. */
    boolean reportsCycle(Findings findings) {
        Optional<List<KeyOrder.Before>> cycle = order.cycle();
        cycle.ifPresent(circle -> findings.add(
                "cyclic-versions", register.key, () -> words(circle), transactions(circle)));
        return cycle.isPresent();
    }

    private String words(List<KeyOrder.Before> circle) {
        StringBuilder text = new StringBuilder();
        for (KeyOrder.Before before : circle) {
            text.append("in ")
                    .append(register.key)
                    .append(' ')
                    .append(words(before))
                    .append(' ')
                    .append(before.why())
                    .append(";\n");
        }
        return text + "so " + versions.get(circle.get(0).earlier()) + " would come before itself";
    }

    private String words(KeyOrder.Before before) {
        return versions.get(before.earlier()) + " came before " + versions.get(before.later());
    }

    private Txn[] transactions(List<KeyOrder.Before> circle) {
        List<Txn> all = new ArrayList<>();
        for (KeyOrder.Before before : circle) {
            if (before.earlier() > 0) {
                all.add(writers.get(before.earlier() - 1));
            }
            all.addAll(register.othersReading(versions.get(before.earlier())));
        }
        return all.toArray(Txn[]::new);
    }

    void addEdges(Graph.Builder graph) {
        for (KeyOrder.Before before : order.orders()) {
            if (before.later() > 0) {
                int writer = writers.get(before.later() - 1).id();
                if (before.earlier() > 0) {
                    add(graph, writers.get(before.earlier() - 1).id(), writer, Edges.WW);
                }
                for (Txn reader : register.othersReading(versions.get(before.earlier()))) {
                    add(graph, reader.id(), writer, Edges.RW);
                }
            }
        }
    }

    private static void add(Graph.Builder graph, int from, int to, int kind) {
        if (from != to) {
            graph.add(from, to, kind);
        }
    }

    Optional<String> because(Txn from, Txn to, int kind) {
        for (KeyOrder.Before before : order.orders()) {
            boolean isTo = before.later() > 0 && writers.get(before.later() - 1) == to;
            boolean isFrom = kind == Edges.WW
                    ? before.earlier() > 0 && writers.get(before.earlier() - 1) == from
                    : kind == Edges.RW
                            && register.othersReading(versions.get(before.earlier()))
                                    .contains(from);
            if (isTo && isFrom) {
                String did = kind == Edges.WW ? " wrote " : " read ";
                return Optional.of(from.label() + did + versions.get(before.earlier()) + " and "
                        + to.label() + " wrote " + versions.get(before.later()) + ", and in "
                        + register.key + " " + words(before) + " " + before.why());
            }
        }
        return Optional.empty();
    }
}
