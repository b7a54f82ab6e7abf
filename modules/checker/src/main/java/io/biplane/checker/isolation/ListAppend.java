package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.history.Nil;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Dependencies of transactions that append to lists and read them. Source: Elle, section 4. */
final class ListAppend implements Inference {
    private final List<Txn> transactions;
    private final Findings findings;
    private final Map<Object, ListKey> keys = new LinkedHashMap<>();

    ListAppend(List<Txn> transactions, Findings findings) {
        this.transactions = transactions;
        this.findings = findings;
    }

    @Override
    public void observe() {
        for (Txn txn : transactions) {
            observeAppends(txn);
        }
        for (Txn txn : transactions) {
            if (txn.isOk()) {
                observeReads(txn);
            }
        }
        for (ListKey list : keys.values()) {
            checkOrder(list);
            checkReads(list);
            checkLostUpdates(list);
        }
    }

    private ListKey list(Object key, Txn txn) {
        return keys.computeIfAbsent(key, name -> new ListKey(name, txn));
    }

    private void observeAppends(Txn txn) {
        Set<Object> laterKeys = new LinkedHashSet<>();
        for (int i = txn.steps().size() - 1; i >= 0; i--) {
            Txn.Step step = txn.steps().get(i);
            if (!step.isRead()) {
                boolean isFinal = laterKeys.add(step.key());
                ListKey list = list(step.key(), txn);
                ListKey.Append append = new ListKey.Append(txn, isFinal);
                if (list.appends.put(step.value(), append) != null) {
                    findings.ambiguous("the workload appends " + step.value() + " to " + step.key()
                            + " twice, so nobody can tell who wrote it");
                }
            }
        }
    }

    /**
     * Compares each read with what the transaction itself did before, and keeps what it saw of
     * others.
     */
    private void observeReads(Txn txn) {
        Map<Object, List<Object>> own = new LinkedHashMap<>();
        Map<Object, List<?>> seen = new LinkedHashMap<>();
        for (int i = 0; i < txn.steps().size(); i++) {
            Txn.Step step = txn.steps().get(i);
            List<Object> mine = own.computeIfAbsent(step.key(), key -> new ArrayList<>(2));
            if (!step.isRead()) {
                mine.add(step.value());
                continue;
            }
            List<?> now = step.value() instanceof Nil ? List.of() : (List<?>) step.value();
            if (readsFuture(txn, i, now)) {
                continue;
            }
            int others = now.size() - mine.size();
            if (others < 0 || !now.subList(others, now.size()).equals(mine)) {
                internal(txn, step.key(), now, "its own appends " + mine + " at the end");
                continue;
            }
            List<?> theirs = mine.isEmpty() ? now : now.subList(0, others);
            if (mine.stream().anyMatch(theirs::contains)) {
                internal(txn, step.key(), now, "its own appends " + mine + " once");
                continue;
            }
            List<?> before = seen.putIfAbsent(step.key(), theirs);
            if (before == null) {
                list(step.key(), txn).read(txn, theirs);
            } else if (!before.equals(theirs)) {
                internal(txn, step.key(), now, "what it had read before, " + before);
            }
        }
    }

    private void internal(Txn txn, Object key, List<?> now, String expected) {
        findings.add(
                "internal",
                key,
                txn.label() + " reads " + now + " from " + key + " but should see " + expected,
                txn);
    }

    private boolean readsFuture(Txn txn, int at, List<?> now) {
        Object key = txn.steps().get(at).key();
        for (int i = at + 1; i < txn.steps().size(); i++) {
            Txn.Step later = txn.steps().get(i);
            if (!later.isRead() && later.key().equals(key) && now.contains(later.value())) {
                findings.add(
                        "future-read",
                        key,
                        txn.label() + " reads " + later.value() + " from " + key
                                + " before it appends it",
                        txn);
                return true;
            }
        }
        return false;
    }

    private void checkOrder(ListKey list) {
        for (ListKey.Read read : list.reads) {
            if (!list.isBeginning(read.seen())) {
                findings.add(
                        "incompatible-order",
                        list.key,
                        read.txn().label() + " read " + read.seen() + " from " + list.key + " and "
                                + list.longest.txn().label() + " read " + list.order()
                                + "; neither is a beginning of the other",
                        read.txn(),
                        list.longest.txn());
            }
        }
        Set<Object> met = new LinkedHashSet<>();
        for (Object element : list.order()) {
            if (!met.add(element)) {
                findings.add(
                        "duplicate-append",
                        list.key,
                        list.longest.txn().label() + " read " + list.order() + " from " + list.key
                                + ", where " + element + " stands twice",
                        list.longest.txn());
            }
        }
    }

    /** Aborted, intermediate and unwritten elements; one report per read. */
    private void checkReads(ListKey list) {
        int firstBad = 0;
        while (firstBad < list.order().size() && isCommitted(list, list.order().get(firstBad))) {
            firstBad++;
        }
        for (ListKey.Read read : list.reads) {
            int size = read.seen().size();
            boolean isOnOrder = list.isBeginning(read.seen());
            int from = isOnOrder ? firstBad : 0;
            for (int i = from; i < size; i++) {
                if (!isCommitted(list, read.seen().get(i))) {
                    uncommitted(list, read, read.seen().get(i));
                    break;
                }
            }
            if (size > 0) {
                checkIntermediate(list, read, read.seen().get(size - 1));
            }
        }
    }

    private static boolean isCommitted(ListKey list, Object element) {
        ListKey.Append append = list.appends.get(element);
        return append != null && append.txn().operation().isPossible();
    }

    private void uncommitted(ListKey list, ListKey.Read read, Object element) {
        ListKey.Append append = list.appends.get(element);
        if (append == null) {
            findings.add(
                    "unwritten-read",
                    list.key,
                    read.txn().label() + " read " + element + " from " + list.key
                            + ", which nobody appended",
                    read.txn());
        } else {
            findings.add(
                    "G1a",
                    list.key,
                    read.txn().label() + " read " + element + " from " + list.key + ", which "
                            + append.txn().label() + " appended and aborted",
                    read.txn(),
                    append.txn());
        }
    }

    private void checkIntermediate(ListKey list, ListKey.Read read, Object last) {
        ListKey.Append append = list.appends.get(last);
        if (append != null && !append.isFinal() && append.txn() != read.txn()) {
            findings.add(
                    "G1b",
                    list.key,
                    read.txn().label() + " read " + list.key + " as it was after "
                            + append.txn().label() + " appended " + last + ", which "
                            + append.txn().label() + " went on to append to",
                    read.txn(),
                    append.txn());
        }
    }

    private void checkLostUpdates(ListKey list) {
        Map<Integer, Txn> updaters = new LinkedHashMap<>();
        for (ListKey.Read read : list.reads) {
            if (list.isBeginning(read.seen()) && appendsTo(read.txn(), list.key)) {
                Txn other = updaters.putIfAbsent(read.seen().size(), read.txn());
                if (other != null) {
                    findings.add(
                            "lost-update",
                            list.key,
                            other.label() + " and " + read.txn().label() + " both read "
                                    + read.seen() + " from " + list.key
                                    + ", both appended to it and both committed",
                            other,
                            read.txn());
                }
            }
        }
    }

    private static boolean appendsTo(Txn txn, Object key) {
        return txn.steps().stream()
                .anyMatch(step -> !step.isRead() && step.key().equals(key));
    }

    @Override
    public int addEdges(Graph.Builder graph, int nodeCount) {
        int nodes = nodeCount;
        for (ListKey list : keys.values()) {
            int[] writers = writers(list);
            for (int i = 1; i < writers.length; i++) {
                add(graph, writers[i - 1], writers[i], Edges.WW);
            }
            for (ListKey.Read read : list.reads) {
                int size = read.seen().size();
                if (!list.isBeginning(read.seen())) {
                    continue;
                }
                if (size > 0) {
                    add(graph, writers[size - 1], read.txn().id(), Edges.WR);
                }
                if (size < writers.length) {
                    add(graph, read.txn().id(), writers[size], Edges.RW);
                }
            }
            nodes = addUnseen(graph, list, nodes);
        }
        return nodes;
    }

    /**
     * Who read the list without a committed element came before the one who appended it, even if
     * nobody saw that element: by a helper node, except for those who appended such an element
     * themselves.
     */
    private static int addUnseen(Graph.Builder graph, ListKey list, int nodes) {
        List<Txn> unseen = list.unseenWriters();
        if (unseen.isEmpty() || list.reads.isEmpty()) {
            return nodes;
        }
        for (ListKey.Read read : list.reads) {
            if (unseen.contains(read.txn())) {
                unseen.forEach(txn -> add(graph, read.txn().id(), txn.id(), Edges.RW));
            } else {
                graph.add(read.txn().id(), nodes, Edges.RW);
            }
        }
        unseen.forEach(txn -> graph.add(nodes, txn.id(), Graph.LINK));
        return nodes + 1;
    }

    /** Per version the node that wrote it; -1 if that is nobody who committed. */
    private static int[] writers(ListKey list) {
        int[] writers = new int[list.order().size()];
        for (int i = 0; i < writers.length; i++) {
            Object element = list.order().get(i);
            writers[i] =
                    isCommitted(list, element) ? list.appends.get(element).txn().id() : -1;
        }
        return writers;
    }

    private static void add(Graph.Builder graph, int from, int to, int kind) {
        if (from >= 0 && to >= 0 && from != to) {
            graph.add(from, to, kind);
        }
    }

    @Override
    public String because(Txn from, Txn to, int kind) {
        Set<Object> touched = new LinkedHashSet<>();
        from.steps().forEach(step -> touched.add(step.key()));
        for (Object key : touched) {
            ListKey list = keys.get(key);
            String why = list == null ? "" : because(list, from, to, kind);
            if (!why.isEmpty()) {
                return why;
            }
        }
        return from.label() + " came before " + to.label();
    }

    private static String because(ListKey list, Txn from, Txn to, int kind) {
        int[] writers = writers(list);
        if (kind == Edges.WW) {
            for (int i = 1; i < writers.length; i++) {
                if (writers[i - 1] == from.id() && writers[i] == to.id()) {
                    return to.label() + " appended " + list.order().get(i) + " to " + list.key
                            + " directly after " + from.label() + " appended "
                            + list.order().get(i - 1);
                }
            }
            return "";
        }
        Txn reader = kind == Edges.WR ? to : from;
        for (ListKey.Read read : list.reads) {
            int size = read.seen().size();
            if (read.txn() != reader || !list.isBeginning(read.seen())) {
                continue;
            }
            if (kind == Edges.WR && size > 0 && writers[size - 1] == from.id()) {
                return to.label() + " read " + from.label() + "'s append of "
                        + list.order().get(size - 1) + " to " + list.key;
            }
            if (kind == Edges.RW && size < writers.length && writers[size] == to.id()) {
                return from.label() + " read " + list.key + " without "
                        + list.order().get(size) + ", which " + to.label() + " appended";
            }
        }
        boolean isUnseen = kind == Edges.RW
                && list.unseenWriters().contains(to)
                && list.reads.stream().anyMatch(read -> read.txn() == from);
        return isUnseen
                ? from.label() + " read " + list.key + " without what " + to.label() + " appended"
                : "";
    }
}
