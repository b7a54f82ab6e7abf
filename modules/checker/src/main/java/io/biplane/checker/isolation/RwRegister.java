package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.history.Nil;
import io.biplane.checker.order.CycleRule;
import io.biplane.checker.order.Guarantee;
import io.biplane.checker.order.VersionedKey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Dependencies of transactions that write registers and read them. A register starts with nothing.
 * What was there at first comes before everything; what else is known of the order of versions
 * follows from guarantees, or from what a level forbids. Source: Elle, section 5.
 */
final class RwRegister implements Inference {
    private final List<Txn> transactions;
    private final Findings findings;
    private final Map<Object, RegisterKey> keys = new LinkedHashMap<>();

    /** By transaction: whether somebody else read what it wrote. */
    private final boolean[] isSeen;

    private final Set<Guarantee> guarantees;
    private final Map<Object, RegisterOrder> guaranteed = new LinkedHashMap<>();

    RwRegister(List<Txn> transactions, Findings findings, Set<Guarantee> guarantees) {
        this.transactions = transactions;
        this.findings = findings;
        this.guarantees = guarantees;
        this.isSeen = new boolean[transactions.size()];
    }

    @Override
    public boolean happened(Txn txn) {
        return txn.isOk() || txn.operation().isPossible() && isSeen[txn.id()];
    }

    @Override
    public void observe() {
        for (Txn txn : transactions) {
            observeWrites(txn);
        }
        for (Txn txn : transactions) {
            if (txn.isOk()) {
                observeReads(txn);
            }
        }
        for (RegisterKey register : keys.values()) {
            for (RegisterKey.Read read : register.reads) {
                register.writer(read.seen())
                        .filter(writer -> writer != read.txn())
                        .ifPresent(writer -> isSeen[writer.id()] = true);
                checkRead(register, read);
            }
            checkLostUpdates(register);
        }
        for (RegisterKey register : guarantees.isEmpty() ? List.<RegisterKey>of() : keys.values()) {
            RegisterOrder order =
                    new RegisterOrder(register, transactions, this::happened, guarantees);
            if (!order.reportsCycle(findings)) {
                guaranteed.put(register.key, order);
            }
        }
    }

    private RegisterKey register(Object key) {
        return keys.computeIfAbsent(key, RegisterKey::new);
    }

    private void observeWrites(Txn txn) {
        Set<Object> laterKeys = new LinkedHashSet<>();
        for (int i = txn.steps().size() - 1; i >= 0; i--) {
            Txn.Step step = txn.steps().get(i);
            if (!step.isRead()) {
                RegisterKey.Write write = new RegisterKey.Write(txn, laterKeys.add(step.key()));
                boolean isKnown = register(step.key()).writes.put(step.value(), write) != null;
                if (isKnown || step.value() instanceof Nil) {
                    findings.ambiguous(() -> "the workload writes " + step.value() + " to "
                            + step.key() + (isKnown ? " twice" : "")
                            + ", so nobody can tell who wrote it");
                }
            }
        }
    }

    private void observeReads(Txn txn) {
        Map<Object, Object> expected = new LinkedHashMap<>();
        for (int i = 0; i < txn.steps().size(); i++) {
            Txn.Step step = txn.steps().get(i);
            if (step.isRead() && readsFuture(txn, i)) {
                continue;
            }
            Object known = expected.put(step.key(), step.value());
            if (step.isRead() && known == null) {
                Optional<Object> next = lastWrite(txn, step.key());
                register(step.key()).read(new RegisterKey.Read(txn, step.value(), next));
            } else if (step.isRead() && !known.equals(step.value())) {
                findings.add(
                        "internal",
                        step.key(),
                        () -> txn.label() + " reads " + step.value() + " from " + step.key()
                                + " but had read or written " + known,
                        txn);
            }
        }
    }

    private boolean readsFuture(Txn txn, int at) {
        Txn.Step read = txn.steps().get(at);
        boolean isFuture = false;
        for (int i = at + 1; i < txn.steps().size(); i++) {
            Txn.Step later = txn.steps().get(i);
            isFuture |= !later.isRead()
                    && later.key().equals(read.key())
                    && later.value().equals(read.value());
        }
        if (isFuture) {
            findings.add(
                    "future-read",
                    read.key(),
                    () -> txn.label() + " reads " + read.value() + " from " + read.key()
                            + " before it writes it",
                    txn);
        }
        return isFuture;
    }

    private static Optional<Object> lastWrite(Txn txn, Object key) {
        Optional<Object> last = Optional.empty();
        for (Txn.Step step : txn.steps()) {
            if (!step.isRead() && step.key().equals(key)) {
                last = Optional.of(step.value());
            }
        }
        return last;
    }

    private void checkRead(RegisterKey register, RegisterKey.Read read) {
        if (read.seen() instanceof Nil) {
            return;
        }
        RegisterKey.Write write = register.writes.get(read.seen());
        if (write == null) {
            findings.add(
                    "unwritten-read",
                    register.key,
                    () -> what(register, read) + ", which nobody wrote",
                    read.txn());
        } else if (!write.txn().operation().isPossible()) {
            findings.add(
                    "G1a",
                    register.key,
                    () -> what(register, read) + ", which " + write.txn().label()
                            + " wrote and aborted",
                    read.txn(),
                    write.txn());
        } else if (!write.isFinal() && write.txn() != read.txn()) {
            findings.add(
                    "G1b",
                    register.key,
                    () -> what(register, read) + ", over which " + write.txn().label()
                            + " wrote again",
                    read.txn(),
                    write.txn());
        }
    }

    private static String what(RegisterKey register, RegisterKey.Read read) {
        return read.txn().label() + " read " + read.seen() + " from " + register.key;
    }

    private void checkLostUpdates(RegisterKey register) {
        Map<Object, Txn> updaters = new LinkedHashMap<>();
        for (RegisterKey.Read read : register.reads) {
            if (read.next().isPresent()) {
                Txn other = updaters.putIfAbsent(read.seen(), read.txn());
                if (other != null) {
                    findings.add(
                            "lost-update",
                            register.key,
                            () -> other.label() + " and " + read.txn().label() + " both read "
                                    + read.seen() + " from " + register.key
                                    + ", both wrote it and both committed",
                            other,
                            read.txn());
                }
            }
        }
    }

    @Override
    public int addEdges(Graph.Builder graph, int nodeCount) {
        int nodes = nodeCount;
        for (RegisterKey register : keys.values()) {
            for (RegisterKey.Read read : register.reads) {
                // That what it read comes before what it wrote follows from this where reads count.
                register.writer(read.seen())
                        .ifPresent(from -> add(graph, from, read.txn(), Edges.WR));
            }
            for (Object version : register.readers.keySet()) {
                // Nothing comes before whatever was written, not only before the next version.
                List<Txn> later = version instanceof Nil
                        ? register.installed(this::happened).values().stream()
                                .distinct()
                                .toList()
                        : register.updatersOf(version);
                List<Txn> readers = register.readersOf(version).stream()
                        .map(RegisterKey.Read::txn)
                        .distinct()
                        .toList();
                nodes = Everyone.before(graph, readers, later, Edges.RW, nodes);
            }
        }
        guaranteed.values().forEach(order -> order.addEdges(graph));
        return nodes;
    }

    /** Registers with several versions: edges tell only some of their orders. */
    @Override
    public List<VersionedKey> open(CycleRule rule) {
        List<VersionedKey> open = new ArrayList<>();
        for (RegisterKey register : keys.values()) {
            Map<Object, Txn> installed = register.installed(this::happened);
            if (installed.size() > 1) {
                int[][] readers = new int[installed.size()][];
                int version = 0;
                for (Object value : installed.keySet()) {
                    readers[version++] = register.othersReading(value).stream()
                            .mapToInt(Txn::id)
                            .toArray();
                }
                open.add(new VersionedKey(
                        String.valueOf(register.key),
                        installed.keySet().stream().map(String::valueOf).toList(),
                        installed.values().stream().mapToInt(Txn::id).toArray(),
                        readers));
            }
        }
        return open;
    }

    @Override
    public String remedy() {
        return Stream.of(Guarantee.LINEARIZABLE_KEYS, Guarantee.SEQUENTIAL_KEYS)
                .filter(guarantee -> !guarantees.contains(guarantee))
                .map(Guarantee::flag)
                .reduce((one, other) -> one + " or " + other)
                .map(flags -> flags + " would tell, if the system guarantees that")
                .orElse("");
    }

    private static void add(Graph.Builder graph, Txn from, Txn to, int kind) {
        if (from != to) {
            graph.add(from.id(), to.id(), kind);
        }
    }

    @Override
    public String because(Txn from, Txn to, int kind) {
        Set<Object> touched = new LinkedHashSet<>();
        from.steps().forEach(step -> touched.add(step.key()));
        for (Object key : touched) {
            RegisterKey register = keys.get(key);
            List<String> reasons = new ArrayList<>();
            if (register != null) {
                register.reads.forEach(
                        read -> because(register, read, from, to, kind).ifPresent(reasons::add));
            }
            if (guaranteed.containsKey(key)) {
                guaranteed.get(key).because(from, to, kind).ifPresent(reasons::add);
            }
            if (!reasons.isEmpty()) {
                return reasons.get(0);
            }
        }
        return from.label() + " came before " + to.label();
    }

    private Optional<String> because(
            RegisterKey register, RegisterKey.Read read, Txn from, Txn to, int kind) {
        String name = String.valueOf(register.key);
        Optional<Txn> writer = register.writer(read.seen());
        boolean follows = read.txn() == to && writer.isPresent() && writer.get() == from;
        String told =
                to.label() + " read " + from.label() + "'s write of " + read.seen() + " to " + name;
        if (kind == Edges.WR) {
            return follows ? Optional.of(told) : Optional.empty();
        }
        if (kind != Edges.RW) {
            return Optional.empty();
        }
        if (read.txn() != from) {
            return Optional.empty();
        }
        boolean overwrites = register.readersOf(read.seen()).stream()
                .anyMatch(other -> other.txn() == to && other.next().isPresent());
        boolean isFirst =
                read.seen() instanceof Nil && register.installed(this::happened).containsValue(to);
        return overwrites || isFirst
                ? Optional.of(from.label() + " read " + read.seen() + " from " + name + ", which "
                        + to.label() + " overwrote")
                : Optional.empty();
    }
}
