package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.history.Nil;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Dependencies of transactions that write registers and read them. A register starts with nothing.
 * Orders of versions are inferred where they must be so: nothing comes before everything, and what
 * a transaction read comes before what it then wrote. Source: Elle, section 5.
 */
final class RwRegister implements Inference {
    private final List<Txn> transactions;
    private final Findings findings;
    private final Map<Object, RegisterKey> keys = new LinkedHashMap<>();

    RwRegister(List<Txn> transactions, Findings findings) {
        this.transactions = transactions;
        this.findings = findings;
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
            register.reads.forEach(read -> checkRead(register, read));
            checkLostUpdates(register);
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
                Optional<Txn> writer = register.writer(read.seen());
                writer.ifPresent(from -> add(graph, from, read.txn(), Edges.WR));
                if (read.next().isPresent()) {
                    writer.ifPresent(from -> add(graph, from, read.txn(), Edges.WW));
                }
            }
            for (Object version : register.readers.keySet()) {
                // Nothing comes before whatever was written, not only before the next version.
                List<Txn> later = version instanceof Nil
                        ? register.installed().stream()
                                .map(RegisterKey.Write::txn)
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
        return nodes;
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
            if (!reasons.isEmpty()) {
                return reasons.get(0);
            }
        }
        return from.label() + " came before " + to.label();
    }

    private static Optional<String> because(
            RegisterKey register, RegisterKey.Read read, Txn from, Txn to, int kind) {
        String name = String.valueOf(register.key);
        Optional<Txn> writer = register.writer(read.seen());
        boolean follows = read.txn() == to && writer.isPresent() && writer.get() == from;
        String told =
                to.label() + " read " + from.label() + "'s write of " + read.seen() + " to " + name;
        if (kind == Edges.WR) {
            return follows ? Optional.of(told) : Optional.empty();
        }
        if (kind == Edges.WW) {
            return follows && read.next().isPresent()
                    ? Optional.of(told + " and then wrote it")
                    : Optional.empty();
        }
        if (read.txn() != from) {
            return Optional.empty();
        }
        boolean overwrites = register.readersOf(read.seen()).stream()
                .anyMatch(other -> other.txn() == to && other.next().isPresent());
        boolean isFirst = read.seen() instanceof Nil
                && register.installed().stream().anyMatch(write -> write.txn() == to);
        return overwrites || isFirst
                ? Optional.of(from.label() + " read " + read.seen() + " from " + name + ", which "
                        + to.label() + " overwrote")
                : Optional.empty();
    }
}
