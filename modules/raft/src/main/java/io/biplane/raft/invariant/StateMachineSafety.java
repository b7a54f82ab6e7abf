package io.biplane.raft.invariant;

import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.Snapshot;

/**
 * No two replicas apply different entries at one index; each applies in order, without gaps, and
 * only committed ones.
 */
final class StateMachineSafety extends SafetyCheck {
    @Override
    void applying(GroupModel group, ReplicaModel replica, EntrySlice entries) {
        long next = replica.applyingIndex + 1;
        for (int i = 0; i < entries.size(); i++, next++) {
            Entry entry = entries.get(i);
            if (entry.index() != next) {
                throw broken(replica + " applies " + entry + " and not index " + next);
            }
            if (next > group.committed.lastIndex()) {
                throw broken(replica + " applies " + entry + ", which nobody has committed");
            }
            long committedTerm = group.committed.termAt(next);
            if (committedTerm != TermRuns.UNKNOWN && committedTerm != entry.term()) {
                throw broken(replica + " applies " + entry + " where term " + committedTerm
                        + " was committed");
            }
        }
    }

    @Override
    void restored(GroupModel group, ReplicaModel replica, Snapshot snapshot) {
        long committedTerm = group.committed.termAt(snapshot.index());
        boolean isCommitted =
                snapshot.index() < group.committed.baseIndex() || committedTerm == snapshot.term();
        if (!isCommitted) {
            throw broken(replica + " installs " + snapshot + ", which nobody has committed");
        }
    }
}
