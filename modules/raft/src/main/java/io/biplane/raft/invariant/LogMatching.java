package io.biplane.raft.invariant;

import io.biplane.raft.Payload;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;

import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Two logs that hold an entry with the same index and term are equal up to it (dissertation figure
 * 3.2).
 *
 * <p>By induction it is enough that (index, term) determines the term before it and the payload.
 * All entries of a term come from one leader, so the term before is the same term except at that
 * leader's first entry: one record a term suffices. Payloads are compared against the last seen at
 * the same index, within a ring of recent indexes.
 */
final class LogMatching extends SafetyCheck {
    private static final int WINDOW = 1024;

    private final BiPredicate<Payload, Payload> same;
    private final TreeMap<Long, FirstOfTerm> firsts = new TreeMap<>();
    private Entry[] recent = new Entry[16];

    /** The first entry of a term: where it stands and what came before. */
    private record FirstOfTerm(long index, long termBefore) {}

    LogMatching(BiPredicate<Payload, Payload> same) {
        this.same = same;
    }

    @Override
    void appended(GroupModel group, ReplicaModel replica, EntrySlice entries) {
        long before = replica.log.lastTerm();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.term() != before) {
                checkFirst(replica, entry, before);
            } else {
                checkLater(replica, entry);
            }
            checkPayload(replica, entry);
            before = entry.term();
        }
    }

    private void checkFirst(ReplicaModel replica, Entry entry, long before) {
        FirstOfTerm known = firsts.get(entry.term());
        if (known == null) {
            firsts.put(entry.term(), new FirstOfTerm(entry.index(), before));
        } else if (known.index() != entry.index() || known.termBefore() != before) {
            throw broken(replica + " has " + entry + " after term " + before + ", but term "
                    + entry.term() + " began at " + known.index() + " after term "
                    + known.termBefore());
        }
    }

    private void checkLater(ReplicaModel replica, Entry entry) {
        FirstOfTerm known = firsts.get(entry.term());
        if (known != null && entry.index() <= known.index()) {
            throw broken(replica + " has " + entry
                    + " after an entry of its term, but that term began at " + known.index());
        }
    }

    private void checkPayload(ReplicaModel replica, Entry entry) {
        if (entry.index() >= recent.length && recent.length < WINDOW) {
            Entry[] larger = new Entry[Math.min(WINDOW, Math.max(recent.length * 2, 64))];
            for (Entry old : recent) {
                if (old != null) {
                    larger[(int) (old.index() % larger.length)] = old;
                }
            }
            recent = larger;
        }
        int slot = (int) (entry.index() % recent.length);
        Entry known = recent[slot];
        if (known == null || known.index() < entry.index() || known.term() < entry.term()) {
            recent[slot] = entry;
        } else if (known.index() == entry.index()
                && known.term() == entry.term()
                && known.payload() != entry.payload()
                && !same.test(known.payload(), entry.payload())) {
            throw broken(replica + " has " + entry + " where another replica has " + known);
        }
    }
}
