package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.history.Nil;
import io.biplane.checker.order.CycleRule;
import io.biplane.checker.order.VersionedKey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Dependencies of transactions that append to lists and read them. Source: Elle, section 4. */
final class ListAppend implements Inference {
    private final List<Txn> transactions;
    private final Findings findings;
    private final Map<Object, ListKey> keys = new LinkedHashMap<>();
    /** By transaction: whether somebody read an element it appended. */
    private final boolean[] isSeen;

    ListAppend(List<Txn> transactions, Findings findings) {
        this.transactions = transactions;
        this.findings = findings;
        this.isSeen = new boolean[transactions.size()];
    }

    @Override
    public boolean happened(Txn txn) {
        return txn.isOk() || txn.operation().isPossible() && isSeen[txn.id()];
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
            markSeen(list);
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
                    findings.ambiguous(() -> "the workload appends " + step.value() + " to "
                            + step.key() + " twice, so nobody can tell who wrote it");
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
                internal(
                        txn, step.key(), now, "what it had read before, " + Findings.brief(before));
            }
        }
    }

    private void internal(Txn txn, Object key, List<?> now, String expected) {
        findings.add(
                "internal",
                key,
                () -> txn.label() + " reads " + Findings.brief(now) + " from " + key
                        + " but should see " + expected,
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
                        () -> txn.label() + " reads " + later.value() + " from " + key
                                + " before it appends it",
                        txn);
                return true;
            }
        }
        return false;
    }

    /** All that is on the order was read, and what is on reads that are no part of it. */
    private void markSeen(ListKey list) {
        markSeen(list, list.order());
        for (ListKey.Read read : list.reads) {
            boolean isOnOrder = list.isBeginning(read.seen());
            if (!isOnOrder) {
                markSeen(list, read.seen());
            }
        }
    }

    private void markSeen(ListKey list, List<?> elements) {
        for (Object element : elements) {
            ListKey.Append append = list.appends.get(element);
            if (append != null) {
                isSeen[append.txn().id()] = true;
            }
        }
    }

    private void checkOrder(ListKey list) {
        checkDuplicates(list, list.longest);
        for (ListKey.Read read : list.reads) {
            if (!list.isBeginning(read.seen())) {
                checkDuplicates(list, read);
                findings.add(
                        "incompatible-order",
                        list.key,
                        () -> read.txn().label() + " read " + Findings.brief(read.seen()) + " from "
                                + list.key + " and " + list.longest.txn().label() + " read "
                                + Findings.brief(list.order())
                                + "; neither is a beginning of the other",
                        read.txn(),
                        list.longest.txn());
            }
        }
    }

    private void checkDuplicates(ListKey list, ListKey.Read read) {
        Set<Object> met = new LinkedHashSet<>();
        for (Object element : read.seen()) {
            if (!met.add(element)) {
                findings.add(
                        "duplicate-append",
                        list.key,
                        () -> read.txn().label() + " read " + Findings.brief(read.seen()) + " from "
                                + list.key + ", where " + element + " stands twice",
                        read.txn());
                return;
            }
        }
    }

    /** Aborted, intermediate and unwritten elements; one report per read. */
    private void checkReads(ListKey list) {
        int firstBad = 0;
        while (firstBad < list.order().size() && list.isCommitted(list.order().get(firstBad))) {
            firstBad++;
        }
        for (ListKey.Read read : list.reads) {
            int size = read.seen().size();
            boolean isOnOrder = list.isBeginning(read.seen());
            int from = isOnOrder ? firstBad : 0;
            for (int i = from; i < size; i++) {
                if (!list.isCommitted(read.seen().get(i))) {
                    uncommitted(list, read, read.seen().get(i));
                    break;
                }
            }
            if (size > 0) {
                checkIntermediate(list, read, read.seen().get(size - 1));
            }
        }
    }

    private void uncommitted(ListKey list, ListKey.Read read, Object element) {
        ListKey.Append append = list.appends.get(element);
        if (append == null) {
            findings.add(
                    "unwritten-read",
                    list.key,
                    () -> read.txn().label() + " read " + element + " from " + list.key
                            + ", which nobody appended",
                    read.txn());
        } else {
            findings.add(
                    "G1a",
                    list.key,
                    () -> read.txn().label() + " read " + element + " from " + list.key + ", which "
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
                    () -> read.txn().label() + " read " + list.key + " as it was after "
                            + append.txn().label() + " appended " + last + ", which "
                            + append.txn().label() + " went on to append to",
                    read.txn(),
                    append.txn());
        }
    }

    private void checkLostUpdates(ListKey list) {
        Map<Integer, Txn> updaters = new LinkedHashMap<>();
        for (ListKey.Read read : list.reads) {
            if (list.isBeginning(read.seen()) && read.txn().writes(list.key)) {
                Txn other = updaters.putIfAbsent(read.seen().size(), read.txn());
                if (other != null) {
                    findings.add(
                            "lost-update",
                            list.key,
                            () -> other.label() + " and " + read.txn().label() + " both read "
                                    + Findings.brief(read.seen()) + " from " + list.key
                                    + ", both appended to it and both committed",
                            other,
                            read.txn());
                }
            }
        }
    }

    @Override
    public int addEdges(Graph.Builder graph, int nodeCount) {
        int nodes = nodeCount;
        for (ListKey list : keys.values()) {
            Versions versions = new Versions(list.writers());
            for (int i = 1; i < versions.count(); i++) {
                if (versions.isWritten(i)) {
                    add(graph, versions.upTo(i - 1), versions.from(i), Edges.WW);
                }
            }
            for (ListKey.Read read : list.reads) {
                if (list.isBeginning(read.seen())) {
                    int size = read.seen().size();
                    Optional<Txn> reader = Optional.of(read.txn());
                    add(graph, versions.upTo(size - 1), reader, Edges.WR);
                    add(graph, reader, versions.from(size), Edges.RW);
                }
            }
            nodes = addUnseen(graph, list, versions, nodes);
        }
        return nodes;
    }

    /**
     * What happened but is not on the longest read comes after its last element; so whoever read that
     * element as the last one came before it, and its writer too. Among themselves such appends have
     * no order.
     */
    private int addUnseen(Graph.Builder graph, ListKey list, Versions versions, int nodeCount) {
        List<Txn> unseen = list.unseenWriters(this::happened);
        List<Txn> last = versions.upTo(versions.count() - 1).stream().toList();
        int nodes = Everyone.before(graph, last, unseen, Edges.WW, nodeCount);
        return Everyone.before(graph, list.readersOfLast(versions), unseen, Edges.RW, nodes);
    }

    /**
     * Appends that nobody saw, several to one list. Where every cycle is forbidden they can be put in
     * the order of their transactions, whatever that is; under snapshot isolation none may run
     * beside another.
     */
    @Override
    public List<VersionedKey> open(CycleRule rule) {
        List<VersionedKey> open = new ArrayList<>();
        for (ListKey list : rule == CycleRule.ANY ? List.<ListKey>of() : keys.values()) {
            List<Txn> unseen = list.unseenWriters(this::happened);
            if (unseen.size() > 1) {
                open.add(new VersionedKey(
                        String.valueOf(list.key),
                        unseen.stream()
                                .map(txn -> "what " + txn.label() + " appended")
                                .toList(),
                        unseen.stream().mapToInt(Txn::id).toArray(),
                        new int[unseen.size()][0]));
            }
        }
        return open;
    }

    @Override
    public String remedy() {
        return "reads of these lists once the appends are over would tell";
    }

    private static void add(Graph.Builder graph, Optional<Txn> from, Optional<Txn> to, int kind) {
        if (from.isPresent() && to.isPresent() && from.get() != to.get()) {
            graph.add(from.get().id(), to.get().id(), kind);
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

    private String because(ListKey list, Txn from, Txn to, int kind) {
        Versions versions = new Versions(list.writers());
        if (kind == Edges.WW) {
            for (int i = 1; i < versions.count(); i++) {
                boolean isHere = versions.isWritten(i)
                        && versions.from(i).filter(to::equals).isPresent()
                        && versions.upTo(i - 1).filter(from::equals).isPresent();
                if (isHere) {
                    return to.label() + " appended " + list.order().get(i) + " to " + list.key
                            + " directly after " + from.label() + " appended "
                            + list.order().get(versions.writtenUpTo(i - 1));
                }
            }
            return versions.upTo(versions.count() - 1).filter(from::equals).isPresent()
                            && list.unseenWriters(this::happened).contains(to)
                    ? "the longest read of " + list.key + " ends with what " + from.label()
                            + " appended and lacks what " + to.label() + " appended"
                    : "";
        }
        Txn reader = kind == Edges.WR ? to : from;
        for (ListKey.Read read : list.reads) {
            int size = read.seen().size();
            if (read.txn() != reader || !list.isBeginning(read.seen())) {
                continue;
            }
            if (kind == Edges.WR && versions.upTo(size - 1).filter(from::equals).isPresent()) {
                return to.label() + " read " + from.label() + "'s append of "
                        + list.order().get(versions.writtenUpTo(size - 1)) + " to " + list.key;
            }
            if (kind == Edges.RW && versions.from(size).filter(to::equals).isPresent()) {
                return from.label() + " read " + list.key + " without "
                        + list.order().get(versions.writtenFrom(size)) + ", which " + to.label()
                        + " appended";
            }
        }
        boolean isUnseen = kind == Edges.RW
                && list.unseenWriters(this::happened).contains(to)
                && list.readersOfLast(versions).contains(from);
        return isUnseen
                ? from.label() + " read " + list.key + " without what " + to.label() + " appended"
                : "";
    }
}
