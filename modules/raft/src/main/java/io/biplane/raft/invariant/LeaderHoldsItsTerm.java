package io.biplane.raft.invariant;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;

/** While a leader leads, nobody holds an entry of its term that it does not hold itself. */
final class LeaderHoldsItsTerm extends SafetyCheck {
    @Override
    void appended(GroupModel group, ReplicaModel replica, EntrySlice entries) {
        if (replica.isLeader || entries.isEmpty()) {
            return;
        }
        Entry last = entries.get(entries.size() - 1);
        ReplicaId leaderId = group.leaders.get(last.term());
        if (leaderId == null) {
            return;
        }
        ReplicaModel leader = group.replica(leaderId);
        if (leader.isLeader
                && leader.term == last.term()
                && leader.log.lastIndex() < last.index()) {
            throw broken(replica + " holds " + last + ", which leader " + leader + " does not");
        }
    }
}
