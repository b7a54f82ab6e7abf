package io.biplane.raft.invariant;

import io.biplane.raft.log.EntrySlice;

/** Terms along a log never fall, and none is above the replica's own term. */
final class LogTermsMonotonic extends SafetyCheck {
    @Override
    void appended(GroupModel group, ReplicaModel replica, EntrySlice entries) {
        long before = replica.log.lastTerm();
        long index = replica.log.lastIndex();
        for (int i = 0; i < entries.size(); i++) {
            long term = entries.get(i).term();
            if (term < before) {
                throw broken(replica + " has " + entries.get(i) + " after term " + before);
            }
            if (entries.get(i).index() != ++index) {
                throw broken(replica + " has " + entries.get(i) + " at index " + index);
            }
            before = term;
        }
        if (before > replica.term) {
            throw broken(replica + " holds an entry of term " + before);
        }
    }
}
