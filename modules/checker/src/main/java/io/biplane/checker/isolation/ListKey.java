package io.biplane.checker.isolation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is known of one list: who appended what, what was read. Mutable while transactions are
 * observed.
 */
final class ListKey {
    /**
     * A transaction's append.
     *
     * @param isFinal whether it was the transaction's last to this list
     */
    record Append(Txn txn, boolean isFinal) {}

    /** What a transaction saw of the others' work: the list less its own appends at the end. */
    record Read(Txn txn, List<?> seen) {}

    final Object key;
    final Map<Object, Append> appends = new LinkedHashMap<>();
    final List<Read> reads = new ArrayList<>();
    /**
     * The longest read: the order of versions, once the other reads are known to be its beginnings.
     */
    Read longest;

    ListKey(Object key, Txn nobody) {
        this.key = key;
        this.longest = new Read(nobody, List.of());
    }

    List<?> order() {
        return longest.seen();
    }

    /** Whether an element was appended by a transaction that may have committed. */
    boolean isCommitted(Object element) {
        Append append = appends.get(element);
        return append != null && append.txn().operation().isPossible();
    }

    /**
     * Per version the transaction that wrote it; empty if that is nobody who committed, and where an
     * element stands again.
     */
    List<Optional<Txn>> writers() {
        List<Optional<Txn>> writers = new ArrayList<>(order().size());
        Set<Object> met = new LinkedHashSet<>();
        for (Object element : order()) {
            boolean counts = met.add(element) && isCommitted(element);
            writers.add(counts ? Optional.of(appends.get(element).txn()) : Optional.empty());
        }
        return writers;
    }

    void read(Txn txn, List<?> seen) {
        Read read = new Read(txn, seen);
        reads.add(read);
        if (seen.size() > longest.seen().size()) {
            longest = read;
        }
    }

    /** The transactions that happened with an append which the longest read does not show. */
    List<Txn> unseenWriters(Predicate<Txn> happened) {
        Map<Object, Append> unseen = new LinkedHashMap<>(appends);
        order().forEach(unseen::remove);
        return unseen.values().stream()
                .map(Append::txn)
                .filter(happened)
                .distinct()
                .toList();
    }

    /** The transactions that read all there is of the order, but for what nobody committed. */
    List<Txn> readersOfLast(Versions versions) {
        return reads.stream()
                .filter(read -> isBeginning(read.seen()))
                .filter(read -> versions.from(read.seen().size()).isEmpty())
                .map(Read::txn)
                .distinct()
                .toList();
    }

    /** Whether a list is a beginning of the order of versions. */
    boolean isBeginning(List<?> seen) {
        List<?> order = order();
        if (seen == order) {
            return true;
        }
        for (int i = seen.size() - 1; i >= 0; i--) {
            if (!seen.get(i).equals(order.get(i))) {
                return false;
            }
        }
        return true;
    }
}
