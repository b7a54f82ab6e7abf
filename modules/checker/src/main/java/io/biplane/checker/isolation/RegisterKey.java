package io.biplane.checker.isolation;

import io.biplane.checker.history.Nil;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** The final writes known to have happened: of ok transactions, or seen by one. */
    List<Write> installed() {
        List<Write> installed = new ArrayList<>();
        writes.forEach((value, write) -> {
            boolean happened = write.txn.isOk()
                    || write.txn.operation().isPossible() && readers.containsKey(value);
            if (write.isFinal && happened) {
                installed.add(write);
            }
        });
        return installed;
    }

    /** The transaction that wrote a version, if it may have committed. */
    Optional<Txn> writer(Object version) {
        Write write = version instanceof Nil ? null : writes.get(version);
        return Optional.ofNullable(write)
                .map(Write::txn)
                .filter(txn -> txn.operation().isPossible());
    }
}
