package io.biplane.checker.isolation;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The definitions, spelled out a second time: all dependencies of a small history by looking at each
 * pair of transactions, all simple cycles by trying every way, and for each class the length of its
 * shortest. Shares nothing with the checker but {@link Operation}.
 */
final class AllCycles {
    private record Step(String word, Object key, Object value) {}

    private record Edge(int to, String kind) {}

    private final boolean isLists;
    private final List<Operation> operations;
    private final List<List<Step>> steps = new ArrayList<>();
    private final List<List<Edge>> edges = new ArrayList<>();
    private final Map<String, Integer> shortest = new TreeMap<>();

    private AllCycles(List<Operation> operations, Workload workload) {
        this.isLists = workload == Workload.LIST_APPEND;
        this.operations = operations.stream()
                .filter(Operation::isPossible)
                .filter(operation -> operation.isOk() || isSeen(operation, operations))
                .toList();
        for (Operation operation : this.operations) {
            List<Step> own = new ArrayList<>();
            Object all = operation.isOk() ? operation.output() : operation.input();
            for (Object item : (List<?>) all) {
                List<?> step = (List<?>) item;
                own.add(new Step((String) step.get(0), step.get(1), step.get(2)));
            }
            steps.add(own);
            edges.add(new ArrayList<>());
        }
    }

    /** Whether an acknowledged transaction read something that one of unknown outcome wrote. */
    private static boolean isSeen(Operation unknown, List<Operation> operations) {
        for (Object item : (List<?>) unknown.input()) {
            List<?> write = (List<?>) item;
            for (Operation operation : operations) {
                for (Object other : operation.isOk() ? (List<?>) operation.output() : List.of()) {
                    List<?> read = (List<?>) other;
                    boolean isRead = read.get(0).equals("r") && read.get(1).equals(write.get(1));
                    Object seen = read.get(2);
                    boolean shows = seen.equals(write.get(2))
                            || seen instanceof List<?> list && list.contains(write.get(2));
                    if (isRead && !write.get(0).equals("r") && shows) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** By class the length of its shortest cycle. */
    static Map<String, Integer> of(List<Operation> operations, Workload workload) {
        AllCycles all = new AllCycles(operations, workload);
        all.dependencies();
        for (int start = 0; start < all.operations.size(); start++) {
            all.extend(start, new ArrayList<>(List.of(start)), new ArrayList<>());
        }
        return all.shortest;
    }

    private void dependencies() {
        int n = operations.size();
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                if (a == b) {
                    continue;
                }
                for (Object key : List.of("x", "y")) {
                    if (isLists && (overwrites(a, b, key) || isLast(a, key) && hasUnseen(b, key))) {
                        edges.get(a).add(new Edge(b, "ww"));
                    }
                    if (isLists ? sees(a, b, key) : reads(a, b, key)) {
                        edges.get(a).add(new Edge(b, "wr"));
                    }
                    if (isLists ? misses(a, b, key) : isOverwrittenBy(a, b, key)) {
                        edges.get(a).add(new Edge(b, "rw"));
                    }
                }
                Operation one = operations.get(a);
                Operation other = operations.get(b);
                if (one.isOk() && one.isBefore(other)) {
                    edges.get(a).add(new Edge(b, "realtime"));
                    if (one.process() == other.process()) {
                        edges.get(a).add(new Edge(b, "session"));
                    }
                }
            }
        }
    }

    // Lists.

    /** What a transaction saw of the others in its first good read of a list; null if nothing. */
    private List<Object> view(int txn, Object key) {
        if (!operations.get(txn).isOk()) {
            return null;
        }
        List<Object> own = new ArrayList<>();
        for (int i = 0; i < steps.get(txn).size(); i++) {
            Step step = steps.get(txn).get(i);
            if (!step.key.equals(key)) {
                continue;
            }
            if (!step.word.equals("r")) {
                own.add(step.value);
                continue;
            }
            List<Object> seen = new ArrayList<>();
            if (step.value instanceof List<?> list) {
                seen.addAll(list);
            }
            boolean isFuture = false;
            for (Step later : steps.get(txn).subList(i + 1, steps.get(txn).size())) {
                isFuture |= !later.word.equals("r")
                        && later.key.equals(key)
                        && seen.contains(later.value);
            }
            int others = seen.size() - own.size();
            boolean isOwnAtEnd =
                    others >= 0 && seen.subList(others, seen.size()).equals(own);
            if (isFuture || !isOwnAtEnd) {
                continue;
            }
            List<Object> theirs = seen.subList(0, others);
            if (theirs.stream().anyMatch(own::contains)) {
                continue;
            }
            return theirs;
        }
        return null;
    }

    /** The longest view, first come if several are; the order of versions. */
    private List<Object> order(Object key) {
        List<Object> longest = List.of();
        for (int txn = 0; txn < operations.size(); txn++) {
            List<Object> view = view(txn, key);
            longest = view != null && view.size() > longest.size() ? view : longest;
        }
        return longest;
    }

    /** Who wrote version i of a list; -1 if nobody who may have committed, or it stood before. */
    private int writer(Object key, int version) {
        Object element = order(key).get(version);
        return order(key).subList(0, version).contains(element) ? -1 : appender(key, element);
    }

    private int appender(Object key, Object element) {
        for (int txn = 0; txn < operations.size(); txn++) {
            for (Step step : steps.get(txn)) {
                if (!step.word.equals("r") && step.key.equals(key) && step.value.equals(element)) {
                    return txn;
                }
            }
        }
        return -1;
    }

    private boolean overwrites(int a, int b, Object key) {
        int before = -1;
        for (int version = 0; version < order(key).size(); version++) {
            int writer = writer(key, version);
            if (writer >= 0) {
                if (before == a && writer == b) {
                    return true;
                }
                before = writer;
            }
        }
        return false;
    }

    private boolean isView(int txn, Object key) {
        List<Object> view = view(txn, key);
        return view != null && order(key).subList(0, view.size()).equals(view);
    }

    private boolean sees(int a, int b, Object key) {
        if (!isView(b, key)) {
            return false;
        }
        for (int version = view(b, key).size() - 1; version >= 0; version--) {
            if (writer(key, version) >= 0) {
                return writer(key, version) == a;
            }
        }
        return false;
    }

    /** Whether a transaction wrote the last version that the longest view of a list shows. */
    private boolean isLast(int txn, Object key) {
        for (int version = order(key).size() - 1; version >= 0; version--) {
            if (writer(key, version) >= 0) {
                return writer(key, version) == txn;
            }
        }
        return false;
    }

    private boolean hasUnseen(int txn, Object key) {
        return steps.get(txn).stream()
                .anyMatch(step -> !step.word.equals("r")
                        && step.key.equals(key)
                        && !order(key).contains(step.value));
    }

    private boolean misses(int a, int b, Object key) {
        if (!isView(a, key)) {
            return false;
        }
        for (int version = view(a, key).size(); version < order(key).size(); version++) {
            if (writer(key, version) >= 0) {
                return writer(key, version) == b;
            }
        }
        return hasUnseen(b, key);
    }

    // Registers.

    /** What a transaction read of a register before it wrote it; null if nothing or its own future. */
    private Object version(int txn, Object key) {
        if (!operations.get(txn).isOk()) {
            return null;
        }
        List<Step> own = steps.get(txn);
        for (int i = 0; i < own.size(); i++) {
            Step step = own.get(i);
            if (!step.key.equals(key)) {
                continue;
            }
            if (!step.word.equals("r")) {
                return null;
            }
            boolean isFuture = own.subList(i + 1, own.size()).stream()
                    .anyMatch(later -> !later.word.equals("r")
                            && later.key.equals(key)
                            && later.value.equals(step.value));
            if (!isFuture) {
                return step.value;
            }
        }
        return null;
    }

    private boolean writes(int txn, Object key) {
        return steps.get(txn).stream()
                .anyMatch(step -> !step.word.equals("r") && step.key.equals(key));
    }

    private boolean reads(int a, int b, Object key) {
        Object version = version(b, key);
        return version != null
                && steps.get(a).stream()
                        .anyMatch(step -> !step.word.equals("r")
                                && step.key.equals(key)
                                && step.value.equals(version));
    }

    private boolean isOverwrittenBy(int a, int b, Object key) {
        Object version = version(a, key);
        if (version == null || !writes(b, key)) {
            return false;
        }
        if (version.equals(version(b, key))) {
            return true;
        }
        // All that is left happened, and the initial version comes first.
        return version instanceof Nil;
    }

    // Cycles.

    private void extend(int start, List<Integer> nodes, List<String> kinds) {
        for (Edge edge : edges.get(nodes.get(nodes.size() - 1))) {
            if (edge.to == start) {
                kinds.add(edge.kind);
                closed(nodes, kinds);
                kinds.remove(kinds.size() - 1);
            } else if (edge.to > start && !nodes.contains(edge.to)) {
                // Cycles are counted from their smallest node.
                nodes.add(edge.to);
                kinds.add(edge.kind);
                extend(start, nodes, kinds);
                nodes.remove(nodes.size() - 1);
                kinds.remove(kinds.size() - 1);
            }
        }
    }

    private void closed(List<Integer> nodes, List<String> kinds) {
        long realTime = kinds.stream().filter("realtime"::equals).count();
        boolean hasSession = kinds.contains("session");
        boolean isData = realTime == 0 && !hasSession;
        boolean isSession = realTime == 0 && hasSession;
        boolean isRealTime = realTime == 1 && !hasSession;
        if (!isData && !isSession && !isRealTime) {
            return;
        }
        long antiDependencies = kinds.stream().filter("rw"::equals).count();
        boolean isAdjacent = false;
        for (int i = 0; i < kinds.size(); i++) {
            isAdjacent |= kinds.get(i).equals("rw")
                    && kinds.get((i + 1) % kinds.size()).equals("rw");
        }
        String name;
        if (antiDependencies == 0) {
            long acknowledged =
                    nodes.stream().filter(node -> operations.get(node).isOk()).count();
            boolean isFlow = kinds.contains("wr") || isData && acknowledged < 2;
            name = isFlow ? "G1c" : "G0";
        } else if (antiDependencies == 1) {
            name = "G-single";
        } else {
            name = isAdjacent ? "G2-item" : "G-nonadjacent";
        }
        name += isSession ? "-session" : isRealTime ? "-realtime" : "";
        shortest.merge(name, kinds.size(), Math::min);
    }
}
