package io.biplane.checker.isolation;

import io.biplane.checker.history.Nil;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What is known of one register. Mutable while transactions are observed. */
final class RegisterKey {
    /**
     * A transaction's write.
     *
     * @param isFinal whether it was the transaction's last to this register
     */
    record Write(Txn txn, boolean isFinal) {}

    /**
     * A transaction's first read, before it wrote.
     *
     * @param next what it wrote itself, in the end; empty if nothing
     */
    record Read(Txn txn, Object seen, Optional<Object> next) {}

    final Object key;
    final Map<Object, Write> writes = new LinkedHashMap<>();
    final List<Read> reads = new ArrayList<>();
    /** By version: the reads that saw it. */
    final Map<Object, List<Read>> readers = new LinkedHashMap<>();

    RegisterKey(Object key) {
        this.key = key;
    }

    void read(Read read) {
        reads.add(read);
        readers.computeIfAbsent(read.seen, seen -> new ArrayList<>()).add(read);
    }

    List<Read> readersOf(Object version) {
        return readers.getOrDefault(version, List.of());
    }

    /** Those who read a version and wrote the next one; each once. */
    List<Txn> updatersOf(Object version) {
        return readersOf(version).stream()
                .filter(read -> read.next.isPresent())
                .map(Read::txn)
                .distinct()
                .toList();
    }

    /** By value the final writes of transactions that happened. */
    Map<Object, Txn> installed(Predicate<Txn> happened) {
        Map<Object, Txn> installed = new LinkedHashMap<>();
        writes.forEach((value, write) -> {
            if (write.isFinal && happened.test(write.txn)) {
                installed.put(value, write.txn);
            }
        });
        return installed;
    }

    /** The other transactions that read a version; each once. */
    List<Txn> othersReading(Object version) {
        Write write = writes.get(version);
        return readersOf(version).stream()
                .map(Read::txn)
                .filter(txn -> write == null || txn != write.txn)
                .distinct()
                .toList();
    }

    /** The transaction that wrote a version, if it may have committed. */
    Optional<Txn> writer(Object version) {
        Write write = version instanceof Nil ? null : writes.get(version);
        return Optional.ofNullable(write)
                .map(Write::txn)
                .filter(txn -> txn.operation().isPossible());
    }
}
